"""Opening a package with a receipt or one identity, through the same door as at the desk.

Who made a key file is known from a receipt or from the desk's roster, which is not in the package:
it names everybody on the desk, and a package is evidence that changes hands.
"""

from dataclasses import dataclass, field

from intake.commands.offline.packages import Package, PackageError
from intake.crypto.age.hybrid import encode_recipient, recipient_of
from intake.crypto.case.holders import AccountHolder, BoxHolder, DeskHolder, Holder
from intake.crypto.case.objects import KeptForHolders, Untrusted
from intake.crypto.case.reading.trusted import CaseIdTrust, RosterTrust, TrustedCase
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.roster.rosterchain import Walk


@dataclass
class Evidence:
    """What came out.

    Attributes:
        is_maker_known: Whether somebody whose word counts made the key file.
        is_staff_known: Whether what staff wrote was checked against their own keys.
        texts: Canonical JSON by file.
        refused: Reasons by file.
        skipped: Files sealed to somebody else.
        missing: Whether something is not there that must be.
        has_staff: Whether staff wrote anything of it.
    """

    is_maker_known: bool
    is_staff_known: bool
    texts: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    missing: bool = False
    has_staff: bool = False


def open_with_receipt(package: Package, keys: ReporterKeys) -> Evidence:
    """Open everything that a receipt gives access to.

    Raises:
        PackageError: The box's key file is not in it, or is not what its reporter made.
    """
    reason = "wrong_identity"
    for holder, data in package.keys:
        if holder == BoxHolder():
            try:
                case = TrustedCase.of_reporter(data, keys, package.case)
                return _read_all(package, case, is_staff_known=False)
            except Untrusted as refusal:
                reason = refusal.reason
    raise PackageError(f"no key file in it opens ({reason})")


def open_with_identity(package: Package, identity: bytes, walk: Walk | None) -> Evidence:
    """Open everything that an identity gives access to.

    Args:
        package: As parsed.
        identity: 32 bytes: of an account that holds the case, or of the desk.
        walk: The desk's chain of rosters; None when there is none to look makers up in, so that
            only what the case id proves is believed.

    Raises:
        PackageError: No key file in it is for this identity, or none is by whom it says.
    """
    trust = RosterTrust(walk.staff_keys()) if walk else CaseIdTrust()
    own = _own_holders(walk, identity) if walk else None
    reason = "wrong_identity"
    for holder, data in package.keys:
        try:
            case = TrustedCase(data, identity, package.case, holder, trust)
        except Untrusted as refusal:
            reason = refusal.reason if refusal.reason != "wrong_identity" else reason
            continue
        if own is None or holder in own:
            return _read_all(package, case, is_staff_known=walk is not None)
        reason = "bad_holder"
    raise PackageError(f"no key file in it opens ({reason})")


def _own_holders(walk: Walk, identity: bytes) -> set[Holder]:
    """Return under which names the chain knows an identity; the manifest's word is none."""
    recipient = encode_recipient(recipient_of(identity))
    desks: set[Holder] = {
        DeskHolder(r.desk, r.epoch) for r in walk.rosters if r.recipient == recipient
    }
    members = (member for roster in walk.rosters for member in roster.members)
    return desks | {AccountHolder(m.account) for m in members if m.recipient == recipient}


def _read_all(package: Package, case: TrustedCase, *, is_staff_known: bool) -> Evidence:
    opened = Evidence(case.is_maker_known, is_staff_known)
    for stored in package.objects:
        if not case.opens(stored.row.kind):
            opened.skipped.append(stored.file)
            continue
        try:
            opened.texts[stored.file] = case.read_text(stored.row, stored.data)
        except KeptForHolders:
            opened.skipped.append(stored.file)
        except Untrusted as refusal:
            opened.refused[stored.file] = refusal.reason
    frames = case.frames
    kinds = {stored.row.kind for stored in package.objects}
    opened.missing = not {"report", "contact"} <= kinds or any(map(case.missing_parents, frames))
    opened.has_staff = any(frame.by == "staff" for frame in frames)
    opened.texts = dict(sorted(opened.texts.items()))
    return opened

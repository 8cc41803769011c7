"""Signing rosters, and walking their chain (SPEC 8, the rules between versions)."""

from collections.abc import Sequence
from dataclasses import dataclass

from intake.crypto.ed25519 import Ed25519Error, public_key, sign, verify
from intake.crypto.roster.roster import Member, Roster, RosterError
from intake.crypto.roster.rosterrules import needed_signatures, require_next, require_not_ahead
from intake.crypto.roster.rostertext import encode_roster, parse_roster, pin_of, roster_hash
from intake.crypto.roster.vault import Pin
from intake.crypto.tlog.note import (
    Note,
    NoteError,
    NoteSignature,
    VerifierKey,
    add_signature,
    parse_note,
    sign_note,
)


@dataclass(frozen=True)
class Walk:
    """A verified chain, oldest version first, at least one."""

    rosters: tuple[Roster, ...]

    @property
    def newest(self) -> Roster:
        """The version that counts."""
        return self.rosters[-1]

    @property
    def pin(self) -> Pin:
        """What the client remembers for the next walk."""
        return pin_of(self.newest)

    def find_triage(self, account: str) -> Member | None:
        """Return the newest entry in which this account had triage, or None.

        Files made by somebody who has left since stay good.
        """
        for roster in reversed(self.rosters):
            member = roster.find_member(account)
            if member and member.triage:
                return member
        return None

    def staff_keys(self) -> dict[str, bytes]:
        """Return the verification keys of all members in the chain, by account id."""
        return {each.account: each.public for roster in self.rosters for each in roster.members}


def sign_roster(roster: Roster, account: str, signing_seed: bytes) -> str:
    """Return a roster as a note with its first signature.

    Args:
        roster: The version to sign.
        account: The signer's account id, which is the key name.
        signing_seed: The signer's Ed25519 seed, 32 bytes.

    Raises:
        RosterError: bad_roster.
    """
    return sign_note(encode_roster(roster), account, signing_seed)


def cosign_roster(note: str, account: str, signing_seed: bytes) -> str:
    """Return a proposed roster with one more signature; the caller has shown what it changes.

    Raises:
        RosterError: bad_roster: not a signed roster.
    """
    text, _ = _parse(note)
    key = VerifierKey(account, public_key(signing_seed))
    signature = sign(signing_seed, text.encode())
    return add_signature(note, NoteSignature(account, key.key_id, signature))


def walk_roster(
    notes: Sequence[str], desk: str, pin: Pin | None = None, today: str | None = None
) -> Walk:
    """Verify a chain of rosters and return it.

    Args:
        notes: Signed rosters as the server gives them, oldest first: from version 1, or from any
            version up to the pinned one.
        desk: The desk asked for, 32 hexadecimal digits.
        pin: The newest version this client has verified before, or None at first contact.
        today: ``YYYY-MM-DD``; given, no version may be dated later than tomorrow.

    Raises:
        RosterError: With its reason.
    """
    if not notes:
        raise RosterError("step_back" if pin else "gap")
    parsed = [_parse(note) for note in notes]
    rosters = [parse_roster(text) for text, _ in parsed]
    if rosters[0].desk != desk:
        raise RosterError("bad_desk")
    _require_start(rosters[0], parsed[0][1], pin)
    for before, after, (_, note) in zip(rosters, rosters[1:], parsed[1:], strict=False):
        verify_step(before, after, note)
    if pin:
        _require_pin(rosters, [text for text, _ in parsed], pin)
    if today:
        require_not_ahead(rosters[-1].day, today)
    return Walk(tuple(rosters))


def verify_step(before: Roster, after: Roster, note: Note) -> None:
    """Verify a version against the one before it.

    Args:
        before: A version that is believed.
        after: The next one, as parsed from ``note``.
        note: The signed note of ``after``.

    Raises:
        RosterError: With its reason, in the order of the checks here.
    """
    require_next(before, after)
    if len(_find_signers(note, before.members)) < needed_signatures(before, after):
        raise RosterError("too_few_signatures")


def verify_proposal(before: Roster, note: str, account: str) -> Roster:
    """Verify a version that waits for a second signature; return it.

    Args:
        before: The version it must follow, which is believed.
        note: The proposed version, signed by its proposer.
        account: The proposer's account id, a member of ``before``.

    Raises:
        RosterError: With its reason: ``too_few_signatures`` when the proposer did not sign.
    """
    text, parsed = _parse(note)
    after = parse_roster(text)
    require_next(before, after)
    proposer = before.find_member(account)
    if proposer is None or not _find_signers(parsed, [proposer]):
        raise RosterError("too_few_signatures")
    _find_signers(parsed, before.members)  # A false signature of another member spoils it too.
    return after


def find_signers(note: str, members: Sequence[Member]) -> set[str]:
    """Return the account ids of those members who signed a roster.

    Raises:
        RosterError: ``bad_roster``, or ``bad_signature``: one of theirs is false.
    """
    return _find_signers(_parse(note)[1], members)


def _parse(note: str) -> tuple[str, Note]:
    try:
        parsed = parse_note(note)
    except NoteError:
        raise RosterError("bad_roster") from None
    parse_roster(parsed.text)
    return parsed.text, parsed


def _require_start(first: Roster, note: Note, pin: Pin | None) -> None:
    """Require version 1, or a version that leads up to the pinned one."""
    if first.version == 1:
        if len(first.members) != 1 or not _find_signers(note, first.members):
            raise RosterError("bad_first")
    elif pin is None or first.version > pin.version:
        raise RosterError("gap")


def _require_pin(rosters: list[Roster], texts: list[str], pin: Pin) -> None:
    """Require the pinned version in the chain: the versions before it are then bound by hash."""
    if rosters[-1].version < pin.version:
        raise RosterError("step_back")
    if roster_hash(texts[pin.version - rosters[0].version]) != pin.roster:
        raise RosterError("fork")


def _find_signers(note: Note, members: Sequence[Member]) -> set[str]:
    """Return who of the members signed; a false signature by one of them spoils the note."""
    signers = set()
    for member in members:
        key = VerifierKey(member.account, member.public)
        for signature in note.signatures:
            if signature[:2] == (key.name, key.key_id):
                _verify(member.public, note.text, signature.signature)
                signers.add(member.account)
    return signers


def _verify(public: bytes, text: str, signature: bytes) -> None:
    try:
        verify(public, text.encode(), signature)
    except Ed25519Error:
        raise RosterError("bad_signature") from None

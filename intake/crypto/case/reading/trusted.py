"""The one door to a case: nothing in it is read before its key file was opened and verified.

Opening a key file, verifying its maker, pinning the hashes it names and reading are four steps that
are only right together and in this order. So they are one class, which cannot be made from anything
but bytes: whoever holds a TrustedCase has been through all of them (SPEC 5 and 6).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from intake.crypto.case.bodies import ACTS, BEFORE_TAKING
from intake.crypto.case.frames import Frame
from intake.crypto.case.holders import AccountHolder, BoxHolder, DeskHolder, Holder, Reporter
from intake.crypto.case.keyfiles import (
    KeyFile,
    maker_key,
    open_key_file,
    verify_key_file,
)
from intake.crypto.case.objects import KeptForHolders, Row
from intake.crypto.case.reading.reader import Reader, Written
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.keys import verification_key


@dataclass(frozen=True)
class ReceiptTrust:
    """A receipt: only who holds it makes a box's key file; staff are believed by MAC alone."""

    author: bytes  # verification key, 32 bytes


@dataclass(frozen=True)
class RosterTrust:
    """The verification keys, 32 bytes, of everybody in a walked chain of rosters, by account id."""

    staff: Mapping[str, bytes]


@dataclass(frozen=True)
class CaseIdTrust:
    """Nobody's word: what the case id itself proves, for who has no roster to look makers up in.

    Of a key file made by staff that is the epoch-0 seed and the author's key. Later epochs, notes
    and the hashes it names are not believed.
    """


Trust = ReceiptTrust | RosterTrust | CaseIdTrust


class TrustedCase:
    """One case as one reader may believe it.

    Attributes:
        case: The case asked for, 32 hexadecimal digits.
        key_file: What was verified, to seal and to grant with.
        is_maker_known: Whether the maker's signature was verified; False only with CaseIdTrust.
    """

    def __init__(
        self, data: bytes, identity: bytes, case: str, holder: Holder, trust: Trust
    ) -> None:
        """Open a key file, verify who made it, and believe what it says.

        Args:
            data: The key file, an age file.
            identity: The holder's identity, 32 bytes.
            case: The case that was asked for.
            holder: Whose key file was asked for; the caller's own, never the server's word.
            trust: Whose signature counts.

        Raises:
            Untrusted: not_age, wrong_identity, bad_padding, bad_key, bad_case, bad_holder or
                bad_signature (SPEC 6).
        """
        key_file = open_key_file(data, identity, case, holder)
        self.case = case
        self.is_maker_known = _verify_maker(key_file, trust)
        self.key_file = key_file if self.is_maker_known else _proven_by_id(key_file)
        self._reader = Reader(
            case,
            self.key_file.epochs,
            key_file.author,
            self.key_file.notes,
            desk_seed=identity if isinstance(holder, DeskHolder) else None,
            staff=trust.staff if isinstance(trust, RosterTrust) else None,
            pinned=_pinned(key_file) if self.is_maker_known else {},
        )

    @classmethod
    def of_reporter(cls, data: bytes, keys: ReporterKeys, case: str) -> "TrustedCase":
        """Open the box's key file with a receipt; raises as the constructor."""
        trust = ReceiptTrust(verification_key(keys.author_seed))
        return cls(data, keys.reporter_seed, case, BoxHolder(), trust)

    @classmethod
    def of_account(
        cls, data: bytes, identity: bytes, case: str, account: str, staff: Mapping[str, bytes]
    ) -> "TrustedCase":
        """Open the key file of an account id that took or covers a case; raises as above."""
        return cls(data, identity, case, AccountHolder(account), RosterTrust(staff))

    @classmethod
    def of_desk(
        cls,
        data: bytes,
        desk_seed: bytes,
        case: str,
        desk: tuple[str, int],
        staff: Mapping[str, bytes],
    ) -> "TrustedCase":
        """Open the key file for a desk id and desk epoch, with its seed; raises as above."""
        return cls(data, desk_seed, case, DeskHolder(*desk), RosterTrust(staff))

    @property
    def signers(self) -> Mapping[str, str]:
        """Who signed each object read: object id to account id, ``author`` or ``staff``."""
        return self._reader.signers

    @property
    def frames(self) -> list[Frame]:
        """What was read so far, in the order of reading."""
        return list(self._reader.held.values())

    def opens(self, kind: str) -> bool:
        """Tell whether objects of a kind are sealed to this reader at all, or may be."""
        if kind == "summary":
            return self._reader.desk_seed is not None
        if kind not in ACTS:
            return True
        early = kind in BEFORE_TAKING and self._reader.staff is not None
        return early or bool(self._reader.notes)

    def read(self, row: Row, data: bytes) -> Frame:
        """Return the frame of an object.

        Raises:
            KeptForHolders: It is an act for those who hold the notes, and this reader does not.
            Untrusted: With the first reason that applies, in the order of SPEC 5.
        """
        return self._reader.read(row, data)

    def read_act(self, row: Row, data: bytes) -> Frame | None:
        """Return the frame of an act, or None if it is kept for the holders; else as ``read``."""
        try:
            return self._reader.read(row, data)
        except KeptForHolders:
            return None

    def read_text(self, row: Row, data: bytes) -> bytes:
        """Return the canonical JSON of an object; raises as ``read``."""
        return self._reader.read_text(row, data)

    def written(self) -> list[Written]:
        """Return everything read so far with who signed it, in the order of reading."""
        return self._reader.written()

    def missing_parents(self, frame: Frame) -> list[str]:
        """Return the parents that were not read; ask when all rows are read."""
        return self._reader.missing_parents(frame)

    def newest(self) -> list[str]:
        """Return what a new message comes after: b64u SHA-256, at most 8."""
        return self._reader.newest()

    def newest_for_staff(self) -> list[str]:
        """Return what a new act comes after: b64u SHA-256, at most 8."""
        return self._reader.newest_for_staff()


def _verify_maker(key_file: KeyFile, trust: Trust) -> bool:
    """Verify the maker's signature; return False if nobody here can know the maker's key."""
    if isinstance(trust, ReceiptTrust):
        verify_key_file(key_file, trust.author)
    elif isinstance(trust, RosterTrust) or isinstance(key_file.by, Reporter):
        staff = trust.staff if isinstance(trust, RosterTrust) else {}
        verify_key_file(key_file, maker_key(key_file, staff))
    else:
        return False
    return True


def _proven_by_id(key_file: KeyFile) -> KeyFile:
    return replace(key_file, epochs={0: key_file.epochs[0]}, notes={}, report="", contact="")


def _pinned(key_file: KeyFile) -> dict[str, str]:
    return {"report": key_file.report, "contact": key_file.contact}

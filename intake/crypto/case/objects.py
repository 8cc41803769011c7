"""Sealed objects of a case, and the reader that believes nothing else (SPEC 5).

A Reader holds what one reader trusts about one case. It refuses, with a reason of REASONS, what
the server or anybody else could have put there instead of what was written.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from intake.crypto.age import file as age
from intake.crypto.age.header import AgeError, NoMatch
from intake.crypto.case.bodies import BODIES
from intake.crypto.case.frames import (
    MAX_PARENTS,
    Frame,
    FrameError,
    encode_frame,
    parse_frame,
    verify_mac,
    verify_writer,
)
from intake.crypto.encoding import b64u
from intake.crypto.keys import SignatureError
from intake.crypto.padding import PaddingError, pad, unpad

REASONS = (
    "not_age",
    "wrong_identity",
    "bad_padding",
    "bad_frame",
    "bad_mac",
    "bad_case",
    "bad_row",
    "bad_kind",
    "bad_epoch",
    "bad_by",
    "repeated",
    "bad_signature",
    "bad_hash",
    "bad_key",
    "bad_holder",
)


SHARED = ("report", "contact", "message")  # What the reporter and the staff both read.


class Untrusted(Exception):
    """What was read is not what it is said to be; ``reason`` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Row:
    """What is asked for: the fields the server keeps in clear about an object."""

    case: str
    id: str
    kind: str
    epoch: int
    by: str


def seal_object(frame: Frame, mac_seed: bytes, signing_seed: bytes, recipient: bytes) -> bytes:
    """Return the age file of a frame, padded for its kind.

    Args:
        frame: Without MAC and signature.
        mac_seed: The case seed of the frame's epoch, for notes the notes seed.
        signing_seed: Ed25519 seed of who writes.
        recipient: 1,216 bytes.

    Raises:
        FrameError: A field is none that a reader accepts.
        PaddingError: Too long for its kind.
        AgeError: The recipient is no key.
    """
    return age.seal_file(pad(encode_frame(frame, mac_seed, signing_seed), frame.kind), recipient)


def row_of(frame: Frame) -> Row:
    """Return the row under which a frame is stored."""
    return Row(frame.case, frame.id, frame.kind, frame.epoch, frame.by)


def sha256(data: bytes) -> str:
    """Return b64u SHA-256 of a stored file, as ``after`` and key files name it."""
    return b64u(hashlib.sha256(data).digest())


def open_padded(data: bytes, seed: bytes, kind: str) -> bytes:
    """Return the text in a sealed file of a kind.

    Raises:
        Untrusted: not_age, wrong_identity or bad_padding.
    """
    try:
        return unpad(age.open_file(data, seed), kind)
    except NoMatch as error:
        raise Untrusted("wrong_identity") from error
    except AgeError as error:
        raise Untrusted("not_age") from error
    except PaddingError as error:
        raise Untrusted("bad_padding") from error


def peek_summary(row: Row, data: bytes, desk_seed: bytes) -> Frame:
    """Return a summary without its MAC and signature checked: still the server's word.

    Raises:
        Untrusted: Any reason that needs no key of the case.
    """
    frame = _parse(open_padded(data, desk_seed, "summary"))
    _require_row(frame, row)
    return frame


@dataclass
class Reader:
    """What one reader trusts about one case.

    Attributes:
        case: The case asked for.
        seeds: Case seed by epoch.
        notes: Notes seed by notes epoch; empty for the reporter and before the case is taken.
        author: The author's verification key, 32 bytes, from the receipt or a verified key file.
        desk_seed: Of the desk epoch the summary is sealed to, if this reader holds it.
        staff: Verification keys of the staff whose word counts, by account id. None for a reader
            who cannot know them, such as a reporter: the MAC alone then speaks for the staff.
        pinned: b64u SHA-256 that the key file names, by kind: ``report`` and ``contact``.
        tombstones: b64u SHA-256 of files known to be deleted.
        held: Frames read so far by the b64u SHA-256 of their files, in the order of reading.
        signers: Who signed each object read: object id to account id, ``author`` or ``staff``.
    """

    case: str
    seeds: Mapping[int, bytes]
    author: bytes
    notes: Mapping[int, bytes] = field(default_factory=dict)
    desk_seed: bytes | None = None
    staff: Mapping[str, bytes] | None = field(default_factory=dict)
    pinned: Mapping[str, str] = field(default_factory=dict)
    tombstones: frozenset[str] = frozenset()
    held: dict[str, Frame] = field(default_factory=dict)
    signers: dict[str, str] = field(default_factory=dict)

    def read(self, row: Row, data: bytes) -> Frame:
        """Return the frame of an object.

        Raises:
            Untrusted: With the first reason, in the order of REASONS, that applies.
        """
        identity, mac_seed = self._seeds_for(row)
        frame = _parse(open_padded(data, identity, row.kind))
        try:
            verify_mac(frame, mac_seed)
        except FrameError as error:
            raise Untrusted("bad_mac") from error
        _require_row(frame, row, self.case)
        if frame.id in self.signers:
            raise Untrusted("repeated")
        signer = self._signer(frame)
        digest = sha256(data)
        if self.pinned.get(row.kind, digest) != digest:
            raise Untrusted("bad_hash")
        self.signers[frame.id] = signer
        self.held[digest] = frame
        return frame

    def missing_parents(self, frame: Frame) -> list[str]:
        """Return the parents that are neither held nor tombstones; ask when all rows are read."""
        known = self.held.keys() | self.tombstones
        return [name for name in frame.after if name not in known]

    def newest(self) -> list[str]:
        """Return what a new message comes after: files that no message read so far comes after.

        Only files that both sides can read count; of more than 8 the last read are named.
        """
        shared = {name: frame for name, frame in self.held.items() if frame.kind in SHARED}
        followed = {name for frame in shared.values() for name in frame.after}
        return [name for name in shared if name not in followed][-MAX_PARENTS:]

    def _seeds_for(self, row: Row) -> tuple[bytes, bytes]:
        """Return the identity a row is sealed to and the seed its MAC is made with."""
        if row.kind not in BODIES:
            raise Untrusted("bad_kind")
        seeds = self.notes if row.kind == "note" else self.seeds
        seed = seeds.get(row.epoch)
        identity = self.desk_seed if row.kind == "summary" else seed
        if seed is None or identity is None:
            raise Untrusted("wrong_identity")
        return identity, seed

    def _signer(self, frame: Frame) -> str:
        if frame.by == "staff":
            return self._staff_signer(frame)
        if not _is_signed(frame, self.author):
            raise Untrusted("bad_signature")
        return "author"

    def _staff_signer(self, frame: Frame) -> str:
        if self.staff is None:
            return "staff"
        for account, public in self.staff.items():
            if _is_signed(frame, public):
                return account
        raise Untrusted("bad_signature")


def _parse(text: bytes) -> Frame:
    try:
        return parse_frame(text)
    except FrameError as error:
        raise Untrusted("bad_frame") from error


def _require_row(frame: Frame, row: Row, case: str | None = None) -> None:
    expected: Iterable[tuple[str, bool]] = (
        ("bad_case", frame.case == row.case == (case or row.case)),
        ("bad_row", frame.id == row.id),
        ("bad_kind", frame.kind == row.kind),
        ("bad_epoch", frame.epoch == row.epoch),
        ("bad_by", frame.by == row.by),
    )
    for reason, holds in expected:
        if not holds:
            raise Untrusted(reason)


def _is_signed(frame: Frame, public: bytes) -> bool:
    try:
        verify_writer(frame, public)
    except SignatureError:
        return False
    return True

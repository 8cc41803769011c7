"""Sealed objects of a case (SPEC 5): made, opened, and refused with a reason of REASONS.

What is opened here is not trusted yet; that is the work of ``reader``.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from intake.crypto.age.file import open_file, seal_file
from intake.crypto.age.header import AgeError, NoMatch
from intake.crypto.case.frames import (
    Frame,
    FrameError,
    encode_frame,
    parse_frame,
)
from intake.crypto.encoding import b64u
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


class Untrusted(Exception):
    """What was read is not what it is said to be; ``reason`` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KeptForHolders(Untrusted):
    """An act that is sealed to those who hold the notes of a case, read by somebody who does not.

    That is no finding: who opens a taken case with the desk's key is not meant to read it.
    """

    def __init__(self) -> None:
        super().__init__("wrong_identity")


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
        mac_seed: The case seed of the frame's epoch; the notes seed for what is sealed to that.
        signing_seed: Ed25519 seed of who writes.
        recipient: 1,216 bytes.

    Raises:
        FrameError: A field is none that a reader accepts.
        PaddingError: Too long for its kind.
        AgeError: The recipient is no key.
    """
    return seal_file(pad(encode_frame(frame, mac_seed, signing_seed), frame.kind), recipient)


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
        return unpad(open_file(data, seed), kind)
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
    frame = open_frame(data, desk_seed, "summary")
    require_row(frame, row)
    return frame


def open_frame(data: bytes, seed: bytes, kind: str) -> Frame:
    """Return the frame in a sealed file, its MAC and signature not checked.

    Raises:
        Untrusted: not_age, wrong_identity, bad_padding or bad_frame.
    """
    return read_frame(open_padded(data, seed, kind))


def read_frame(text: bytes) -> Frame:
    """Return the frame of a text that was unsealed; raises Untrusted: bad_frame."""
    try:
        return parse_frame(text)
    except FrameError as error:
        raise Untrusted("bad_frame") from error


def require_row(frame: Frame, row: Row, case: str | None = None) -> None:
    """Refuse a frame that does not say what its row says, or is of another case.

    Raises:
        Untrusted: bad_case, bad_row, bad_kind, bad_epoch or bad_by: the first that differs.
    """
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

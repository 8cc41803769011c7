"""Key files: the seeds of a case for one holder, signed by who made them (SPEC 4 and 6).

A key that several people need lies in one small file per person and epoch: granting adds a row,
revoking deletes one, and nothing is ever sealed again.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from intake.crypto import shapes
from intake.crypto.age.file import seal_file
from intake.crypto.age.hybrid import (
    KeyTextError,
    encode_recipient,
    parse_recipient,
    recipient_of,
)
from intake.crypto.case.epochs import encode_epochs, read_epochs
from intake.crypto.case.holders import Holder, Maker, Reporter, parse_maker
from intake.crypto.case.objects import Untrusted, open_padded
from intake.crypto.encoding import EncodingError, b64u, encode_json, parse_json
from intake.crypto.keys import SignatureError, sign, verify_signature
from intake.crypto.padding import pad

LABEL = "intake/v1/key"

_KEYS = (
    *("author", "by", "case", "contact", "epochs", "for", "kind"),
    *("notes", "report", "reporter", "sig", "v"),
)


@dataclass(frozen=True)
class KeyFile:
    """What a key file holds.

    Attributes:
        case: 32 hexadecimal digits.
        epochs: Case seed by epoch, from 0 without a gap, 32 bytes each.
        notes: Notes seed by notes epoch, likewise; empty until the case is taken.
        holder: Whom it is sealed to.
        by: Who made and signed it.
        author: The author's verification key, 32 bytes; the case id names it.
        reporter: The reporter's recipient, 1,216 bytes; the case id names it.
        report: b64u SHA-256 of report.age.
        contact: b64u SHA-256 of contact.age.
        sig: Ed25519 signature of the maker, 64 bytes; empty until it is sealed.
    """

    case: str
    epochs: Mapping[int, bytes]
    notes: Mapping[int, bytes]
    holder: Holder
    by: Maker
    author: bytes
    reporter: bytes
    report: str
    contact: str
    sig: bytes = b""


def case_id(recipient: bytes, author: bytes, reporter: bytes) -> str:
    """Return the id of a case, 32 hexadecimal digits; it names who began the case (SPEC 4).

    Args:
        recipient: Of the epoch-0 identity, 1,216 bytes.
        author: The author's verification key, 32 bytes.
        reporter: The reporter's recipient, 1,216 bytes.
    """
    named = recipient + author + reporter
    return hashlib.sha256(b"intake/v1/case\x00" + named).hexdigest()[:32]


def encode_key_file(key_file: KeyFile, signing_seed: bytes) -> bytes:
    """Return the signed canonical JSON of a key file, not padded."""
    fields = _fields(key_file)
    fields["sig"] = b64u(sign(signing_seed, LABEL, encode_json(fields)))
    return encode_json(fields)


def make_key_file(key_file: KeyFile, signing_seed: bytes, recipient: bytes) -> bytes:
    """Return a key file as an age file for its holder.

    Args:
        key_file: What it shall hold; ``sig`` is ignored.
        signing_seed: Ed25519 seed of the maker.
        recipient: The holder's recipient, 1,216 bytes.

    Raises:
        AgeError: The recipient is no key.
    """
    return seal_file(pad(encode_key_file(key_file, signing_seed), "key"), recipient)


def open_key_file(data: bytes, seed: bytes, case: str, holder: Holder) -> KeyFile:
    """Return what a key file holds; its signature is not verified yet.

    Args:
        data: The age file.
        seed: The identity of the holder, 32 bytes.
        case: The case that was asked for.
        holder: Whose key file was asked for.

    Raises:
        Untrusted: not_age, wrong_identity, bad_padding, bad_key (another shape), bad_case (another
            case than asked for, or than seed, author and reporter give) or bad_holder.
    """
    text = open_padded(data, seed, "key")
    try:
        fields = shapes.exact_object(parse_json(text), _KEYS)
        key_file, named = _read_key_file(fields, holder), shapes.text(fields["for"])
    except (EncodingError, KeyTextError) as error:
        raise Untrusted("bad_key") from error
    if not key_file.case == case == _case_id_of(key_file):
        raise Untrusted("bad_case")
    if named != str(holder):
        raise Untrusted("bad_holder")
    return key_file


def maker_key(key_file: KeyFile, staff: Mapping[str, bytes]) -> bytes:
    """Return the verification key, 32 bytes, of who says to have made a key file.

    Args:
        key_file: As opened.
        staff: Verification keys of the members of the roster, by account id.

    Raises:
        Untrusted: bad_signature: it is somebody who never stood in the roster.
    """
    if isinstance(key_file.by, Reporter):
        return key_file.author
    public = staff.get(key_file.by.account)
    if public is None:
        raise Untrusted("bad_signature")
    return public


def verify_key_file(key_file: KeyFile, public: bytes) -> None:
    """Verify who made a key file.

    Args:
        key_file: As opened.
        public: The file's ``author`` if the reporter made it; else the verification key of
            that account, which the caller knows from the roster.

    Raises:
        Untrusted: bad_signature.
    """
    try:
        verify_signature(public, LABEL, encode_json(_fields(key_file)), key_file.sig)
    except SignatureError as error:
        raise Untrusted("bad_signature") from error


def _case_id_of(key_file: KeyFile) -> str:
    """Return the id that a key file proves."""
    return case_id(recipient_of(key_file.epochs[0]), key_file.author, key_file.reporter)


def _read_key_file(fields: Mapping[str, object], holder: Holder) -> KeyFile:
    """Return the fields as a key file of the holder it was asked for."""
    shapes.constant(fields["v"], 1)
    shapes.constant(fields["kind"], "key")
    epochs = read_epochs(fields["epochs"])
    if not epochs:
        raise EncodingError("no seed")
    shapes.binary(fields["report"])
    shapes.binary(fields["contact"])
    notes, by = read_epochs(fields["notes"]), parse_maker(shapes.text(fields["by"]))
    if isinstance(by, Reporter) and notes:
        raise EncodingError("a reporter has no part in the notes")
    return KeyFile(
        case=shapes.hex_id(fields["case"]),
        epochs=epochs,
        notes=notes,
        holder=holder,
        by=by,
        author=shapes.binary(fields["author"]),
        reporter=parse_recipient(shapes.text(fields["reporter"])),
        report=shapes.text(fields["report"]),
        contact=shapes.text(fields["contact"]),
        sig=shapes.binary(fields["sig"], 64),
    )


def _fields(key_file: KeyFile) -> dict[str, object]:
    """Return what the signature covers."""
    return {
        "author": b64u(key_file.author),
        "by": str(key_file.by),
        "case": key_file.case,
        "contact": key_file.contact,
        "epochs": encode_epochs(key_file.epochs),
        "for": str(key_file.holder),
        "kind": "key",
        "notes": encode_epochs(key_file.notes),
        "report": key_file.report,
        "reporter": encode_recipient(key_file.reporter),
        "v": 1,
    }

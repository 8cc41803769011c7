"""What a browser sends (SPEC 9): parsed and checked without any key, before anything is stored."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from intake.crypto import shapes
from intake.crypto.age.file import check_sealed, sealed_length
from intake.crypto.age.header import AgeError
from intake.crypto.case.bodies import LEVELS
from intake.crypto.encoding import EncodingError, parse_json
from intake.crypto.padding import KINDS
from intake.errors import Refused
from intake.form.questions.structure import Form

FILES = {
    "summary": "summary",
    "report": "report",
    "contact": "contact",
    "key_desk": "key",
    "key_box": "key",
}
PARTS = ("meta", *FILES)
OBJECTS = ("summary", "report", "contact")
META_BYTES = 4_096
#: Above this no arrival can be right: every part at its limit, and the seams of multipart.
MAX_BYTES = sum(sealed_length(KINDS[kind].limit) for kind in FILES.values()) + 16_384

_KEYS = ("case", "desk", "desk_epoch", "form", "ids", "level", "sha256", "token", "v")


@dataclass(frozen=True)
class Arrival:
    """A report as it arrives: five age files and what the server must know in clear.

    Attributes:
        case: Case id, 32 hexadecimal digits.
        desk: Desk id, likewise.
        desk_epoch: The epoch whose recipient it is sealed to.
        form: Version of the form.
        level: A word of LEVELS.
        ids: Object ids of summary, report and contact.
        token_hash: SHA-256 of the box token, 32 bytes.
        files: Age files by the names of FILES.
        hashes: The SHA-256 of each file, 32 bytes, by the same names.
        sent_hash: SHA-256 over ``meta``, which holds the hash of every file.
        server_saw: Whether the server sealed it and could read along.
        is_stale: Whether it was made with another version of the form than this instance's.
    """

    case: str
    desk: str
    desk_epoch: int
    form: int
    level: str
    ids: Mapping[str, str]
    token_hash: bytes
    files: Mapping[str, bytes]
    hashes: Mapping[str, bytes]
    sent_hash: bytes
    server_saw: bool = False
    is_stale: bool = False


def parse_arrival(parts: Mapping[str, bytes], form: Form, *, server_saw: bool = False) -> Arrival:
    """Return the checked arrival.

    Args:
        parts: By the names of PARTS.
        form: The form of this instance.
        server_saw: Whether the server sealed it itself.

    Raises:
        Refused: ``damaged``: something is not what SPEC 9 says.
    """
    try:
        arrival = _read_meta(parts, form, server_saw=server_saw)
        for name, kind in FILES.items():
            check_sealed(parts[name], kind)
    except (EncodingError, AgeError):
        raise Refused("damaged") from None
    return arrival


def _read_meta(parts: Mapping[str, bytes], form: Form, *, server_saw: bool) -> Arrival:
    if len(parts["meta"]) > META_BYTES:
        raise EncodingError("too long")
    meta = shapes.exact_object(parse_json(parts["meta"]), _KEYS)
    shapes.constant(meta["v"], 1)
    ids = {
        name: shapes.hex_id(value)
        for name, value in shapes.exact_object(meta["ids"], OBJECTS).items()
    }
    if len(set(ids.values())) < len(ids):
        raise EncodingError("one id for two objects")
    files = {name: parts[name] for name in FILES}
    hashes = {name: hashlib.sha256(file).digest() for name, file in files.items()}
    said = shapes.exact_object(meta["sha256"], FILES)
    if any(shapes.binary(said[name]) != digest for name, digest in hashes.items()):
        raise EncodingError("another hash than was said")
    version = _small(meta["form"])
    return Arrival(
        case=shapes.hex_id(meta["case"]),
        desk=shapes.hex_id(meta["desk"]),
        desk_epoch=_small(meta["desk_epoch"]),
        form=version,
        level=shapes.one_of(meta["level"], LEVELS),
        ids=ids,
        token_hash=shapes.binary(meta["token"]),
        files=files,
        hashes=hashes,
        sent_hash=hashlib.sha256(parts["meta"]).digest(),
        server_saw=server_saw,
        is_stale=version != form.version,
    )


def _small(value: object) -> int:
    """Return an integer from 1 that every database can hold."""
    number = shapes.integer(value, least=1)
    if number >= 1 << 31:
        raise EncodingError("not a small integer")
    return number

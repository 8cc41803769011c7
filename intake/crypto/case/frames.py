"""The frame around every sealed object of a case (SPEC 5).

Whoever knows a public recipient can seal to it. What makes an object one of this case is inside:
the MAC under the case seed, and the signature of the one who wrote it.
"""

import hmac
from dataclasses import dataclass

from intake.crypto import shapes
from intake.crypto.case.bodies import ACTS, check_body
from intake.crypto.encoding import EncodingError, b64u, encode_json, parse_json
from intake.crypto.keys import derive_key, sign, verify_signature

LABEL = "intake/v1/frame"
REPORTER = ("reporter", "helper")  # Both write with the author key of the receipt.
WRITERS = {  # Who may write what.
    "summary": REPORTER,
    "report": REPORTER,
    "contact": REPORTER,
    "message": (*REPORTER, "staff"),
    **dict.fromkeys(ACTS, ("staff",)),
}
MAX_PARENTS = 8

_KEYS = ("after", "body", "by", "case", "epoch", "id", "kind", "mac", "sig", "v")


class FrameError(ValueError):
    """Not a frame, or its MAC is of another key or another frame."""


@dataclass(frozen=True)
class Frame:
    """One object of a case.

    ``case`` and ``id`` are 32 hexadecimal digits; ``after`` holds b64u SHA-256 of age files;
    ``mac`` is 32 and ``sig`` 64 bytes, both empty until the frame is encoded.
    """

    case: str
    epoch: int
    kind: str
    id: str
    by: str
    after: tuple[str, ...]
    body: dict[str, object]
    mac: bytes = b""
    sig: bytes = b""


def encode_frame(frame: Frame, mac_seed: bytes, signing_seed: bytes) -> bytes:
    """Return the frame's canonical JSON, signed, with its MAC, not padded.

    Args:
        frame: ``mac`` and ``sig`` in it are ignored.
        mac_seed: The case seed of the epoch, or the notes seed where it is sealed to the notes
            identity; 32 bytes.
        signing_seed: Ed25519 seed of the author or of the account, 32 bytes.

    Raises:
        FrameError: A field is none that a reader accepts.
    """
    fields = _fields(frame)
    try:
        fields["sig"] = b64u(sign(signing_seed, LABEL, encode_json(fields)))
        fields["mac"] = b64u(_mac(fields, mac_seed))
        text = encode_json(fields)
    except EncodingError as error:
        raise FrameError("not a frame") from error
    parse_frame(text)
    return text


def parse_frame(text: bytes) -> Frame:
    """Return the frame of its canonical JSON; MAC and signature are not verified.

    Raises:
        FrameError: Not canonical JSON of this shape.
    """
    try:
        return _read_frame(parse_json(text))
    except EncodingError as error:
        raise FrameError("not a frame") from error


def verify_mac(frame: Frame, mac_seed: bytes) -> None:
    """Verify that the frame was made by somebody who held this seed of 32 bytes.

    Raises:
        FrameError: It was not, or was changed.
    """
    fields = _fields(frame)
    fields["sig"] = b64u(frame.sig)
    if not hmac.compare_digest(_mac(fields, mac_seed), frame.mac):
        raise FrameError("wrong MAC")


def verify_writer(frame: Frame, public: bytes) -> None:
    """Verify the frame's signature with a verification key of 32 bytes.

    Raises:
        SignatureError: It was made with another key, or for another frame.
    """
    verify_signature(public, LABEL, encode_json(_fields(frame)), frame.sig)


def _read_frame(value: object) -> Frame:
    fields = shapes.exact_object(value, _KEYS)
    shapes.constant(fields["v"], 1)
    after = shapes.texts(fields["after"])
    for parent in after:
        shapes.binary(parent)
    if len(after) > MAX_PARENTS or len(set(after)) != len(after):
        raise EncodingError("too many or repeated parents")
    kind = shapes.one_of(fields["kind"], WRITERS)
    return Frame(
        case=shapes.hex_id(fields["case"]),
        epoch=shapes.integer(fields["epoch"]),
        kind=kind,
        id=shapes.hex_id(fields["id"]),
        by=shapes.one_of(fields["by"], WRITERS[kind]),
        after=tuple(after),
        body=check_body(kind, fields["body"]),
        mac=shapes.binary(fields["mac"]),
        sig=shapes.binary(fields["sig"], 64),
    )


def _fields(frame: Frame) -> dict[str, object]:
    """Return what the signature covers."""
    return {
        "after": list(frame.after),
        "body": frame.body,
        "by": frame.by,
        "case": frame.case,
        "epoch": frame.epoch,
        "id": frame.id,
        "kind": frame.kind,
        "v": 1,
    }


def _mac(fields: dict[str, object], mac_seed: bytes) -> bytes:
    return hmac.digest(derive_key(mac_seed, LABEL), encode_json(fields), "sha256")

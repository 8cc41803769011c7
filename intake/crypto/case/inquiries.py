"""What an auditor asks who holds a case, in words, and what is answered (SPEC 7a).

The question is sealed to one member's account and, as the auditor's own copy, to the auditor's. It
names the key that the answer is for, and holds a secret that the answer gives back: who answers in
words has read it.
"""

import secrets
from hashlib import sha256
from typing import NamedTuple

from intake.crypto import shapes
from intake.crypto.age.file import seal_file
from intake.crypto.age.hybrid import encode_recipient
from intake.crypto.case.objects import Untrusted, open_padded
from intake.crypto.encoding import EncodingError, b64u, encode_json, parse_json
from intake.crypto.padding import pad

KIND = "inquiry"  # Of padding, for both.
_ASKED = ("answer_to", "asks", "case", "kind", "proof", "v", "words")
_ANSWERED = ("answer", "kind", "proof", "v", "words")


class Inquiry(NamedTuple):
    """What is asked: a code, the log's reference of the case, and words, which may be empty."""

    asks: str
    case: str  # 32 hex digits, random: no case id.
    words: str
    answer_to: str  # b64u SHA-256 of the text of the recipient that the answer is sealed to.
    proof: str  # b64u of 32 random bytes.


class Answer(NamedTuple):
    """What is answered: a code, words, which may be empty, and the secret of the question."""

    answer: str
    words: str
    proof: str


def new_proof() -> str:
    """Return a fresh secret, b64u of 32 bytes."""
    return b64u(secrets.token_bytes(32))


def key_hash(recipient: bytes) -> str:
    """Return how a question names the key of 1,216 bytes that its answer is for."""
    return b64u(sha256(encode_recipient(recipient).encode()).digest())


def seal_inquiry(inquiry: Inquiry, recipient: bytes) -> bytes:
    """Return a question as an age file.

    Raises:
        EncodingError: It is none that a reader accepts.
        PaddingError: The words are too long.
    """
    fields: dict[str, object] = {"kind": "inquiry", "v": 1, **inquiry._asdict()}
    _read_inquiry(fields)
    return seal_file(pad(encode_json(fields), KIND), recipient)


def open_inquiry(data: bytes, seed: bytes) -> Inquiry:
    """Return what a question holds.

    Raises:
        Untrusted: not_age, wrong_identity, bad_padding or bad_frame (another shape).
    """
    text = open_padded(data, seed, KIND)
    try:
        return _read_inquiry(parse_json(text))
    except EncodingError as error:
        raise Untrusted("bad_frame") from error


def seal_answer(answer: Answer, recipient: bytes) -> bytes:
    """Return an answer as an age file; raises as ``seal_inquiry``."""
    fields: dict[str, object] = {"kind": "inquiry-answer", "v": 1, **answer._asdict()}
    _read_answer(fields)
    return seal_file(pad(encode_json(fields), KIND), recipient)


def open_answer(data: bytes, seed: bytes) -> Answer:
    """Return what an answer holds; raises as ``open_inquiry``."""
    text = open_padded(data, seed, KIND)
    try:
        return _read_answer(parse_json(text))
    except EncodingError as error:
        raise Untrusted("bad_frame") from error


def _read_inquiry(value: object) -> Inquiry:
    fields = shapes.exact_object(value, _ASKED)
    shapes.constant(fields["kind"], "inquiry")
    shapes.constant(fields["v"], 1)
    for name in ("answer_to", "proof"):
        shapes.binary(fields[name])
    return Inquiry(
        asks=shapes.code(fields["asks"]),
        case=shapes.hex_id(fields["case"]),
        words=shapes.text(fields["words"]),
        answer_to=shapes.text(fields["answer_to"]),
        proof=shapes.text(fields["proof"]),
    )


def _read_answer(value: object) -> Answer:
    fields = shapes.exact_object(value, _ANSWERED)
    shapes.constant(fields["kind"], "inquiry-answer")
    shapes.constant(fields["v"], 1)
    shapes.binary(fields["proof"])
    return Answer(
        answer=shapes.code(fields["answer"]),
        words=shapes.text(fields["words"]),
        proof=shapes.text(fields["proof"]),
    )

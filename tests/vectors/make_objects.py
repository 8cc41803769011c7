"""Vectors of sealed objects: what a reader accepts, and each reason to refuse."""

import io
import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from intake.crypto.age.file import HEADER_BYTES
from intake.crypto.age.header import encode_header, parse_header
from intake.crypto.age.hybrid import unwrap_file_key, wrap_file_key
from intake.crypto.age.stream import encrypt_stream
from intake.crypto.case.bodies import ACTS, BEFORE_TAKING
from intake.crypto.case.frames import Frame
from intake.crypto.case.objects import sha256
from intake.crypto.padding import pad
from tests.vectors.fixtures import (
    ALICE,
    Vector,
    file_named,
    kept,
    name_of,
    object_id,
    public,
    recipient,
    sealed_by_npm,
    seed,
)
from tests.vectors.make_case import CASE, SUMMARY_1, encode, make_frame, sealed_frame

READER: Vector = {
    "case": CASE,
    "seeds": {"0": seed("case").hex(), "1": seed("case 1").hex()},
    "notes": {"0": seed("notes").hex()},
    "desk_seed": seed("desk").hex(),
    "author": public("author").hex(),
    "staff": {ALICE: public("alice signing").hex()},
    "pinned": {},
    "tombstones": [],
}


def object_vectors() -> list[Vector]:
    """A reader, what it reads in this order, each with the text or the ``error``, ``missing``."""
    return [
        *(_whole_case(), _second_epoch(), _many(), _by_npm()),
        *(*_refused(), *_parents(), _unpinned()),
        *(_acts(), *_acts_refused(), _first_version()),
    ]


def _read(frame: Frame, data: bytes, error: str = "", **row: object) -> Vector:
    """Return one reading: the row asked for, the file, and what comes of it."""
    asked: Vector = {
        "case": frame.case, "id": frame.id, "kind": frame.kind, "epoch": frame.epoch,
        "by": frame.by,
    }  # fmt: skip
    outcome = {"error": error} if error else {"text": encode(frame).decode()}
    return {"row": asked | row, "file": name_of(data), **outcome}


def _scenario(name: str, *reads: Vector, **changes: object) -> Vector:
    missing = changes.pop("missing", [])
    newest = changes.pop("newest", _shared(reads))
    found: Vector = {"reads": list(reads), "missing": missing, "newest": newest}
    return {"name": name, "reader": READER | changes, **found}


def _shared(reads: Sequence[dict[str, Any]]) -> list[str]:
    """Return the hashes of what was read and both sides can read."""
    return [
        sha256(file_named(read["file"]))
        for read in reads
        if "error" not in read and read["row"]["kind"] in {"report", "contact", "message"}
    ]


def _whole_case() -> Vector:
    report = make_frame("report")
    message = make_frame("message", after=(sha256(sealed_frame(report)),))
    answer = make_frame(
        "message", "answer", by="staff", after=(sha256(sealed_frame(message, "child")),)
    )
    return _scenario(
        "a whole case",
        _read(report, sealed_frame(report)),
        _read(make_frame("summary"), sealed_frame(make_frame("summary"))),
        _read(make_frame("contact"), sealed_frame(make_frame("contact"))),
        _read(message, sealed_frame(message, "child")),
        _read(answer, sealed_frame(answer, "answer")),
        _read(make_frame("note"), sealed_frame(make_frame("note"))),
        newest=[
            sha256(sealed_frame(make_frame("contact"))),
            sha256(sealed_frame(answer, "answer")),
        ],
        pinned={
            "report": sha256(sealed_frame(report)),
            "contact": sha256(sealed_frame(make_frame("contact"))),
        },
    )


def _second_epoch() -> Vector:
    frame = make_frame("message", "later", epoch=1)
    text = encode(frame, mac="case 1")
    read = _read(frame, sealed_frame(frame, "later", "case 1", text))
    return _scenario("a message of the second epoch", read | {"text": text.decode()})


def _many() -> Vector:
    """Return nine messages that name nothing: a new one names the last eight."""
    frames = [make_frame("message", f"message {number}") for number in range(9)]
    files = [sealed_frame(frame, f"message {number}") for number, frame in enumerate(frames)]
    reads = [_read(frame, data) for frame, data in zip(frames, files, strict=True)]
    return _scenario("nine messages", *reads, newest=[sha256(data) for data in files[1:]])


def _by_npm() -> Vector:
    frame = make_frame("message")
    padded = pad(encode(frame), "message")
    data = sealed_by_npm("object by age-encryption", padded, "case")
    return _scenario("a message sealed by the browser's library", _read(frame, data))


def _refused() -> list[Vector]:
    frame = make_frame("message")
    data = sealed_frame(frame)
    cut = "a file cut short"
    return [
        _scenario(name, _read(frame, forged, error)) for name, error, forged in _forgeries(frame)
    ] + [
        _scenario(cut, _read(frame, kept("object cut short", lambda: data[:-1]), "not_age")),
        _scenario(
            "a damaged payload",
            _read(frame, kept("object damaged", lambda: data[:-1] + b"\x00"), "not_age"),
        ),
        _scenario("nothing", _read(frame, kept("object nothing", bytes), "not_age")),
        _scenario("another row", _read(frame, data, "bad_row", id=object_id("other row"))),
        _scenario("a message shown as a contact", _read(frame, data, "bad_kind", kind="contact")),
        _scenario("a kind that does not exist", _read(frame, data, "bad_kind", kind="letter")),
        _scenario("another writer than asked for", _read(frame, data, "bad_by", by="staff")),
        _scenario("another case asked for", _read(frame, data, "bad_case", case="0" * 32)),
        _scenario("an epoch not held", _read(frame, data, "wrong_identity", epoch=7)),
        _scenario("read twice", _read(frame, data), _read(frame, data, "repeated")),
        _scenario(
            "a report by another author",
            _read(make_frame("report"), sealed_frame(make_frame("report")), "bad_signature"),
            author=public("bob signing").hex(),
        ),
        _scenario(
            "a report the key file does not name",
            _read(make_frame("report"), sealed_frame(make_frame("report")), "bad_hash"),
            pinned={"report": sha256(b"another file")},
        ),
        _scenario(
            "an answer by an account not on the roster",
            _read(
                make_frame("message", "answer 2", by="staff"),
                sealed_frame(make_frame("message", "answer 2", by="staff"), "answer 2"),
                "bad_signature",
            ),
            staff={},
        ),
        _scenario(
            "a note without its seed",
            _read(make_frame("note"), sealed_frame(make_frame("note")), "wrong_identity"),
            notes={},
        ),
    ]


def _forgeries(frame: Frame) -> list[tuple[str, str, bytes]]:
    """Return name, reason and file of forgeries that need keys to make."""
    foreign = encode(frame, mac="other case")
    wrong_case = encode(make_frame("message", case="0" * 32))
    early = encode(make_frame("message", epoch=1))

    def forge(name: str, text: bytes, to: str = "case") -> bytes:
        return sealed_frame(frame, f"forged {name}", to, text)

    return [
        ("from another case", "wrong_identity", forge("other", foreign, "other case")),
        ("under a leaked recipient", "bad_mac", forge("leaked", foreign)),
        ("new payload under a disclosed file key", "bad_mac", _disclosed(frame, foreign)),
        ("with an extra reader", "not_age", _extra_reader(frame)),
        ("says another case", "bad_case", forge("case", wrong_case)),
        ("says another epoch", "bad_epoch", forge("epoch", early)),
        (
            "signed by another holder of the seed",
            "bad_signature",
            forge("signed", encode(frame, signer="bob signing")),
        ),
        ("not a frame", "bad_frame", forge("shape", b'{"day":"2026-11-22","text":"x"}')),
        ("one space too many", "bad_padding", forge("spaces", encode(frame) + b" " * 1_024)),
    ]


def _disclosed(frame: Frame, text: bytes) -> bytes:
    """Return the message's own header with another payload, as a file key allows."""
    data = sealed_frame(frame)

    def forge() -> bytes:
        header = parse_header(io.BytesIO(data))
        file_key = unwrap_file_key(header.stanzas[0], seed("case")) or b""
        writer = io.BytesIO(data[:HEADER_BYTES])
        writer.seek(0, io.SEEK_END)
        encrypt_stream(io.BytesIO(text.ljust(1_024)), writer, file_key)
        return writer.getvalue()

    return kept("object forged payload", forge)


def _extra_reader(frame: Frame) -> bytes:
    def forge() -> bytes:
        file_key = secrets.token_bytes(16)
        stanzas = [wrap_file_key(file_key, recipient(name)) for name in ("case", "other case")]
        writer = io.BytesIO()
        writer.write(encode_header(stanzas, file_key))
        encrypt_stream(io.BytesIO(encode(frame).ljust(1_024)), writer, file_key)
        return writer.getvalue()

    return kept("object forged reader", forge)


def _early(kind: str) -> tuple[Frame, bytes, bytes]:
    """Return an act that is sealed to the case: its frame, its text and its file."""
    frame = make_frame(kind, f"early {kind}")
    text = encode(frame, mac="case")
    return frame, text, sealed_frame(frame, f"early {kind}", "case", text)


def _acts() -> Vector:
    reads = []
    for kind in ACTS:
        if kind in BEFORE_TAKING:
            frame, text, data = _early(kind)
            reads.append(_read(frame, data) | {"text": text.decode()})
        late = make_frame(kind)
        reads.append(_read(late, sealed_frame(late)))
    return _scenario("every act, before the taking and after it", *reads)


def _acts_refused() -> list[Vector]:
    level, closing = make_frame("level"), make_frame("closing")
    early, _, data = _early("level")
    _, _, too_early = _early("closing")
    other, late = encode(level, mac="case"), sealed_frame(level)
    cut = kept("object act cut short", lambda: late[:-1])
    return [
        _scenario(
            "an act for the holders, by a reader without the notes",
            _read(level, late, "wrong_identity"),
            notes={},
        ),
        _scenario(
            "an act of before the taking, by a reader without the notes",
            _read(early, data) | {"text": encode(early, mac="case").decode()},
            notes={},
        ),
        _scenario(
            "a closing that is sealed to the case",
            _read(replace(closing, id=object_id("early closing")), too_early, "wrong_identity"),
        ),
        _scenario(
            "an act sealed to the notes under the case's MAC",
            _read(level, sealed_frame(level, "level mixed", "notes", other), "bad_mac"),
        ),
        _scenario(
            "an act by an account not on the roster",
            _read(level, late, "bad_signature"),
            staff={},
        ),
        _scenario("a level shown as a note", _read(level, late, "bad_kind", kind="note")),
        _scenario("an act of an epoch not held", _read(level, late, "wrong_identity", epoch=7)),
        _scenario("an act cut short", _read(level, cut, "not_age")),
    ]


def _parents() -> list[Vector]:
    """Return a dropped parent, shown as missing, and a deleted one, which is not."""
    parent = sha256(sealed_frame(make_frame("contact")))
    child = make_frame("message", "second child", after=(parent,))
    read = _read(child, sealed_frame(child, "second child"))
    return [
        _scenario("a dropped parent", read, missing=[parent]),
        _scenario("a parent that was deleted", read, tombstones=[parent]),
    ]


def _first_version() -> Vector:
    summary = make_frame("summary", "summary 1", body=SUMMARY_1)
    return _scenario("a summary of version 1", _read(summary, sealed_frame(summary, "summary 1")))


def _unpinned() -> Vector:
    summary = make_frame("summary")
    return _scenario(
        "a summary by a reader without the desk's seed",
        _read(summary, sealed_frame(summary), "wrong_identity"),
        desk_seed=None,
    )

"""What is checked of a report before anything is stored, without any key."""

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from intake.crypto.age.hybrid import new_seed, recipient_of
from intake.crypto.case.objects import sha256
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.case.sealing.sending import Desk, Draft, Sending, seal_report
from intake.crypto.encoding import encode_json
from intake.errors import Refused
from intake.form.loading.form import load_form
from intake.form.questions.structure import Form
from intake.report.arrival import FILES, MAX_BYTES, PARTS, parse_arrival


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form(Path("none"))


@pytest.fixture(scope="module")
def sending(form: Form) -> Sending:
    """A good report; the receipt behind it does not matter here."""
    keys = ReporterKeys(new_seed(), secrets.token_bytes(32), new_seed())
    draft = Draft(
        answers={"danger_now": "no", "story": "x"},
        contact={},
        avoid=False,
        country="",
        kinds=[],
        who_for="",
        lang="en",
        at=0,
        form=form.version,
        level="soon",
        rules=[],
        tags=[],
        dates={},
    )
    return seal_report(draft, Desk("0" * 32, 1, recipient_of(new_seed())), keys)


def with_parts(sending: Sending, parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return all parts with the hashes that these files have."""
    files = sending.parts | parts
    hashes = {name: sha256(data) for name, data in files.items()}
    return {"meta": encode_json(sending.meta | {"sha256": hashes}), **files}


def test_a_good_report_is_taken_as_it_is(sending: Sending, form: Form) -> None:
    arrival = parse_arrival(with_parts(sending, {}), form)
    assert (arrival.case, arrival.level) == (sending.case, "soon")
    assert set(arrival.files) == set(FILES)
    assert sum(map(len, with_parts(sending, {}).values())) < MAX_BYTES
    assert set(with_parts(sending, {})) == set(PARTS)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": True},
        {"level": "highest"},
        {"level": 1},
        {"case": "0" * 31},
        {"case": "A" * 32},
        {"desk": None},
        {"desk_epoch": 0},
        {"desk_epoch": 1 << 40},
        {"form": "1"},
        {"token": "A" * 42},
        {"ids": {}},
        {"ids": {"contact": "0" * 32, "report": "0" * 32, "summary": "1" * 32}},
        {"sha256": {}},
        {"extra": 1},
        {"extra": "x" * 5000},
    ],
    ids=lambda change: str(change)[:40],
)
def test_meta_of_another_shape_is_refused(
    sending: Sending, form: Form, change: dict[str, object]
) -> None:
    parts = {"meta": encode_json(sending.meta | change), **sending.parts}
    with pytest.raises(Refused, match="damaged"):
        parse_arrival(parts, form)


@pytest.mark.parametrize("meta", [b"", b"{}", b"[]", b"\xff", b'{"v":1, "a":2}', b"null"])
def test_meta_that_is_not_canonical_json_is_refused(
    sending: Sending, form: Form, meta: bytes
) -> None:
    with pytest.raises(Refused, match="damaged"):
        parse_arrival({"meta": meta, **sending.parts}, form)


def test_another_version_of_the_form_is_stale(sending: Sending, form: Form) -> None:
    parts = {"meta": encode_json(sending.meta | {"form": form.version + 1}), **sending.parts}
    assert parse_arrival(parts, form).is_stale
    assert not parse_arrival(with_parts(sending, {}), form).is_stale


def cut(data: bytes) -> bytes:
    return data[:-1]


def lengthen(data: bytes) -> bytes:
    return data + bytes(16)


def second_stanza(data: bytes) -> bytes:
    stanza = data[data.index(b"-> ") : data.index(b"--- ")]
    return data.replace(stanza, stanza * 2, 1)


def other_type(data: bytes) -> bytes:
    return data.replace(b"mlkem768x25519", b"mlkem768x2551x", 1)


def empty(_data: bytes) -> bytes:
    return b""


def too_long(data: bytes) -> bytes:
    return data + bytes((1 << 20) - len(data))


@pytest.mark.parametrize("part", FILES)
@pytest.mark.parametrize("damage", [cut, lengthen, second_stanza, other_type, empty, too_long])
def test_a_part_that_is_no_sealed_object_of_its_kind_is_refused(
    sending: Sending, form: Form, part: str, damage: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(Refused, match="damaged"):
        parse_arrival(with_parts(sending, {part: damage(sending.parts[part])}), form)


@pytest.mark.parametrize("part", FILES)
def test_a_part_with_another_hash_than_was_said_is_refused(
    sending: Sending, form: Form, part: str
) -> None:
    data = sending.parts[part]
    changed = data[:-1] + bytes([data[-1] ^ 1])
    parts = {"meta": encode_json(sending.meta), **sending.parts, part: changed}
    with pytest.raises(Refused, match="damaged"):
        parse_arrival(parts, form)

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.crypto.age.file import check_sealed, open_file, seal_file
from intake.crypto.case.frames import encode_frame, parse_frame
from intake.crypto.case.objects import (
    REASONS,
    Row,
    Untrusted,
    peek_summary,
    row_of,
    seal_object,
    sha256,
)
from intake.crypto.case.reading.reader import Reader
from intake.crypto.padding import PaddingError
from tests.vectors.fixtures import file_named, public, recipient, seed, vectors
from tests.vectors.make_case import CASE, make_frame


def make_reader(fields: dict[str, Any]) -> Reader:
    """Return the reader that a vector describes."""
    return Reader(
        case=fields["case"],
        seeds={int(epoch): bytes.fromhex(each) for epoch, each in fields["seeds"].items()},
        notes={int(epoch): bytes.fromhex(each) for epoch, each in fields["notes"].items()},
        desk_seed=bytes.fromhex(fields["desk_seed"]) if fields["desk_seed"] else None,
        author=bytes.fromhex(fields["author"]),
        staff={account: bytes.fromhex(key) for account, key in fields["staff"].items()},
        pinned=fields["pinned"],
        tombstones=frozenset(fields["tombstones"]),
    )


@pytest.mark.parametrize("vector", vectors("objects"), ids=lambda v: v["name"])
def test_a_reader_accepts_what_was_written_and_refuses_the_rest_with_its_reason(
    vector: dict[str, Any],
) -> None:
    reader = make_reader(vector["reader"])
    missing: list[str] = []
    for read in vector["reads"]:
        row, data = Row(**read["row"]), file_named(read["file"])
        if "error" in read:
            with pytest.raises(Untrusted) as refused:
                reader.read(row, data)
            assert refused.value.reason == read["error"]
        else:
            frame = reader.read(row, data)
            assert frame == parse_frame(read["text"].encode())
            assert reader.signers[frame.id] in ("author", *(reader.staff or ()))
            missing += reader.missing_parents(frame)
    assert missing == vector["missing"]
    assert reader.newest() == vector["newest"]


def test_every_reason_to_refuse_an_object_has_a_vector() -> None:
    seen = {read.get("error") for vector in vectors("objects") for read in vector["reads"]}
    assert seen >= set(REASONS) - {"bad_key", "bad_holder"}


def test_what_was_refused_changes_nothing_the_reader_believes() -> None:
    reader = Reader(
        CASE, {0: seed("case")}, public("author"), pinned={"report": sha256(b"another")}
    )
    report = make_frame("report")
    with pytest.raises(Untrusted):
        reader.read(row_of(report), file_named("object report"))
    assert reader == Reader(
        CASE, {0: seed("case")}, public("author"), pinned={"report": sha256(b"another")}
    )


def test_for_a_reporter_who_knows_no_staff_keys_the_mac_alone_speaks_for_the_staff() -> None:
    answer = make_frame("message", "answer", by="staff")
    data = seal_object(answer, seed("case"), seed("anybody"), recipient("case"))
    reader = Reader(CASE, {0: seed("case")}, public("author"), staff=None)
    assert reader.read(row_of(answer), data).by == "staff"
    assert reader.signers[answer.id] == "staff"
    forged = make_frame("message", "forged answer", by="staff")
    data = seal_object(forged, seed("guess"), seed("alice signing"), recipient("case"))
    with pytest.raises(Untrusted) as refused:
        reader.read(row_of(forged), data)
    assert refused.value.reason == "bad_mac"


def test_a_summary_can_be_looked_at_before_the_case_is_opened() -> None:
    summary = make_frame("summary")
    data = file_named("object summary")
    assert peek_summary(row_of(summary), data, seed("desk")).body == summary.body
    for row, reason in (
        (Row("0" * 32, summary.id, "summary", 0, "reporter"), "bad_case"),
        (Row(CASE, "0" * 32, "summary", 0, "reporter"), "bad_row"),
        (Row(CASE, summary.id, "summary", 1, "reporter"), "bad_epoch"),
        (Row(CASE, summary.id, "summary", 0, "helper"), "bad_by"),
    ):
        with pytest.raises(Untrusted) as refused:
            peek_summary(row, data, seed("desk"))
        assert refused.value.reason == reason
    with pytest.raises(Untrusted) as refused:
        peek_summary(row_of(summary), data, seed("case"))
    assert refused.value.reason == "wrong_identity"


def test_a_stock_age_tool_prints_valid_json_of_an_object() -> None:
    padded = open_file(file_named("object message"), seed("case"))
    assert len(padded) == 1024
    assert padded.rstrip(b" ") == encode_frame(make_frame("message"), seed("case"), seed("author"))


def test_an_object_too_long_for_its_kind_is_not_sealed() -> None:
    frame = make_frame("message", body={"day": "2026-11-22", "text": "x" * 65_536})
    with pytest.raises(PaddingError):
        seal_object(frame, seed("case"), seed("author"), recipient("case"))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=3_000))
def test_what_is_sealed_is_read_back_and_its_length_tells_little(text: str) -> None:
    frame = make_frame("message", body={"day": "2026-11-22", "text": text})
    data = seal_object(frame, seed("case"), seed("author"), recipient("case"))
    reader = Reader(CASE, {0: seed("case")}, public("author"))
    assert reader.read(row_of(frame), data).body["text"] == text
    assert check_sealed(data, "message") >= 1024


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=64), st.integers(0, 2_700), st.sampled_from(["insert", "cut", "alone"]))
def test_hostile_bytes_raise_nothing_but_refused(data: bytes, at: int, how: str) -> None:
    good = file_named("object message")
    hostile = {"insert": good[:at] + data + good[at:], "cut": good[:at], "alone": data}[how]
    if hostile == good:
        return
    reader = Reader(CASE, {0: seed("case")}, public("author"))
    with pytest.raises(Untrusted) as refused:
        reader.read(row_of(make_frame("message")), hostile)
    assert refused.value.reason in REASONS


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=1_024))
def test_hostile_text_under_the_right_recipient_raises_nothing_but_refused(data: bytes) -> None:
    sealed = seal_file(data.ljust(1_024), recipient("case"))
    reader = Reader(CASE, {0: seed("case")}, public("author"))
    with pytest.raises(Untrusted):
        reader.read(row_of(make_frame("message")), sealed)

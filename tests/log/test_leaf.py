"""The bytes of an entry: one form, and one reader."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.tlog.merkle import leaf_hash
from intake.crypto.tlog.tiles import TileError, encode_bundle
from intake.log import codes
from intake.log.codes import FACTS, PLANNED
from intake.log.events import EVENTS, Event, Log
from intake.log.leaf import (
    END_OF_TIME,
    MAX_LEAF_BYTES,
    Leaf,
    LeafError,
    commitment,
    encode_detail,
    encode_leaf,
    parse_leaf,
)
from intake.verify.check.rehashing.entries import read_entries

PROGRAM = Path(__file__).parents[2] / "intake"
HASH = "AcQ7Y_gIokyWkG7CPkXwCgL3J5GXZ5pZyCPSLJ3As_c"
SPEC = (Path(__file__).parents[2] / "docs" / "spec" / "log.md").read_text(encoding="utf-8")


def leaves(log: Log) -> st.SearchStrategy[Leaf]:
    """Entries of every event of a log, with every part that may be there."""
    actors = st.sampled_from([None, "none", "system", "3f9c0a7be1d24c55"])
    day = 86_400 if log is Log.INTAKE else 1
    return st.sampled_from(sorted(EVENTS[log])).flatmap(
        lambda event: st.builds(
            Leaf,
            st.just(event),
            st.integers(0, END_OF_TIME - 1).map(lambda t: t - t % day),
            st.none() if log is Log.INTAKE else actors,
            st.sampled_from([None, HASH]),
            st.sampled_from([None, "ok", "deny", "error"]),
            st.sets(st.sampled_from(sorted(FACTS.get(event, {"x"})))).map(
                lambda names: dict.fromkeys(names & FACTS.get(event, set()), HASH)
            ),
        )
    )


any_leaf = st.sampled_from(list(Log)).flatmap(lambda log: leaves(log).map(lambda leaf: (log, leaf)))


@given(any_leaf)
def test_an_entry_reads_back_as_it_was(entry: tuple[Log, Leaf]) -> None:
    log, leaf = entry
    data = encode_leaf(log, leaf)
    assert parse_leaf(log, data) == leaf
    assert data.isascii()


@given(st.binary() | st.text().map(str.encode))
def test_no_bytes_make_the_reader_raise_anything_else(data: bytes) -> None:
    for log in Log:
        for hostile in (data, b'{"e":"pad","t":' + data + b',"v":1}'):
            try:
                leaf = parse_leaf(log, hostile)
            except LeafError:
                continue
            assert encode_leaf(log, leaf) == hostile


@given(st.sampled_from(list(Log)), st.lists(st.binary(max_size=60), max_size=6))
def test_a_bundle_is_read_by_the_parser_of_entries(log: Log, rows: list[bytes]) -> None:
    rows = [*rows, b'{"e":"pad","t":86400,"v":1}']
    entries = read_entries(log, encode_bundle(rows))
    refused = []
    for place, row in enumerate(rows):
        try:
            assert entries.leaves[place] == parse_leaf(log, row)
        except LeafError as error:
            refused.append((place, str(error)))
            assert entries.leaves[place] is None
    assert entries.malformed == refused
    assert entries.hashes == [leaf_hash(row) for row in rows]


@given(st.binary(max_size=400))
def test_no_bundle_makes_its_reader_raise_anything_else(data: bytes) -> None:
    with contextlib.suppress(TileError):
        read_entries(Log.ACCESS, data)


def test_facts_stand_in_order_and_once() -> None:
    facts = [f'"{name}":"{HASH}"' for name in ("contact", "report")]
    form = '{"e":"report.received","f":{%s},"t":86400,"v":1}'
    assert parse_leaf(Log.INTAKE, (form % ",".join(facts)).encode()).facts == {
        "contact": HASH,
        "report": HASH,
    }
    for wrong in (facts[::-1], [facts[0], facts[0]], []):
        with pytest.raises(LeafError):
            parse_leaf(Log.INTAKE, (form % ",".join(wrong)).encode())


def test_an_entry_too_long_for_a_bundle_is_refused() -> None:
    facts = ",".join([f'"contact":"{HASH}"'] * (MAX_LEAF_BYTES // 50))
    with pytest.raises(LeafError):
        parse_leaf(Log.INTAKE, b'{"e":"report.received","f":{%s},"t":0,"v":1}' % facts.encode())


def test_details_are_canonical_json() -> None:
    detail = {"purpose": "triage", "log_ref": "00" * 16, "case_seq": 1, "triage": True}
    assert encode_detail(detail) == (
        b'{"case_seq":1,"log_ref":"00000000000000000000000000000000",'
        b'"purpose":"triage","triage":true}'
    )


def test_a_salt_is_32_bytes() -> None:
    with pytest.raises(LeafError):
        commitment(b"short", b"{}")


def test_every_word_of_the_closed_lists_stands_in_the_specification() -> None:
    words = {str(event) for event in Event} | codes.PURPOSES | codes.REASONS | codes.DISPOSITIONS
    words |= codes.CONTACT_WAYS | codes.CONTACT_OUTCOMES | codes.RECIPIENTS
    words |= {"ok", "deny", "error"} | {str(log) for log in Log}
    words |= {name for names in FACTS.values() for name in names}
    assert sorted(word for word in words if f"`{word}`" not in SPEC) == []


def test_every_event_belongs_to_a_log() -> None:
    assert EVENTS[Log.ACCESS] | EVENTS[Log.INTAKE] == frozenset(Event)


def test_an_event_is_planned_exactly_while_no_line_of_the_program_writes_it() -> None:
    readers = {PROGRAM / "log/events.py", *PROGRAM.glob("verify/**/*.py")}
    readers |= {PROGRAM / "audit" / name for name in ("reading/records.py", "tables/advancing.py")}
    sources = [path for path in PROGRAM.rglob("*.py") if path not in readers]
    text = "".join(path.read_text() for path in sources)
    unused = {event for event in Event if f"Event.{event.name}" not in text}
    assert unused == PLANNED

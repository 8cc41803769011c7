"""The fold: its order, its clock, and that it can be kept at any midnight and gone on with."""

import dataclasses
import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.clock import DAY
from intake.log.events import Event, Log
from intake.log.leaf import Leaf, LeafError, commitment, encode_detail, encode_leaf
from intake.verify.detail_lines import Line
from intake.verify.rules.finding import finding_id, ranges
from intake.verify.rules.fold import Fold, FoldError
from intake.verify.rules.order import in_order
from intake.verify.rules.record import Record, Told, read_record
from tests.quarter.written import START, Written

SALT = bytes(32)
DETAIL = encode_detail({"log_ref": "aa" * 16, "case_seq": 1, "purpose": "triage"})
COMMITTED = commitment(SALT, DETAIL)
LEAF = encode_leaf(
    Log.ACCESS, Leaf(Event.REPORT_OPEN, START, "3f9c0a7be1d24c55", COMMITTED, "deny")
)


def test_a_record_says_what_its_entry_and_its_details_say() -> None:
    record = read_record(Log.ACCESS, 7, LEAF, Line(7, COMMITTED, DETAIL))
    assert (record.index, record.time, record.event) == (7, START, "report.open")
    assert (record.actor, record.outcome, record.is_done) == ("3f9c0a7be1d24c55", "deny", False)
    assert (record.committed, record.told, record.ref) == (True, Told.HELD, "aa" * 16)
    assert (record.number("case_seq"), record.text("case_seq")) == (1, "")
    assert (record.texts("purpose"), record.numbers("purpose")) == (["triage"], [])


@pytest.mark.parametrize(
    ("line", "is_given", "told"),
    [
        (None, True, Told.GONE),
        (None, False, Told.WITHHELD),
        (Line(7, "A" * 43, DETAIL), True, Told.OTHER),
        (Line(7, COMMITTED, b"not JSON"), True, Told.OTHER),
        (Line(7, COMMITTED, b"[]"), True, Told.OTHER),
    ],
)
def test_details_are_held_against_what_was_committed_to(
    line: Line | None, is_given: bool, told: Told
) -> None:
    record = read_record(Log.ACCESS, 7, LEAF, line, is_given=is_given)
    assert (record.told, record.detail, record.ref) == (told, None, "")


def test_an_entry_that_says_nothing_was_done_by_the_system_and_came_about() -> None:
    record = read_record(Log.ACCESS, 0, encode_leaf(Log.ACCESS, Leaf(Event.PAD, START)), None)
    assert (record.actor, record.outcome, record.told) == ("system", "ok", Told.NOTHING)
    assert not record.is_by_person
    with pytest.raises(LeafError):
        read_record(Log.ACCESS, 0, b"{}", None)


def test_the_id_of_a_finding_is_that_of_the_document() -> None:
    assert finding_id("outside", Log.ACCESS, 1297) == "29c01925ac17d5a6"
    assert finding_id("chain", Log.INTAKE, 0) != finding_id("chain", Log.ACCESS, 0)


def test_ranges_join_what_lies_at_most_two_apart() -> None:
    assert ranges([]) == []
    assert ranges([1, 2, 4, 7, 9]) == [(1, 4), (7, 9)]


def a_log() -> Written:
    """Two logs of some days, with something to be found in many places."""
    log, chance = Written(), random.Random(9)  # noqa: S311
    for day in range(14):
        for at in sorted(chance.sample(range(DAY), 12)):
            ref = chance.choice(["aa", "bb", "cc"]) * 16
            event = chance.choice(["case.note", "report.open", "case.message"])
            log.add(day * DAY + at, event, chance.choice(["a1", "b2"]), log_ref=ref)
        log.tell(day, "report.received")
        log.tell(day)
    for record in chance.sample(log.records[Log.ACCESS], 6):
        log.replace(record, chance.choice([Told.GONE, Told.OTHER]))
    return log


def test_a_day_of_the_access_log_comes_before_that_of_the_intake_log() -> None:
    log = Written()
    log.tell(0)
    log.add(5, "case.list", "a1")
    log.add(DAY + 5, "case.list", "a1")
    log.add(DAY - 60, "case.list", "a1")  # A clock that went back: its day is the later one.
    log.tell(1)
    log.tell(0)
    log.tell(2)
    order = [(str(each.log), each.index) for each in log.in_order()]
    assert order == [
        *[("access", 0), ("intake", 0)],
        *[("access", 1), ("access", 2), ("intake", 1), ("intake", 2)],
        ("intake", 3),
    ]


def test_a_record_out_of_turn_is_refused() -> None:
    records = a_log().in_order()
    fold = Fold()
    fold.take(records[1])
    for wrong in (records[0], records[1]):
        with pytest.raises(FoldError):
            fold.take(wrong)
    later = next(each for each in records if each.log is Log.INTAKE)
    fold.take(later)
    with pytest.raises(FoldError):
        fold.take(records[2])
    with pytest.raises(FoldError):  # Of the next day, and an index that was taken already.
        fold.take(dataclasses.replace(records[0], time=START + 5 * DAY))


def kept_at_midnights(records: list[Record]) -> dict[int, bytes]:
    fold = Fold()
    return {day: fold.dump() for day in fold.take_days(records)}


def test_the_findings_are_the_same_from_every_midnight() -> None:
    log = a_log()
    records, whole = log.in_order(), log.folded()
    kept = kept_at_midnights(records)
    assert [day - START // DAY for day in kept] == list(range(13))
    assert len(whole.findings()) > 3
    for day, state in kept.items():
        fold = Fold.load(state)
        assert fold.dump() == state
        for record in records:
            if fold.turn_of(record).day > day:
                fold.take(record)
        assert fold.findings() == whole.findings()
        assert fold.dump() == whole.dump()


@settings(deadline=None, max_examples=10)
@given(st.sets(st.integers(0, 195)))
def test_the_findings_are_the_same_wherever_a_fold_is_kept(cuts: set[int]) -> None:
    log = a_log()
    fold = Fold()
    for at, record in enumerate(log.in_order()):
        fold = Fold.load(fold.dump()) if at in cuts else fold
        fold.take(record)
    assert fold.findings() == log.folded().findings()


def test_asking_for_findings_changes_nothing() -> None:
    fold = a_log().folded()
    before = fold.dump()
    assert fold.findings() == fold.findings()
    assert fold.dump() == before


def test_both_logs_may_come_from_anywhere_one_by_one() -> None:
    log = a_log()
    access, intake = (iter(log.records[each]) for each in (Log.ACCESS, Log.INTAKE))
    assert list(in_order(access, intake)) == log.in_order()


def altered(state: bytes, *path: str, to: object) -> bytes:
    """Return a kept state with another value at a path."""
    value = json.loads(state)
    inner = value
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = to
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (["form"], 0),
        (["rules"], {}),
        (["more"], 1),
        (["state"], []),
        (["state", "last"], [1, 2]),
        (["state", "last"], [1, 2, "3"]),
        (["state", "known", "now"], True),
        (["state", "known", "reviews"], []),
        (["state", "known", "away"], {}),
        (["state", "known", "more"], 1),
        (["state", "judges", "detail_missing", "missing"], {"access": {"x": 1}}),
        (["state", "judges", "silent", "before"], {"log": "third", "index": 1, "time": 1}),
    ],
)
def test_a_state_that_was_changed_is_refused(path: list[str], to: object) -> None:
    with pytest.raises(FoldError):
        Fold.load(altered(a_log().folded().dump(), *path, to=to))


def test_a_state_that_is_no_canonical_json_is_refused() -> None:
    for state in (b"", b"[]", b"{}", a_log().folded().dump() + b" "):
        with pytest.raises(FoldError):
            Fold.load(state)

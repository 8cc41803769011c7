"""``chain``, ``detail-missing``, ``stored``, ``silent``: hits, near misses, and what is none."""

import dataclasses

import pytest

from intake.clock import DAY, HOUR
from intake.log.events import Log
from intake.verify.rules.record import Record, Told
from tests.quarter.written import Written, indices

CASE, OTHER = "aa" * 16, "bb" * 16


def a_case(log: Written, entries: int = 4) -> list[Record]:
    return [log.add(at, "case.note", "a1", log_ref=CASE) for at in range(entries)]


def without(log: Written, index: int) -> Written:
    """Return a log from which one entry was cut, the rest moved up."""
    kept = [each for each in log.records[Log.ACCESS] if each.index != index]
    moved = [dataclasses.replace(each, index=at) for at, each in enumerate(kept)]
    return Written({Log.ACCESS: moved, Log.INTAKE: []})


def test_a_whole_chain_is_no_finding() -> None:
    log = Written()
    a_case(log)
    log.add(9, "case.note", "a1", log_ref=OTHER)
    assert log.findings("chain") == []


@pytest.mark.parametrize("cut", [0, 1, 2])
def test_an_entry_that_was_cut_from_a_case_shows_in_the_next(cut: int) -> None:
    log = Written()
    a_case(log)
    (finding,) = without(log, cut).findings("chain")
    assert (finding.level, finding.refs, finding.indices) == (3, (CASE,), ((Log.ACCESS, cut),))
    assert finding.numbers == {"seq": cut + 2, "before": cut}


def test_the_newest_entry_of_a_case_leaves_no_trace_when_it_is_cut() -> None:
    log = Written()
    a_case(log)
    assert without(log, 3).findings("chain") == []


def test_an_entry_that_names_another_before_it_is_found() -> None:
    log = Written()
    second = a_case(log)[1]
    told = {**(second.detail or {}), "case_prev": "A" * 43}
    log.records[Log.ACCESS][1] = dataclasses.replace(second, detail=told)
    assert indices(log.findings("chain")) == [[1]]


def test_an_entry_whose_details_are_gone_may_be_the_one_that_is_missed() -> None:
    log = Written()
    records = a_case(log)
    log.replace(records[1], Told.GONE)
    assert log.findings("chain") == []
    log.replace(records[2], Told.OTHER)
    assert log.findings("chain") == []


def test_an_entry_of_another_case_is_not_the_one_that_is_missed() -> None:
    log = Written()
    log.add(0, "case.note", "a1", log_ref=CASE)
    log.replace(log.add(1, "case.note", "a1", log_ref=OTHER), Told.GONE)
    log.add(2, "case.note", "a1", log_ref=CASE)
    log.add(3, "case.note", "a1", log_ref=CASE)
    assert log.findings("chain") == []
    assert indices(without(log, 2).findings("chain")) == [[2]]


def test_an_entry_that_names_one_that_cannot_be_read_has_a_number_after_it() -> None:
    log = Written()
    records = a_case(log, 3)
    log.replace(records[1], Told.GONE)
    told = {**(records[2].detail or {}), "case_seq": 2}
    log.records[Log.ACCESS][2] = dataclasses.replace(records[2], detail=told)
    assert indices(log.findings("chain")) == [[2]]


def test_no_more_may_be_missed_than_could_not_be_read() -> None:
    log = Written()
    records = a_case(log, 5)
    log.replace(records[1], Told.GONE)
    short = without(log, 2)
    assert indices(short.findings("chain")) == [[2]]


def test_details_that_are_gone_without_an_erasure_are_found_in_rows() -> None:
    log = Written()
    records = a_case(log, 6)
    for record in (records[1], records[2], records[4]):
        log.replace(record, Told.GONE)
    first, second = log.findings("detail-missing")
    assert indices([first, second]) == [[1, 2], [4]]
    assert (first.level, first.numbers) == (3, {"first": 1, "missing": 2})


def test_an_erasure_explains_what_is_gone_and_nothing_that_is_another() -> None:
    log = Written()
    records = a_case(log, 4)
    log.replace(records[1], Told.OTHER)
    log.replace(records[3], Told.GONE)
    log.add(20, "log.detail_erase", "b2", indices=[1])
    assert indices(log.findings("detail-missing")) == [[1], [3]]
    log.add(21, "log.detail_erase", "b2", indices=[3])
    assert indices(log.findings("detail-missing")) == [[1]]


@pytest.mark.parametrize("named", [[1, 99], [1, "x"], ["x"], []])
def test_an_erasure_that_names_something_else_than_entries_before_it_explains_nothing(
    named: list[object],
) -> None:
    log = Written()
    log.replace(a_case(log, 3)[1], Told.GONE)
    log.add(20, "log.detail_erase", "b2", indices=named)
    assert indices(log.findings("detail-missing")) == [[1]]


def test_an_erasure_explains_in_its_own_log_only() -> None:
    log = Written()
    log.replace(log.tell(0, "case.opened", log_ref=CASE), Told.GONE)
    log.add(20, "log.detail_erase", "b2", indices=[0])
    (finding,) = log.findings("detail-missing")
    assert finding.indices == ((Log.INTAKE, 0),)


def test_a_copy_without_details_misses_none() -> None:
    log = Written()
    for record in a_case(log):
        log.replace(record, Told.WITHHELD)
    assert log.findings("detail-missing") == []


def lose(log: Written, at: int, index: int, reason: str = "bad_hash", of: str = "intake") -> None:
    """Let a pass tell of a loss."""
    log.add(at, "sys.mismatch", "system", "error", log=of, index=index, reason=reason)


def test_what_a_pass_found_gone_is_one_finding_and_what_the_next_one_finds_another() -> None:
    log = Written()
    for index, at in enumerate((0, HOUR, DAY + HOUR + 1)):
        lose(log, at, index)
    first, second = log.findings("stored")
    assert indices([first, second]) == [[0, 1], [2]]
    assert (first.level, first.actor) == (3, None)
    assert first.numbers == {"reason": "bad_hash", "things": 2}


def test_what_is_told_more_than_an_hour_later_is_another_finding() -> None:
    log = Written()
    lose(log, 0, 1)
    lose(log, HOUR + 1, 2)
    assert indices(log.findings("stored")) == [[0], [1]]


def test_what_is_told_again_is_no_other_finding_and_no_other_loss() -> None:
    log = Written()
    lose(log, 0, 1, "other_account", "access")
    for night in (1, 2, 3):
        lose(log, night * DAY, 1, "other_account", "access")
    lose(log, 3 * DAY, 2)
    first, second = log.findings("stored")
    assert indices([first, second]) == [[0, 1, 2, 3], [4]]
    assert first.numbers == {"reason": "other_account", "things": 1}
    assert second.numbers == {"reason": "bad_hash", "things": 1}


@pytest.mark.parametrize("other", [(2, "a", "intake"), (1, "b", "intake"), (1, "a", "access")])
def test_another_entry_reason_or_log_is_another_loss(other: tuple[int, str, str]) -> None:
    log = Written()
    lose(log, 0, 1, "a")
    lose(log, 2 * HOUR, *other)
    assert indices(log.findings("stored")) == [[0], [1]]


def test_a_loss_whose_details_are_gone_is_told_anew_each_time() -> None:
    log = Written()
    for at in (0, DAY):
        gone = log.add(at, "sys.mismatch", "system", "error", log="access", index=0)
        log.replace(gone, Told.GONE)
    assert indices(log.findings("stored")) == [[0], [1]]


def test_what_a_client_did_not_believe_is_not_what_a_pass_found() -> None:
    log = Written()
    log.add(0, "case.mismatch", "a1", log_ref=CASE, reason="bad_hash")
    assert log.findings("stored") == []


def test_what_a_pass_found_is_told_without_its_details_too() -> None:
    log = Written()
    log.replace(log.add(0, "sys.mismatch", "system", "error", log="access", index=0), Told.GONE)
    (finding,) = log.findings("stored")
    assert finding.numbers == {"reason": "unreadable", "things": 1}


def steady(log: Written, days: int, every: int = 4 * HOUR) -> int:
    """Write an entry every so many seconds for some days; return when it ends."""
    for at in range(0, days * DAY, every):
        log.add(at, "case.watch", "a1")
    return days * DAY - every


def test_a_long_silence_is_found_with_both_its_ends() -> None:
    log = Written()
    end = steady(log, 10)
    log.add(end + 25 * HOUR, "case.list", "a1")
    (finding,) = log.findings("silent")
    assert (finding.level, finding.numbers) == (2, {"gap": 25 * HOUR})
    assert indices([finding]) == [[59, 60]]


@pytest.mark.parametrize(("gap", "is_found"), [(26 * HOUR, False), (26 * HOUR + 1, True)])
def test_twice_the_longest_silence_is_none_yet(gap: int, is_found: bool) -> None:
    log = Written()
    end = steady(log, 10) + 13 * HOUR
    log.add(end, "case.list", "a1")
    log.add(end + gap, "case.list", "a1")
    assert bool(log.findings("silent")) == is_found


def test_on_the_eighth_day_a_silence_is_one() -> None:
    log = Written()
    log.add(steady(log, 7) + 28 * HOUR, "case.list", "a1")
    assert len(log.findings("silent")) == 1


@pytest.mark.parametrize("gap", [24 * HOUR, 10 * HOUR])
def test_a_day_without_anything_is_no_silence(gap: int) -> None:
    log = Written()
    log.add(steady(log, 10) + gap, "case.list", "a1")
    assert log.findings("silent") == []


def test_a_silence_is_held_against_the_longest_one_before() -> None:
    log = Written()
    end = steady(log, 5)
    log.add(end + 20 * HOUR, "case.list", "a1")
    for at in range(5):
        log.add(7 * DAY + at * DAY // 2, "case.list", "a1")
    end = log.records[Log.ACCESS][-1].time - log.records[Log.ACCESS][0].time
    log.add(end + 40 * HOUR, "case.list", "a1")
    assert log.findings("silent") == []
    log.add(end + 40 * HOUR + 81 * HOUR, "case.list", "a1")
    assert len(log.findings("silent")) == 1


@pytest.mark.parametrize(("days", "is_found"), [(88, False), (89, True)])
def test_a_silence_of_long_ago_is_no_measure(days: int, is_found: bool) -> None:
    log = Written()
    end = steady(log, 9)
    log.add(end + 23 * HOUR, "case.list", "a1")  # On the tenth day.
    for day in range(10, 10 + days):
        for at in range(0, DAY, 12 * HOUR):
            log.add(day * DAY + at, "case.list", "a1")
    log.add((9 + days) * DAY + 12 * HOUR + 40 * HOUR, "case.list", "a1")
    assert bool(log.findings("silent")) == is_found


def test_a_silence_in_the_first_days_of_a_log_is_none() -> None:
    log = Written()
    log.add(0, "sys.start")
    log.add(7 * DAY, "user.create", "a1")
    assert log.findings("silent") == []


def test_reporters_and_padding_end_no_silence() -> None:
    log = Written()
    end = steady(log, 10)
    log.tell(10, "report.received")
    log.add(end + 13 * HOUR, "pad")
    log.add(end + 26 * HOUR, "case.list", "a1")
    assert indices(log.findings("silent")) == [[59, 61]]


def test_a_restored_backup_and_a_clock_set_back_are_found() -> None:
    log = Written()
    log.add(500, "sys.start")
    log.add(380, "case.list", "a1")
    assert log.findings("silent") == []
    log.add(379, "case.list", "a1")
    log.add(500, "sys.restore")
    found = log.findings("silent")
    assert indices(found) == [[1, 2], [3]]
    assert [each.numbers for each in found] == [{"back": 121}, {"restored": 1}]

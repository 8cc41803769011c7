"""``untold``, ``outside``, ``read-no-act``: a hit, a near miss, and what must not be found."""

import pytest

from intake.clock import DAY, HOUR
from intake.log.events import Log
from intake.verify.rules.record import Told
from tests.quarter.written import Written, indices

CASE, OTHER, THIRD = "aa" * 16, "bb" * 16, "cc" * 16
NEXT_QUARTER = 92 * DAY


def opened_at(at: int) -> Written:
    """Return a log in which a case was opened of which nobody was told, and an intake log."""
    log = Written()
    log.tell(0)
    log.add(at, "report.open", "a1", log_ref=CASE, purpose="triage")
    return log


def test_an_opening_that_no_reporter_is_told_of_is_found_after_two_days() -> None:
    log = opened_at(100)
    log.wait(100 + 48 * HOUR - 1)
    assert log.findings("untold") == []
    log.wait(100 + 48 * HOUR)
    (finding,) = log.findings("untold")
    assert (finding.level, finding.actor, finding.refs) == (3, "a1", (CASE,))
    assert finding.indices == ((Log.ACCESS, 0),)


def test_what_was_told_in_time_is_not_found_and_what_was_told_of_another_opening_is() -> None:
    log = opened_at(100)
    log.tell(1, "case.opened", log_ref=CASE, case_seq=2)
    log.wait(3 * DAY)
    assert indices(log.findings("untold")) == [[0]]
    log = opened_at(100)
    log.tell(1, "case.opened", log_ref=CASE, case_seq=1)
    log.wait(3 * DAY)
    assert log.findings("untold") == []


def test_telling_after_the_term_does_not_undo_the_finding() -> None:
    log = opened_at(100)
    log.wait(3 * DAY)
    log.tell(4, "case.opened", log_ref=CASE, case_seq=1)
    log.wait(5 * DAY)
    assert indices(log.findings("untold")) == [[0]]


@pytest.mark.parametrize("day", [0, 1])
def test_nothing_is_untold_where_the_telling_cannot_be_read(day: int) -> None:
    log = opened_at(100)
    log.replace(log.tell(day, "case.opened", log_ref=CASE, case_seq=1), Told.WITHHELD)
    log.wait(3 * DAY)
    assert log.findings("untold") == []
    log.add(3 * DAY + 1, "report.open", "a1", log_ref=CASE)
    log.wait(6 * DAY)
    assert indices(log.findings("untold")) == [[2]]


def test_nothing_is_untold_without_an_intake_log_and_no_refusal_is() -> None:
    log = Written()
    log.add(100, "report.open", "a1", log_ref=CASE)
    log.wait(3 * DAY)
    assert log.findings("untold") == []
    log = Written()
    log.tell(0)
    log.add(100, "report.open", "a1", "deny", log_ref=CASE, reason="no_grant")
    log.wait(3 * DAY)
    assert log.findings("untold") == []


def taken() -> Written:
    """Return a log in which a1 holds a case and b2 covers it."""
    log = Written()
    log.open(0, CASE, "a1", purpose="triage")
    log.take_case(60, CASE, "a1", "b2")
    return log


@pytest.mark.parametrize("who", ["a1", "b2"])
def test_who_holds_or_covers_a_case_is_inside(who: str) -> None:
    log = taken()
    log.open(HOUR, CASE, who)
    assert log.findings("outside") == []


def test_anybody_else_is_outside_once_the_case_is_taken() -> None:
    log = taken()
    log.open(2 * DAY, CASE, "c3", purpose="safety")
    (finding,) = log.findings("outside")
    assert (finding.level, finding.actor, finding.refs) == (2, "c3", (CASE,))
    assert finding.numbers == {"purpose": "safety"}
    assert indices([finding]) == [[2]]


def test_who_is_refused_has_opened_nothing() -> None:
    log = taken()
    log.add(HOUR, "report.open", "c3", "deny", log_ref=CASE, reason="no_grant")
    assert log.findings("outside") == []


@pytest.mark.parametrize(("apart", "level"), [(HOUR, 3), (HOUR + 1, 2)])
def test_something_else_of_the_same_person_within_an_hour_makes_it_serious(
    apart: int, level: int
) -> None:
    log = taken()
    log.open(2 * DAY, CASE, "c3")
    log.add(2 * DAY + apart, "evidence.export", "c3", log_ref=CASE)
    log.add(2 * DAY + apart, "evidence.export", "a1", log_ref=OTHER)
    assert [each.level for each in log.findings("outside")] == [level]


def test_something_else_before_it_counts_too_and_that_of_others_does_not() -> None:
    log = taken()
    log.add(2 * DAY - HOUR, "evidence.export", "c3", log_ref=OTHER)
    log.add(2 * DAY, "evidence.export", "d4", log_ref=OTHER)
    log.open(2 * DAY, CASE, "c3")
    log.open(3 * DAY, CASE, "c3")
    assert [each.level for each in log.findings("outside")] == [3, 2]


def test_places_change_hands() -> None:
    log = taken()
    log.add(HOUR, "case.handover", "c3", log_ref=CASE, to="c3", place="assignee", approver="a1")
    log.add(HOUR, "case.release", "c3", log_ref=CASE, of="a1")
    log.open(2 * HOUR, CASE, "c3")
    log.open(2 * HOUR, CASE, "b2")
    assert log.findings("outside") == []
    log.open(3 * HOUR, CASE, "a1")
    log.add(4 * HOUR, "case.handover", "d4", log_ref=CASE, to="d4", place="cover", approver="c3")
    log.open(5 * HOUR, CASE, "d4")
    log.open(5 * HOUR, CASE, "c3")
    log.open(6 * HOUR, CASE, "b2")
    assert [each.actor for each in log.findings("outside")] == ["a1", "b2"]


def test_a_case_that_nobody_holds_any_more_is_triage_again() -> None:
    log = taken()
    log.add(HOUR, "case.release", "system", log_ref=CASE, of="a1")
    log.open(2 * HOUR, CASE, "c3")
    assert len(log.findings("outside")) == 1
    log.add(3 * HOUR, "case.release", "system", log_ref=CASE, of="b2")
    log.open(4 * HOUR, CASE, "d4")
    assert len(log.findings("outside")) == 1


@pytest.mark.parametrize("event", ["case.grant", "case.propose"])
def test_whom_an_entry_let_in_is_inside_until_the_key_file_goes(event: str) -> None:
    log = taken()
    act = "handover" if event == "case.propose" else "close"
    log.add(HOUR, event, "a1", log_ref=CASE, to="c3", act=act)
    log.open(2 * HOUR, CASE, "c3", purpose="review")
    assert log.findings("outside") == []
    log.add(3 * HOUR, "key.revoke", "system", log_ref=CASE, **{"for": "c3"})
    log.open(4 * HOUR, CASE, "c3", purpose="review")
    assert len(log.findings("outside")) == 1


def test_a_proposal_of_another_act_lets_nobody_in() -> None:
    log = taken()
    log.add(HOUR, "case.propose", "a1", log_ref=CASE, to="c3", act="level")
    log.open(2 * HOUR, CASE, "c3")
    assert len(log.findings("outside")) == 1


def test_where_an_entry_of_the_case_is_missing_nobody_is_called_outside() -> None:
    log = taken()
    log.replace(
        log.add(HOUR, "case.handover", "c3", log_ref=CASE, to="c3", place="assignee"), Told.GONE
    )
    for who in ("c3", "d4"):
        log.open(2 * HOUR, CASE, who)
    assert log.findings("outside") == []
    log.take_case(3 * HOUR, CASE, "c3", "b2")
    log.open(4 * HOUR, CASE, "a1")
    assert len(log.findings("outside")) == 1


def test_in_the_next_quarter_the_servers_word_is_held_against_the_entry_it_names() -> None:
    log = taken()
    log.open(NEXT_QUARTER, CASE, "p9", **{"as": "assignee", "assign": 1})
    assert log.findings("outside") == []
    log.open(NEXT_QUARTER + 9, CASE, "p9")  # By now the new name is known.
    assert log.findings("outside") == []
    log.open(NEXT_QUARTER + DAY, CASE, "q9", **{"as": "desk"})
    log.open(NEXT_QUARTER + 2 * DAY, CASE, "r9", **{"as": "assignee", "assign": 1})
    log.open(NEXT_QUARTER + 3 * DAY, CASE, "s9", **{"as": "cover", "assign": 0})
    log.open(NEXT_QUARTER + 4 * DAY, CASE, "t9", **{"as": "cover", "assign": 1})
    assert [each.actor for each in log.findings("outside")] == ["q9", "r9", "s9"]


def test_in_the_next_quarter_who_was_let_in_before_it_is_inside() -> None:
    log = taken()
    log.add(NEXT_QUARTER - 60, "case.grant", "a1", log_ref=CASE, to="c3", act="close")
    log.open(NEXT_QUARTER, CASE, "p9", **{"as": "second", "assign": 2})
    log.open(NEXT_QUARTER, CASE, "p8")  # An older program, which says nothing of it.
    assert log.findings("outside") == []


def read(log: Written, at: int, ref: str, who: str = "a1") -> None:
    log.open(at, ref, who, purpose="triage")


def test_three_cases_read_from_triage_without_an_act_are_a_note() -> None:
    log = Written()
    for at, ref in enumerate((CASE, OTHER, THIRD)):
        read(log, at * 3 * DAY, ref)
    log.wait(6 * DAY + 72 * HOUR - 1)
    assert log.findings("read-no-act") == []
    log.wait(6 * DAY + 72 * HOUR)
    (finding,) = log.findings("read-no-act")
    assert (finding.level, finding.actor) == (1, "a1")
    assert finding.refs == (CASE, OTHER, THIRD)
    assert indices([finding]) == [[0, 1, 2]]


@pytest.mark.parametrize("spread", [7 * DAY // 2, 7 * DAY // 2 - 1])
def test_three_in_more_than_seven_days_are_not(spread: int) -> None:
    log = Written()
    for at, ref in enumerate((CASE, OTHER, THIRD)):
        read(log, at * spread, ref)
    log.wait(30 * DAY)
    assert bool(log.findings("read-no-act")) == (2 * spread < 7 * DAY)


def test_two_cases_read_again_and_again_are_not_three() -> None:
    log = Written()
    for at in range(6):
        read(log, at * HOUR, CASE if at % 2 else OTHER)
    log.wait(10 * DAY)
    assert log.findings("read-no-act") == []


@pytest.mark.parametrize("event", ["case.note", "case.status", "case.propose"])
def test_an_act_of_the_reader_excuses_and_one_of_somebody_else_does_not(event: str) -> None:
    log = Written()
    for at, ref in enumerate((CASE, OTHER, THIRD)):
        read(log, at, ref)
        read(log, at, ref, "b2")
    log.add(HOUR, event, "a1", log_ref=OTHER)
    log.add(HOUR, event, "b2", "deny", log_ref=OTHER, reason="stale")
    log.wait(10 * DAY)
    assert [each.actor for each in log.findings("read-no-act")] == ["b2"]


@pytest.mark.parametrize(
    "event", ["key.release", "case.confirm", "case.mismatch", "evidence.export"]
)
def test_reading_on_is_no_act(event: str) -> None:
    log = Written()
    for at, ref in enumerate((CASE, OTHER, THIRD)):
        read(log, at, ref)
        log.add(at, event, "a1", log_ref=ref)
    log.wait(10 * DAY)
    assert len(log.findings("read-no-act")) == 1


def test_who_becomes_holder_or_cover_has_something_come_of_it() -> None:
    log = Written()
    for who in ("a1", "b2", "c3"):
        for at, ref in enumerate((CASE, OTHER, THIRD)):
            read(log, at, ref, who)
    log.take_case(HOUR, OTHER, "a1", "b2")
    log.wait(10 * DAY)
    assert [each.actor for each in log.findings("read-no-act")] == ["c3"]


def test_a_case_that_others_hold_is_not_read_from_triage() -> None:
    log = taken()
    for at, ref in enumerate((CASE, OTHER, THIRD)):
        log.open(HOUR + at, ref, "c3", purpose="triage")
    log.wait(10 * DAY)
    assert log.findings("read-no-act") == []


def test_it_goes_on_as_one_finding_and_begins_anew_after_a_pause() -> None:
    log = Written()
    cases = [f"{at:032x}" for at in range(7)]
    for at, ref in enumerate(cases[:4]):
        read(log, at * DAY, ref)
    for at, ref in enumerate(cases[4:]):
        read(log, (20 + at) * DAY, ref)
    log.wait(40 * DAY)
    assert indices(log.findings("read-no-act")) == [[0, 1, 2, 3], [4, 5, 6]]

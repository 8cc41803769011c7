"""``odd-hour`` and ``burst``: only what somebody did on the days before is what they usually do."""

import pytest

from intake.clock import DAY, HOUR
from tests.quarter.written import START, Written, indices

CASE, OTHER = "aa" * 16, "bb" * 16


def a_holder(days: int, *hours: int, who: str = "a1") -> Written:
    """Return a log in which somebody who holds CASE worked at these hours on so many days."""
    log = Written()
    log.take_case(0 if 0 in hours else hours[0] * HOUR, CASE, "a1", "b2")
    for day in range(days):
        for hour in hours:
            log.add(day * DAY + hour * HOUR, "case.note", who, log_ref=CASE)
    return log


def opening(log: Written, at: int, who: str = "a1", ref: str = CASE) -> Written:
    """Let a case be opened, and two hours go by: then it can be told what explains it."""
    log.open(at, ref, who)
    log.wait(at + 2 * HOUR)
    return log


def test_an_opening_at_an_hour_of_no_other_day_is_found() -> None:
    log = opening(a_holder(8, 10, 14), 9 * DAY + 2 * HOUR, ref=OTHER)
    (finding,) = log.findings("odd-hour")
    assert (finding.level, finding.actor, finding.numbers) == (2, "a1", {"hour": 2})
    assert finding.refs == (OTHER,)


def test_who_has_been_here_for_seven_days_has_no_habits_yet() -> None:
    assert opening(a_holder(7, 10), 9 * DAY + 2 * HOUR, ref=OTHER).findings("odd-hour") == []


@pytest.mark.parametrize(("hour", "is_odd"), [(7, True), (8, False), (12, False), (13, True)])
def test_two_hours_before_or_after_are_as_usual(hour: int, is_odd: bool) -> None:
    log = opening(a_holder(8, 10), 9 * DAY + hour * HOUR + 1800, ref=OTHER)
    assert bool(log.findings("odd-hour")) == is_odd


@pytest.mark.parametrize(("nights", "is_odd"), [(1, True), (2, False)])
def test_what_was_done_on_two_nights_before_is_usual(nights: int, is_odd: bool) -> None:
    log = a_holder(8, 10)
    for night in range(nights):
        log.add((9 + night) * DAY + 3 * HOUR, "case.note", "a1", log_ref=CASE)
    log = opening(log, 12 * DAY + 2 * HOUR, ref=OTHER)
    assert bool(log.findings("odd-hour")) == is_odd


def test_the_same_night_does_not_excuse_itself_and_later_nights_excuse_no_earlier_one() -> None:
    log = a_holder(8, 10)
    for at in (2 * HOUR, 2 * HOUR + 60):
        log.add(9 * DAY + at, "case.note", "a1", log_ref=CASE)
    opening(log, 9 * DAY + 2 * HOUR + 120, ref=OTHER)
    for night in range(10, 14):
        log.add(night * DAY + 2 * HOUR, "case.note", "a1", log_ref=CASE)
    assert len(log.findings("odd-hour")) == 1


@pytest.mark.parametrize("event", ["case.watch", "auth.ok"])
def test_whatever_somebody_does_is_a_habit_unless_it_was_refused(event: str) -> None:
    for outcome, is_odd in (("ok", False), ("deny", True)):
        log = a_holder(8, 10)
        for night in range(9, 12):
            log.add(night * DAY + 2 * HOUR, event, "a1", outcome)
        opening(log, 13 * DAY + 2 * HOUR, ref=OTHER)
        assert bool(log.findings("odd-hour")) == is_odd


def test_who_always_works_at_night_is_not_odd_and_at_noon_is() -> None:
    log = a_holder(8, 23, 0)
    opening(log, 9 * DAY + HOUR, ref=OTHER)
    opening(log, 10 * DAY + 22 * HOUR, ref=OTHER)
    assert log.findings("odd-hour") == []
    opening(log, 11 * DAY + 12 * HOUR, ref=OTHER)
    assert len(log.findings("odd-hour")) == 1


@pytest.mark.parametrize(("second", "level"), [(CASE, 1), (OTHER, 2)])
def test_a_night_with_one_case_of_ones_own_is_a_note_and_with_another_to_be_looked_at(
    second: str, level: int
) -> None:
    log = opening(a_holder(8, 14), 9 * DAY + 2 * HOUR)
    assert [each.level for each in log.findings("odd-hour")] == [1]
    opening(log, 9 * DAY + 8 * HOUR, ref=second)
    assert indices(log.findings("odd-hour")) == [[9, 11]]
    assert [each.level for each in log.findings("odd-hour")] == [level]


def test_a_night_with_two_cases_of_ones_own_is_to_be_looked_at() -> None:
    log = a_holder(8, 10)
    log.take_case(8 * DAY + 10 * HOUR, OTHER, "b2", "a1")
    for at, ref in enumerate((CASE, OTHER, OTHER)):
        opening(log, 9 * DAY + (2 + at) * HOUR, ref=ref)
    assert [(each.level, len(each.entries)) for each in log.findings("odd-hour")] == [(2, 3)]


@pytest.mark.parametrize(
    ("taken", "cover", "level"),
    [(2 * HOUR - 1, "none", 1), (2 * HOUR, "none", 2), (60, "a1", 1), (60, "c3", 2)],
)
def test_a_case_that_is_taken_within_two_hours_is_ones_own(
    taken: int, cover: str, level: int
) -> None:
    at, log = 9 * DAY + 2 * HOUR, a_holder(8, 10)
    log.open(at, OTHER, "a1")
    log.open(at + 30, OTHER, "a1")  # Of the contact alone first: one opening can be two entries.
    log.take_case(at + taken, OTHER, "a1" if cover == "none" else "b2", cover)
    log.wait(at + 3 * HOUR)
    (finding,) = log.findings("odd-hour")
    assert (finding.level, len(finding.entries)) == (level, 2)


def test_more_than_six_hours_later_is_another_night() -> None:
    log = opening(a_holder(8, 14), 9 * DAY + 2 * HOUR)
    opening(log, 9 * DAY + 8 * HOUR + 1)
    opening(log, 10 * DAY + 2 * HOUR)
    assert [each.level for each in log.findings("odd-hour")] == [1, 1, 1]


@pytest.mark.parametrize(("day", "is_odd"), [(90, True), (91, False)])
def test_what_lies_more_than_ninety_days_back_is_no_habit(day: int, is_odd: bool) -> None:
    log = opening(a_holder(8, 10), day * DAY + 2 * HOUR, ref=OTHER)
    assert bool(log.findings("odd-hour")) == is_odd


def test_a_refused_opening_and_another_act_at_night_are_not_found() -> None:
    log = a_holder(8, 10)
    log.add(9 * DAY + 2 * HOUR, "report.open", "a1", "deny", log_ref=CASE, reason="no_grant")
    log.add(9 * DAY + 2 * HOUR, "case.note", "a1", log_ref=CASE)
    assert log.findings("odd-hour") == []


def alarm(log: Written, at: int, ref: str, hour: int, who: str = "system") -> Written:
    """Let it be told that a case came as an emergency in the hour before a full one."""
    log.add(at, "case.alarm", who, log_ref=ref, hour=START + hour)
    return log


def called(log: Written, night: int, ref: str = OTHER, who: str = "a1") -> Written:
    """Let an emergency come at half past two, be opened at once, and be told of at three."""
    log.add(night + 2 * HOUR + 1800, "auth.ok", who)
    log.open(night + 2 * HOUR + 1860, ref, who)
    alarm(log, night + 3 * HOUR, ref, night + 3 * HOUR)
    log.wait(night + 5 * HOUR)
    return log


def test_whom_an_emergency_called_is_not_at_an_unusual_hour() -> None:
    assert called(a_holder(8, 10), 9 * DAY).findings("odd-hour") == []


def test_an_emergency_explains_its_own_case_only() -> None:
    log = called(a_holder(8, 10), 9 * DAY, ref=OTHER)
    opening(log, 9 * DAY + 5 * HOUR, ref="cc" * 16)
    assert [each.refs for each in log.findings("odd-hour")] == [("cc" * 16,)]


@pytest.mark.parametrize(
    ("came", "later", "is_odd"),
    [(-5 * HOUR, 0, False), (-5 * HOUR, 1, True), (HOUR, 0, False), (HOUR, -1, True)],
)
def test_an_emergency_explains_what_it_came_before_for_six_hours(
    came: int, later: int, is_odd: bool
) -> None:
    """An hour is named by its end: what is opened at two may have come by three."""
    at = 9 * DAY + 2 * HOUR
    log = a_holder(8, 14)
    if came <= 0:
        alarm(log, at + came, OTHER, at + came)
    log.open(at + later, OTHER, "a1")
    if came > 0:
        alarm(log, at + came, OTHER, at + came)
    log.wait(at + 2 * HOUR + later)
    assert bool(log.findings("odd-hour")) == is_odd


@pytest.mark.parametrize(("told", "is_odd"), [(2 * HOUR - 1, False), (2 * HOUR, True)])
def test_an_emergency_is_waited_for_two_hours(told: int, is_odd: bool) -> None:
    at = 9 * DAY + 2 * HOUR
    log = a_holder(8, 10)
    log.open(at, OTHER, "a1")
    alarm(log, at + told, OTHER, at + HOUR)
    log.wait(at + 3 * HOUR)
    assert bool(log.findings("odd-hour")) == is_odd


@pytest.mark.parametrize(
    ("hour", "who", "is_odd"),
    [(HOUR, "system", False), (HOUR, "a1", True), (HOUR - 1, "system", True)],
)
def test_an_emergency_is_the_systems_word_and_of_a_full_hour(
    hour: int, who: str, is_odd: bool
) -> None:
    at = 9 * DAY + 2 * HOUR
    log = a_holder(8, 10)
    log.open(at, OTHER, "a1")
    alarm(log, at + HOUR, OTHER, at + hour, who)
    log.wait(at + 3 * HOUR)
    assert bool(log.findings("odd-hour")) == is_odd


def test_a_second_emergency_of_a_case_takes_nothing_from_the_first() -> None:
    at = 9 * DAY + 2 * HOUR
    log = a_holder(8, 10)
    log.open(at, OTHER, "a1")
    alarm(log, at + HOUR, OTHER, at + HOUR)
    alarm(log, at + HOUR + 60, OTHER, at + HOUR)
    log.wait(at + 3 * HOUR)
    assert log.findings("odd-hour") == []
    assert log.folded().known.cases.of(OTHER).alarms == {START + at + HOUR}


def test_an_emergency_of_long_ago_is_forgotten_and_one_to_come_is_none() -> None:
    log = alarm(Written(), DAY, OTHER, DAY)
    alarm(log, 2 * DAY - 1, OTHER, 2 * DAY)
    assert log.folded().known.cases.of(OTHER).alarms == {START + DAY}
    alarm(log, 2 * DAY, OTHER, 2 * DAY)
    assert log.folded().known.cases.of(OTHER).alarms == {START + 2 * DAY}


def test_nights_on_which_somebody_was_called_are_no_habit() -> None:
    log = a_holder(8, 10)
    for night in (9, 10, 11):
        called(log, night * DAY)
    opening(log, 12 * DAY + 2 * HOUR, ref="cc" * 16)
    assert len(log.findings("odd-hour")) == 1


@pytest.mark.parametrize(("hour", "is_odd"), [(8, True), (9, False)])
def test_what_is_done_until_the_sixth_hour_after_a_call_is_no_habit(
    hour: int, is_odd: bool
) -> None:
    """Called in the hour from two on: the sixth hour after is that from eight to nine."""
    log = a_holder(8, 14)
    for night in (9, 10):
        called(log, night * DAY)
        log.add(night * DAY + hour * HOUR, "case.note", "a1", log_ref=CASE)
    opening(log, 12 * DAY + hour * HOUR, ref="cc" * 16)
    assert bool(log.findings("odd-hour")) == is_odd


def test_a_call_after_midnight_takes_the_evening_before_with_it() -> None:
    log = a_holder(8, 10)
    for night in (9, 10):
        log.add(night * DAY - 600, "auth.ok", "a1")
        log.open(night * DAY + 60, OTHER, "a1")
        alarm(log, night * DAY + HOUR, OTHER, night * DAY + HOUR)
        log.wait(night * DAY + 3 * HOUR)
    opening(log, 12 * DAY + 23 * HOUR, ref="cc" * 16)
    assert len(log.findings("odd-hour")) == 1


@pytest.mark.parametrize(("days", "is_odd"), [(7, False), (8, True)])
def test_a_day_of_which_nothing_but_a_call_is_left_does_not_count(days: int, is_odd: bool) -> None:
    log = called(a_holder(8, 10), 9 * DAY)
    for day in range(90, 90 + days):
        log.add(day * DAY + 10 * HOUR, "case.note", "a1", log_ref=CASE)
    opening(log, 98 * DAY + 3 * HOUR, ref="cc" * 16)
    assert bool(log.findings("odd-hour")) == is_odd


def cases(count: int, start: int = 0) -> list[str]:
    return [f"{start + at:032x}" for at in range(count)]


def a_reader(log: Written, days: int, often: int) -> Written:
    """Let somebody open so many different cases in one half hour of each of some days."""
    for day in range(days):
        for at, ref in enumerate(cases(often)):
            log.open(day * DAY + 10 * HOUR + at, ref, "a1")
    return log


def burst(log: Written, day: int, count: int, every: int = 60) -> Written:
    for at, ref in enumerate(cases(count, 100)):
        log.open(day * DAY + 10 * HOUR + at * every, ref, "a1")
    return log


def test_five_cases_where_two_are_usual_are_a_burst() -> None:
    log = burst(a_reader(Written(), 3, 2), 3, 5)
    (finding,) = log.findings("burst")
    assert (finding.level, finding.actor, len(finding.refs)) == (2, "a1", 5)
    assert indices([finding]) == [[6, 7, 8, 9, 10]]


@pytest.mark.parametrize(
    ("usual", "count", "is_burst"),
    [(1, 4, False), (1, 5, True), (3, 5, False), (3, 6, True), (4, 7, False), (4, 8, True)],
)
def test_a_burst_is_five_and_twice_what_is_usual(usual: int, count: int, is_burst: bool) -> None:
    log = burst(a_reader(Written(), 3, usual), 3, count)
    assert bool(log.findings("burst")) == is_burst


@pytest.mark.parametrize(("every", "is_burst"), [(449, True), (450, False)])
def test_a_burst_is_within_half_an_hour(every: int, is_burst: bool) -> None:
    assert bool(burst(a_reader(Written(), 3, 1), 3, 5, every).findings("burst")) == is_burst


def test_one_case_opened_often_is_no_burst() -> None:
    log = a_reader(Written(), 3, 1)
    for at in range(9):
        log.open(3 * DAY + 10 * HOUR + at, CASE, "a1")
    assert log.findings("burst") == []


def test_what_was_done_on_the_same_day_does_not_excuse() -> None:
    log = a_reader(Written(), 3, 1)
    for hour in range(8):
        for at, ref in enumerate(cases(4)):
            log.open(3 * DAY + hour * HOUR + at, ref, "a1")
    burst(log, 3, 5)
    assert len(log.findings("burst")) == 1


@pytest.mark.parametrize(("count", "is_burst"), [(7, False), (8, True)])
def test_of_somebody_new_four_are_taken_as_usual(count: int, is_burst: bool) -> None:
    assert bool(burst(Written(), 0, count).findings("burst")) == is_burst


@pytest.mark.parametrize(("away", "level"), [(72 * HOUR - 1, 2), (72 * HOUR, 1)])
def test_the_first_day_after_an_absence_is_a_note(away: int, level: int) -> None:
    log = a_reader(Written(), 3, 1)
    start = 2 * DAY + 10 * HOUR + away
    for at, ref in enumerate(cases(6, 100)):
        log.open(start + at, ref, "a1")
    assert [each.level for each in log.findings("burst")] == [level]


@pytest.mark.parametrize(("later", "level"), [(DAY - 5, 1), (DAY - 4, 2)])
def test_the_first_day_is_one_day(later: int, level: int) -> None:
    log = a_reader(Written(), 3, 1)
    log.open(9 * DAY, CASE, "a1")
    for at, ref in enumerate(cases(5, 100)):
        log.open(9 * DAY + later + at, ref, "a1")
    assert [each.level for each in log.findings("burst")] == [level]


@pytest.mark.parametrize(("day", "is_burst"), [(90, True), (91, False)])
def test_what_was_usual_more_than_ninety_days_ago_is_not(day: int, is_burst: bool) -> None:
    log = Written()
    log.open(10 * HOUR, CASE, "a1")
    assert bool(burst(log, day, 5).findings("burst")) == is_burst


def test_a_burst_goes_on_as_one_finding() -> None:
    log = burst(a_reader(Written(), 3, 1), 3, 9)
    assert [len(each.entries) for each in log.findings("burst")] == [9]
    burst(log, 4, 5)
    assert [len(each.entries) for each in log.findings("burst")] == [9, 5]


def test_the_median_is_of_half_hours_in_which_something_was_opened() -> None:
    log = Written()
    for day, often in enumerate((1, 1, 5)):
        for at, ref in enumerate(cases(often)):
            log.open(day * DAY + 10 * HOUR + at, ref, "a1")
    assert len(log.findings("burst")) == 1  # The third day's.
    burst(log, 3, 5)
    assert len(log.findings("burst")) == 2

"""Whether somebody is there: a state that changes on the hour of the desk's city and says when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from intake.form.urgency.answering import Answering, is_staffed, load_answering
from intake.form.urgency.duty import Duty, find_duty

PARIS = load_answering(None)  # Monday to Friday, 9 to 17.
ALWAYS = replace(PARIS, staffed=tuple(range(7)), opens=0, closes=24)
MONDAY = date(2026, 11, 23)
THURSDAY = frozenset({date(2026, 11, 26)})
NEW_YEAR = frozenset(date(2026, 12, 31) + timedelta(n) for n in range(2))


def at(text: str, zone: str = "Europe/Paris") -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp())


@pytest.mark.parametrize(
    ("moment", "duty"),
    [
        ("2026-11-23T08:59:59", Duty(False, MONDAY, 9)),
        ("2026-11-23T09:00:00", Duty(True, MONDAY, 17)),
        ("2026-11-23T16:59:59", Duty(True, MONDAY, 17)),
        ("2026-11-23T17:00:00", Duty(False, date(2026, 11, 24), 9)),
        ("2026-11-20T17:00:00", Duty(False, MONDAY, 9)),
        ("2026-11-22T23:59:59", Duty(False, MONDAY, 9)),
        ("2026-12-30T17:00:00", Duty(False, date(2027, 1, 4), 9)),
        ("2026-12-31T12:00:00", Duty(False, date(2027, 1, 4), 9)),
    ],
)
def test_it_is_said_until_when_or_from_when_over_weekends_and_holidays(
    moment: str, duty: Duty
) -> None:
    assert find_duty(replace(PARIS, holidays=NEW_YEAR), at(moment)) == duty


@pytest.mark.parametrize(
    ("table", "duty"),
    [
        (replace(ALWAYS, staffed=(0, 1)), Duty(True, date(2026, 11, 24), 24)),
        (replace(ALWAYS, holidays=THURSDAY), Duty(True, date(2026, 11, 25), 24)),
        (ALWAYS, Duty(True, None, 24)),
        (replace(ALWAYS, opens=1), Duty(True, MONDAY, 24)),
    ],
)
def test_where_days_have_no_end_the_last_of_them_counts(table: Answering, duty: Duty) -> None:
    assert find_duty(table, at("2026-11-23T12:00")) == duty


@pytest.mark.parametrize("zone", ["Europe/Paris", "Asia/Kathmandu", "America/Toronto", "UTC"])
@pytest.mark.parametrize("first", ["2026-03-27", "2026-10-23", "2026-12-18"])
def test_a_state_holds_until_the_full_hour_it_names_and_no_longer(zone: str, first: str) -> None:
    """A fortnight in steps of a quarter of an hour, over the days on which clocks are changed."""
    table = replace(PARIS, zone=zone, holidays=NEW_YEAR)
    now = int(datetime.fromisoformat(first).replace(tzinfo=UTC).timestamp())
    before, changes = find_duty(table, now), 0
    for quarter in range(14 * 24 * 4):
        duty = find_duty(table, now + quarter * 900)
        assert duty.here is is_staffed(table, now + quarter * 900)
        if duty != before:
            moment = datetime.fromtimestamp(now + quarter * 900, ZoneInfo(zone))
            assert (moment.date(), moment.hour, moment.minute) == (before.day, before.hour, 0)
            before, changes = duty, changes + 1
    assert changes >= 14

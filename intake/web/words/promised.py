"""What pages say about when somebody is there and answers, in the language of the page."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from babel.dates import get_day_names, get_timezone, get_timezone_location

from intake.form.urgency.answering import UTC, Answering, due_on
from intake.form.urgency.duty import Duty
from intake.web.words.i18n import format_day_of_week, format_weekday, gap, language, locale
from intake.web.words.i18n import gettext as _
from intake.web.words.words import N_

#: By unit, for who waits for an answer; and for who asked for none, who is promised a reader.
_ANSWERED = {
    "minutes": N_("While somebody is here, we expect to answer within {n} minutes."),
    "hours": N_("While somebody is here, we expect to answer within {n} hours."),
    "day": N_("We expect to answer by {day}."),
}
_READ = {
    "minutes": N_("While somebody is here, somebody reads it within {n} minutes."),
    "hours": N_("While somebody is here, somebody reads it within {n} hours."),
    "day": N_("Somebody reads it by {day}."),
}


def say_promises(table: Answering, level: str, received: date) -> Mapping[str, str]:
    """Return what the receipt and the box of a report say, for both of the answers to ``c_mode``.

    The server cannot know which it was. ``promise`` is for who waits for an answer, ``reads`` for
    who asked for none.
    """
    return _said_once(language(), table, level, received)


@lru_cache(maxsize=64)
def _said_once(_tag: str, table: Answering, level: str, received: date) -> Mapping[str, str]:
    """Kept: it is the same for every report of a day, and was 6 % of what accepting one costs."""
    return MappingProxyType(
        {
            "promise": say_promise(table, level, received),
            "reads": say_promise(table, level, received, is_answered=False),
        }
    )


def say_promise(table: Answering, level: str, received: date, *, is_answered: bool = True) -> str:
    """Return until when a report of that day (UTC) is answered: the same on receipt and in the box.

    Who asked for no answer is told by when somebody reads it.

    Nobody stores the hour of a report. So a time of minutes or hours, which runs while somebody is
    there, is said as what it is, with the next day on which somebody is; the others end on a day.
    """
    number, unit = table.times[level]
    due = due_on(table, level, received)
    words = _ANSWERED if is_answered else _READ
    said = [_(words.get(unit, words["day"]))]
    said += [] if is_answered else [_("You asked for no answer.")]
    said.append(_("Somebody is here: {staffed}.").replace("{staffed}", say_staffed(table)))
    if unit in {"minutes", "hours"} and due != received:
        said.append(_("The next such day is {day}."))
    return gap().join(said).format(n=number, day=format_weekday(due))


def say_staffed(table: Answering) -> str:
    """Return the days and hours at which somebody looks, and by which clock."""
    hours = f"{table.opens:02}:00–{table.closes:02}:00"
    said = _("{day}, {time}, {clock}")
    return said.format(day=_days(table.staffed), time=hours, clock=_clock(table.zone))


def say_duty(table: Answering, duty: Duty) -> str:
    """Return whether somebody is there now, and until when or from when, by the desk's clock."""
    if duty.day is None:
        return _("Somebody is here now, at all hours.")
    said = _("Nobody is here now. From {day}, {time}, {clock}.")
    if duty.here:
        # A desk open day and night is there until the end of another day than this.
        is_today = (table.opens, table.closes) != (0, 24)
        said = (
            _("Somebody is here until {time} ({clock}).")
            if is_today
            else _("Somebody is here until {day}, {time} ({clock}).")
        )
    day, hour = format_day_of_week(duty.day), f"{duty.hour:02}:00"
    return said.format(day=day, time=hour, clock=_clock(table.zone))


def _clock(zone: str) -> str:
    if zone == UTC:
        return _("UTC")
    city = get_timezone_location(get_timezone(zone), locale(), return_city=True)
    return _("{city} time").format(city=city)


def _days(days: tuple[int, ...]) -> str:
    names = get_day_names("wide", locale=locale())
    if len(days) == 7:
        return _("every day")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("{first} to {last}").format(first=names[days[0]], last=names[days[-1]])
    return _(", ").join(names[day] for day in days)

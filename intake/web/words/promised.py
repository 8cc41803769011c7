"""What the receipt and the box say about when somebody answers, in the language of the page."""

from datetime import date

from babel.dates import get_day_names

from intake.form.urgency.answering import Answering, answer_by, due_on
from intake.web.words.i18n import format_date, format_moment, gap, locale
from intake.web.words.i18n import gettext as _


def say_answer_by(table: Answering, level: str, now: int) -> str:
    """Return until when a report of now is answered: day, hour, time zone."""
    return format_moment(answer_by(table, level, now))


def say_promise(table: Answering, level: str, received: date) -> str:
    """Return the same in sentences for the box, where only the day of the report is known.

    A time of minutes or hours runs while somebody is there, so without the hour of the report it is
    said as what it is; the others end on a day.
    """
    number, unit = table.times[level]
    if unit == "minutes":
        said = _("While somebody is here, we expect to answer within {n} minutes.")
    elif unit == "hours":
        said = _("While somebody is here, we expect to answer within {n} hours.")
    else:
        said = _("We expect to answer by {day}.")
    day = format_date(due_on(table, level, received))
    here = _("Somebody is here: {staffed}.").format(staffed=say_staffed(table))
    return said.format(n=number, day=day) + gap() + here


def say_staffed(table: Answering) -> str:
    """Return the days and hours at which somebody looks."""
    hours = f"{table.opens:02}:00–{table.closes:02}:00"
    return _("{day}, {time} UTC").format(day=_days(table.staffed), time=hours)


def _days(days: tuple[int, ...]) -> str:
    names = get_day_names("wide", locale=locale())
    if len(days) == 7:
        return _("every day")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("{first} to {last}").format(first=names[days[0]], last=names[days[-1]])
    return _(", ").join(names[day] for day in days)

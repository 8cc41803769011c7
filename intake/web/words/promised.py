"""What the receipt and the box say about when somebody answers, in the language of the page."""

from datetime import date

from babel.dates import get_day_names, get_timezone, get_timezone_location

from intake.form.urgency.answering import UTC, Answering, due_on
from intake.web.words.i18n import format_weekday, gap, locale
from intake.web.words.i18n import gettext as _


def say_promise(table: Answering, level: str, received: date) -> str:
    """Return until when a report of that day (UTC) is answered: the same on receipt and in the box.

    Nobody stores the hour of a report. So a time of minutes or hours, which runs while somebody is
    there, is said as what it is, with the next day on which somebody is; the others end on a day.
    """
    number, unit = table.times[level]
    due = due_on(table, level, received)
    if unit == "minutes":
        said = [_("While somebody is here, we expect to answer within {n} minutes.")]
    elif unit == "hours":
        said = [_("While somebody is here, we expect to answer within {n} hours.")]
    else:
        said = [_("We expect to answer by {day}.")]
    said.append(_("Somebody is here: {staffed}.").replace("{staffed}", say_staffed(table)))
    if unit in {"minutes", "hours"} and due != received:
        said.append(_("The next such day is {day}."))
    return gap().join(said).format(n=number, day=format_weekday(due))


def say_staffed(table: Answering) -> str:
    """Return the days and hours at which somebody looks, and by which clock."""
    hours = f"{table.opens:02}:00–{table.closes:02}:00"
    if table.zone == UTC:
        return _("{day}, {time} UTC").format(day=_days(table.staffed), time=hours)
    city = get_timezone_location(get_timezone(table.zone), locale(), return_city=True)
    return _("{day}, {time}, {city} time").format(day=_days(table.staffed), time=hours, city=city)


def _days(days: tuple[int, ...]) -> str:
    names = get_day_names("wide", locale=locale())
    if len(days) == 7:
        return _("every day")
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("{first} to {last}").format(first=names[days[0]], last=names[days[-1]])
    return _(", ").join(names[day] for day in days)

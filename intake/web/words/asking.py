"""Asking about a day, and asking back about an answer: what was read, and what it can mean.

The browser's twin is ``static/js/public/questions/asking.js``.
"""

from datetime import date

from markupsafe import Markup, escape

from intake.clock import day_of
from intake.crypto.shapes import is_day
from intake.form.given.typed_dates import read_typed
from intake.form.questions.moments import PARTS, ROUGH
from intake.form.questions.structure import Form
from intake.web.words.i18n import format_day, language
from intake.web.words.words import FAULTS, WHEN, in_language, say

SHOWN_CHARACTERS = 60
#: An isolate: what somebody wrote turns no sentence of ours around, and no helper translates it.
QUOTED = Markup('<span translate="no">\u2068{}\u2069</span>')
YEARS = range(-4, 5)  # Among so many years around this one there is a leap year.


def day_choices() -> dict[str, object]:
    """Return what a page offers beside a day: rough days, parts of the day, and their words."""
    words = in_language(WHEN, language())
    return {"when": words, "rough_days": ROUGH, "day_parts": list(PARTS)}


def say_fault(form: Form, code: str, answer: object, now: int, over: int = 0) -> Markup:
    """Return what is asked back, in the language of the page, as HTML.

    Args:
        form: The form that was filled in.
        code: Of ``answers.check_answers``.
        answer: What it was said of; a day with its fields as ``answers`` joins them.
        now: Unix seconds: of days without a year the nearest is meant.
        over: How many characters are too many; filled in before what was written, which may hold
            the mark of a gap too.
    """
    text = escape(say(FAULTS, code).replace("{n}", f"{over:,}"))
    if "{said}" not in text:
        return text
    meant = [_with_year(each, now) for each in read_typed(form.dates, str(answer)).meant]
    days = " / ".join(format_day(each) for each in meant)
    return text.replace("{meant}", days).replace("{said}", QUOTED.format(_written(str(answer))))


def _written(answer: str) -> str:
    """Return what was written in words, without what was picked beside it."""
    fields = answer.split("|")
    words = " ".join(fields[1::2] if len(fields) > 1 else fields).replace("@", "")
    return words.strip()[:SHOWN_CHARACTERS]


def _with_year(meant: str, now: int) -> str:
    if not meant.startswith("-"):
        return meant
    today = day_of(now)
    days = [f"{today.year + years}{meant}" for years in YEARS]
    return min(filter(is_day, days), key=lambda day: abs(date.fromisoformat(day) - today))

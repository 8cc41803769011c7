"""The language of the interface. On public pages it stands in the path, and nothing else is asked.

Where staff pages take it from stands in ``intake.web.staff.speaking``. Translations are gettext
catalogues, read at start by Babel; a message without a translation is shown in English, and marked
(``intake.web.words.english``). Questions and choices of the form are data of their own
(``intake.form.given.answers``).
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import get_month_names, match_skeleton
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from flask import Flask, g, request

from intake.crypto.shapes import is_day
from intake.form.languages import LANGUAGES, LISTED, SOURCE, STAFF, InEnglish
from intake.form.loading.readers import drafts
from intake.verify.speech import ENGLISH, SPEECH, Speech

TRANSLATIONS = Path(__file__).parents[2] / "translations"
#: Put before a rule: ``/<lang>/form`` with only the languages there are.
LANG = "/<any({}):lang>".format(",".join(f"'{tag}'" for tag in LANGUAGES))
#: Put after one: ``/sign-in/<lang>``, with only those that staff pages are written in.
STAFF_LANG = "/<any({}):lang>".format(",".join(f"'{tag}'" for tag in STAFF))
MONTHS = range(1, 13)
SHORT_DAY = re.compile("(?<!E)E{1,3}(?!E)")  # Of the week, in a pattern of CLDR.
PUBLIC_FILE, STAFF_FILE = FILES = ("messages.po", "staff.po")


def language() -> str:
    """Return the language tag (BCP 47) of the page being made; English where there is none."""
    tag: str = g.get("lang", SOURCE)
    return tag


@cache
def catalogue(tag: str) -> dict[str, str]:
    """Return the translations of one language, empty for English."""
    return {id_: text for name in FILES for id_, text in read_catalogue(tag, name).items()}


def read_catalogue(tag: str, name: str) -> dict[str, str]:
    """Return what one of ``FILES`` says in a language; nothing where there is none."""
    path = TRANSLATIONS / tag.replace("-", "_") / "LC_MESSAGES" / name
    if not path.exists():
        return {}
    with path.open("rb") as file:
        messages = read_po(file, locale=tag.replace("-", "_"))
    return {
        str(message.id): str(message.string)
        for message in messages
        if message.id and message.string and not message.fuzzy
    }


def translate(tag: str, message: str) -> str:
    """Return the message in the language ``tag``, in English if it has no translation."""
    said = catalogue(tag).get(message)
    return said or (message if tag == SOURCE else InEnglish(message))


def gettext(message: str) -> str:
    """Return the message in the language of the page."""
    return translate(language(), message)


@cache
def speech_of(tag: str) -> Speech:
    """Return what the rooms below write sentences with (``intake.verify.speech``)."""
    if tag == SOURCE:
        return ENGLISH
    names = get_month_names("abbreviated", locale=_locale(tag))
    return Speech(
        say=lambda message: translate(tag, message),
        is_one=lambda n: _locale(tag).plural_form(n) == "one",
        number=lambda n: format_decimal(n, locale=_locale(tag)),
        months=tuple(names[month] for month in MONTHS),
    )


def speak(tag: str) -> str:
    """Go on in the language ``tag``, for a part of a page; return the one before."""
    before = language()
    g.lang = tag
    return before


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the message for a number, in the language of the page."""
    return gettext(singular if speech_of(language()).is_one(number) else plural)


def gap() -> str:
    """Return what stands between two sentences of the page."""
    return LISTED[language()].gap


def format_date(day: date) -> str:
    """Return a day written out for people, in the language of the page."""
    return babel_date(day, "long", locale=locale())


def days_written(tag: str) -> list[str]:
    """Return how a day is written out in each month, with ``{d}`` and ``{y}`` in it, for scripts.

    Many browsers know no Tibetan and no Uyghur: they would write the day in the device's language.
    """
    written = (babel_date(date(1999, month, 28), "long", locale=_locale(tag)) for month in MONTHS)
    return [each.replace("1999", "{y}").replace("28", "{d}") for each in written]


def format_weekday(day: date) -> str:
    """Return a day written out for people, with its day of the week."""
    return _weekday_and_date(day, language())


@lru_cache(maxsize=64)  # Each report is told such a day, and nearly all of a day the same.
def _weekday_and_date(day: date, tag: str) -> str:
    return babel_date(day, "full", locale=_locale(tag))


def format_day_of_week(day: date) -> str:
    """Return a day of the next weeks for people: its day of the week, its date without a year."""
    return _day_of_week(day, language())


@lru_cache(maxsize=64)
def _day_of_week(day: date, tag: str) -> str:
    """CLDR's nearest pattern may shorten the words; in Tibetan such a Monday is a month."""
    skeletons = _locale(tag).datetime_skeletons
    known = {name: str(each.pattern) for name, each in skeletons.items()}
    nearest = known[match_skeleton("MMMMEEEEd", known) or "MMMEd"]
    if "MMMM" not in nearest:
        nearest = nearest.replace(known["MMMd"], known["MMMMd"])
    return babel_date(day, SHORT_DAY.sub("EEEE", nearest), locale=_locale(tag))


def format_day(text: str) -> str:
    """Return a day, perhaps with an hour (``2026-11-25T11:35``), written out for people.

    It is what somebody sealed, so what begins with no day is returned as it stands.
    """
    day, rest = text[:10], text[10:]
    if not is_day(day) or rest[:1] not in {"", "T", " "}:
        return text
    return f"{format_date(date.fromisoformat(day))} {rest[1:]}".strip()


def locale() -> Locale:
    """Return the locale that dates of the page are written in."""
    return _locale(language())


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(LISTED[tag].dates, sep="-")


Finder = Callable[[str | None], str]


def _take_language(values: dict[str, Any] | None, find_other: Finder) -> None:
    """Speak the language of the path, also where nothing is found under it."""
    said = values.pop("lang", None) if values else None  # Views ask ``language()``.
    tag = request.path.split("/")[1]
    g.lang = tag if tag in LANGUAGES else find_other(said)
    SPEECH.set(speech_of(g.lang))


def _speak_english(_error: BaseException | None) -> None:
    SPEECH.set(ENGLISH)


def init_i18n(app: Flask, find_other: Finder) -> None:
    """Give views their language, and templates ``{% trans %}`` and lean rendering.

    Args:
        app: The application.
        find_other: Returns the language of a path that does not begin with one, out of what it says
            further on.
    """
    app.url_value_preprocessor(lambda _, values: _take_language(values, find_other))
    app.teardown_request(_speak_english)
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    env.trim_blocks = env.lstrip_blocks = True
    env.globals["speak"] = speak
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    for tag in LISTED:
        catalogue(tag)
        drafts(tag)

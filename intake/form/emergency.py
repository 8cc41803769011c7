"""The data of the help page: who to call, what to say, what to do.

It is static: nothing here depends on who asks. Every number carries the day a person last checked
it; ``stale_numbers`` names those that must be checked again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from intake.form.files import EMERGENCY, Section, read_file
from intake.form.languages import LANGUAGES

KINDS = ("emergency", "silent", "other")
CHECK_EVERY = timedelta(days=180)
DIALLED = re.compile(r"[0-9](?:[0-9 -]*[0-9])?", re.ASCII)

Words = Mapping[str, str]  # Language tag to text.


@dataclass(frozen=True)
class Number:
    """A number, or an app (``call`` is empty then); ``note`` may be empty.

    ``text`` says that a text message is sent to it; nobody answers a call there.
    """

    place: str
    kind: str
    call: str
    text: bool
    app: str
    note: Words
    source: str
    checked_on: date

    @property
    def href(self) -> str:
        """What a press on it does: ``tel:`` or ``sms:`` with the digits; empty for an app."""
        way = "sms" if self.text else "tel"
        return f"{way}:{re.sub('[^0-9]', '', self.call)}" if self.call else ""


@dataclass(frozen=True)
class Place:
    """A country (ISO code, lower case) or ``eu``, with its numbers in the order of the page."""

    id: str
    name: Words
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Phrase:
    """What to show to an officer; a gloss is the same for the reader, in the reader's language.

    Each is a decision of its own: ``refuse`` to travel, ``friend`` says so of somebody else, and
    ``protect`` asks for asylum.
    """

    lang: str
    name: str
    refuse: str
    friend: str
    protect: str
    gloss: bool


@dataclass(frozen=True)
class Advice:
    """A short list of sentences per language, the same number in each."""

    id: str
    title: Words
    lines: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Emergency:
    """Everything the help page says."""

    places: tuple[Place, ...]
    sayings: tuple[Phrase, ...]
    advice: Mapping[str, Advice]


def load_emergency(folder: Path | None, languages: tuple[str, ...] = LANGUAGES) -> Emergency:
    """Read and check the data of the help page.

    Args:
        folder: The operator's folder of data files, or None.
        languages: Tags every name, note and advice must be there in; more are welcome.

    Raises:
        FormError: Something is wrong; the one line names file, item and key.
    """
    top = Section(EMERGENCY, "", read_file(folder, EMERGENCY))
    numbers = [_number(raw, languages) for raw in top.tables("number")]
    places = tuple(_place(raw, languages, numbers) for raw in top.tables("place"))
    sayings = tuple(_saying(raw) for raw in top.tables("say"))
    advice = [_advice(raw, languages) for raw in top.tables("advice")]
    top.done()
    for number in numbers:
        if number.place not in {place.id for place in places}:
            raise top.error("place", f"there is no place {number.place!r}")
    return Emergency(places, sayings, MappingProxyType({part.id: part for part in advice}))


def stale_numbers(emergency: Emergency, today: date) -> list[str]:
    """Numbers nobody has checked for 180 days, as ``place: number``, in the order of the page."""
    return [
        f"{place.id}: {number.call or number.app}"
        for place in emergency.places
        for number in place.numbers
        if today - number.checked_on > CHECK_EVERY
    ]


def _number(raw: object, languages: tuple[str, ...]) -> Number:
    section = Section(EMERGENCY, "number", raw)
    place, kind = section.text("place"), section.text("kind")
    call, app, text = section.text("call", ""), section.text("app", ""), section.flag("text")
    section.item = f"number {place} {call or app}"
    if kind not in KINDS:
        raise section.error("kind", f"must be one of {', '.join(KINDS)}")
    if bool(call) == bool(app) or (call and not DIALLED.fullmatch(call)):
        raise section.error("call", "must be digits, or there is an app instead")
    noted = section.take("note", {})
    note = _words(section, "note", noted, languages) if noted else {}
    source, checked_on = section.text("source"), section.take("checked_on")
    section.done()
    if type(checked_on) is not date:
        raise section.error("checked_on", "must be a date")
    return Number(place, kind, call, text, app, note, source, checked_on)


def _place(raw: object, languages: tuple[str, ...], numbers: list[Number]) -> Place:
    section = Section(EMERGENCY, "place", raw)
    name = section.text("id")
    section.item = f"place {name}"
    words = _words(section, "name", section.take("name"), languages)
    section.done()
    return Place(name, words, tuple(number for number in numbers if number.place == name))


def _saying(raw: object) -> Phrase:
    section = Section(EMERGENCY, "say", raw)
    lang = section.text("lang")
    section.item = f"say {lang}"
    name, gloss = section.text("name"), section.flag("gloss")
    refuse, friend, protect = (section.text(key) for key in ("refuse", "friend", "protect"))
    section.done()
    return Phrase(lang, name, refuse, friend, protect, gloss)


def _advice(raw: object, languages: tuple[str, ...]) -> Advice:
    section = Section(EMERGENCY, "advice", raw)
    name = section.text("id")
    section.item = f"advice {name}"
    title = _words(section, "title", section.take("title"), languages)
    part = Section(EMERGENCY, f"advice {name}.lines", section.take("lines"))
    section.done()
    lines = {tag: part.words(tag) for tag in title}
    part.done()
    if len({len(sentences) for sentences in lines.values()}) != 1 or not lines[languages[0]]:
        raise section.error("lines", "every language needs the same number of sentences")
    return Advice(name, title, MappingProxyType(lines))


def _words(section: Section, key: str, raw: object, languages: tuple[str, ...]) -> Words:
    part = Section(section.file, f"{section.item}.{key}", raw)
    tags = dict.fromkeys((*languages, *(raw if isinstance(raw, Mapping) else ())))
    return MappingProxyType({tag: part.text(tag) for tag in tags})

"""The data of the help page: who to call, what to say, what to do.

It is static: nothing here depends on who asks. Every number carries the day a person last checked
it; ``stale_numbers`` names those that must be checked again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

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


def stale_numbers(emergency: Emergency, today: date) -> list[str]:
    """Numbers nobody has checked for 180 days, as ``place: number``, in the order of the page."""
    return [
        f"{place.id}: {number.call or number.app}"
        for place in emergency.places
        for number in place.numbers
        if today - number.checked_on > CHECK_EVERY
    ]

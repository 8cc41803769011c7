"""What sentences are written with: words, numbers and days in the language of whoever reads them.

The texts stand in data files, in English. Offline they stay so; a page sets ``SPEECH`` for as long
as it answers, and what is said meanwhile is in its language.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Speech:
    """One language: ``say`` returns a text in it; ``is_one`` tells whether a number is singular."""

    say: Callable[[str], str]
    is_one: Callable[[int], bool]
    number: Callable[[int], str]
    months: tuple[str, ...]  # Short, as they stand in a date.


ENGLISH = Speech(str, lambda n: n == 1, "{:,}".format, MONTHS)
SPEECH: ContextVar[Speech] = ContextVar("speech", default=ENGLISH)


def say(text: str) -> str:
    """Return one of our texts in the language of the reader."""
    return SPEECH.get().say(text)


def fill(text: str, values: Mapping[str, object]) -> str:
    """Return the same with its gaps filled; what is in English stays marked as that."""
    said = say(text)
    return like(said, said.format_map(values))


def like(said: str, text: str) -> str:
    """Return a text that is made of another, marked as that is."""
    return type(said)(text)


def number(n: int) -> str:
    """Return a number with its thousands apart."""
    return SPEECH.get().number(int(n))


def moment(seconds: int, pattern: str) -> str:
    """Return Unix seconds in UTC.

    Args:
        seconds: When.
        pattern: Of ``strftime``, with ``%b`` as its only word.
    """
    at = datetime.fromtimestamp(seconds, UTC)
    return at.strftime(pattern.replace("%b", SPEECH.get().months[at.month - 1]))


class Count(int):
    """A number in a sentence.

    ``{n:case|cases}`` is written "1 case", "2,000 cases"; ``{n:once|# times}`` "once", "2 times":
    where there is a ``#``, it stands for the number. ``{n:long}`` is so many seconds: "3 hours".
    """

    def __format__(self, spec: str) -> str:
        """Write it, with the words that go with so many if the sentence names two."""
        if spec == "long":
            return _last(self)
        one, _, many = spec.partition("|")
        chosen, digits = one if SPEECH.get().is_one(self) else many, number(self)
        if "#" in spec:
            return chosen.replace("#", digits)
        return f"{digits} {chosen}" if chosen else digits


_UNITS = ((86_400, "day|days"), (3_600, "hour|hours"), (60, "minute|minutes"))


def _last(seconds: int) -> str:
    size, words = next((each for each in _UNITS if seconds >= 2 * each[0]), _UNITS[-1])
    return format(Count(seconds // size), say(words))

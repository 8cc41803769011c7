"""The demo's data: people and cases, read from the TOML files in ``data``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from intake.clock import DAY, HOUR
from intake.crypto.roster.roster import ROLES

Answers = dict[str, str | Sequence[str]]
LANGUAGES = ("en", "fr", "zh")


@dataclass(frozen=True)
class PersonPlan:
    """Somebody who will enrol; ``hours_ago`` counts back from the time of preparation."""

    username: str
    role: str
    hours_ago: float
    triage: bool = False
    admitted: bool = False

    @property
    def is_newcomer(self) -> bool:
        """Whether they work on the desk, but stand in no roster yet."""
        return self.role in ROLES and not self.admitted


@dataclass(frozen=True)
class Visit:
    """Somebody of the staff opens the case for a purpose, and perhaps acts on it."""

    hours_ago: float
    by: str
    purpose: str
    take: bool = False
    cover: str = ""
    answer: str = ""
    status: str = ""
    reason: str = ""
    close: tuple[str, ...] = ()


@dataclass(frozen=True)
class MessagePlan:
    """The reporter comes back with the receipt and adds a few lines."""

    hours_ago: float
    text: str


@dataclass(frozen=True)
class CasePlan:
    """One case: how it is sent, and what follows. ``told_in`` is the language of the story."""

    name: str
    told_in: str
    lang: str
    hours_ago: float
    answers: Mapping[str, Any]
    visits: tuple[Visit, ...]
    messages: tuple[MessagePlan, ...]
    plain: bool = False

    def answers_at(self, sent: int) -> Answers:
        """Return the answers with dates counted from the sending, Unix seconds."""
        return {name: _answer(value, sent) for name, value in self.answers.items()}


def load_people() -> list[PersonPlan]:
    """Return who enrols, in order."""
    return [PersonPlan(**table) for table in _read("people.toml")["person"]]


def load_cases() -> list[CasePlan]:
    """Return all cases."""
    return [
        _case(table, told_in)
        for told_in in LANGUAGES
        for table in _read(f"cases-{told_in}.toml")["case"]
    ]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("intake.demo").joinpath("data", name).read_text(encoding="utf-8"))


def _case(table: dict[str, Any], told_in: str) -> CasePlan:
    visits = [
        Visit(**_strip(visit) | {"close": tuple(visit.get("close", ()))})
        for visit in table.pop("visit", [])
    ]
    messages = [MessagePlan(**_strip(message)) for message in table.pop("message", [])]
    return CasePlan(told_in=told_in, visits=tuple(visits), messages=tuple(messages), **table)


def _strip(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: v.strip() if isinstance(v, str) else v for name, v in table.items()}


def _answer(value: object, sent: int) -> str | list[str]:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [str(choice) for choice in value]
    if isinstance(value, dict) and "in_hours" in value:
        return _moment(sent + int(value["in_hours"] * HOUR)).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, dict) and "in_days" in value:
        return _moment(sent + int(value["in_days"] * DAY)).date().isoformat()
    raise ValueError("an answer is a text, a list, or a date counted from the sending")


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

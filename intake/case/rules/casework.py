"""The one table of how casework goes: statuses and moves, reasons, purposes, who needs a second.

It is data, ``casework.toml``; the log's closed lists bound it, and it is checked when it is read.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from intake.clock import HOUR, full_hour
from intake.crypto.case.bodies import LEVELS
from intake.log import codes

ENDED = {"level", "aside", "close", "release"}  # Proposals that leave nothing behind when they go.


@dataclass(frozen=True)
class Move:
    """A status that a case may come to now, and the reasons that fit."""

    to: str
    reasons: Sequence[str]


@dataclass(frozen=True)
class Second:
    """When an act waits for a second person."""

    levels: Sequence[str]
    hours: int  # at least; until the full hour after that


@dataclass(frozen=True)
class Casework:
    """The table as it was read."""

    purposes: Sequence[str]
    moves: Mapping[str, Sequence[str]]  # status to statuses
    reasons: Mapping[str, Sequence[str]]  # status to why a case comes to it
    recipients: Sequence[str]  # who gets a copy of the sealed files
    dispositions: Sequence[str]  # what came of a case
    acts: Mapping[str, Sequence[str]]  # act to why it is done; ``back``: brought back from aside
    pause_level: Mapping[str, str]  # reason for a pause to the level that comes before it
    contact: Mapping[str, Sequence[str]]  # ``via`` and ``outcome`` of trying to reach somebody
    grant_hours: int  # how long at most a supervisor may read to be the second person
    export_hours: int  # how long at least an export waits, and may be taken once agreed to
    second: Mapping[str, Second]  # act to when it needs two people
    ends: Mapping[str, Sequence[str]]  # what was done to what no longer waits for a second

    def moves_from(self, status: str) -> list[Move]:
        """Return where a case of this status may go, in the order to offer."""
        return [Move(to, self.reasons[to]) for to in self.moves[status]]

    def allows(self, status: str, to: str, reason: str) -> bool:
        """Tell whether a case may go from a status to another for this reason."""
        return any(move.to == to and reason in move.reasons for move in self.moves_from(status))

    def needs_second(self, act: str, level: int) -> bool:
        """Tell whether an act on a case of this level, a place in LEVELS, waits for a second."""
        return LEVELS[level] in self.second[act].levels

    def must_rise(self, reason: str, level: int) -> bool:
        """Tell whether a case of this level, a place in LEVELS, is raised before this pause."""
        least = self.pause_level.get(reason)
        return least is not None and level > LEVELS.index(least)

    def lapses_at(self, act: str, now: int) -> int:
        """Return the full hour, Unix seconds, at which what is proposed now is over."""
        return full_hour(now + self.second[act].hours * HOUR)


@cache
def casework() -> Casework:
    """Return the table.

    Raises:
        ValueError: It contradicts itself or the closed lists of the log.
    """
    text = files("intake.case.rules").joinpath("casework.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    second = {act: Second(**when) for act, when in read.pop("second").items()}
    table = Casework(**read, second=second)
    _check(table)
    return table


@cache
def casework_words() -> Mapping[str, str]:
    """Return what the desk calls the codes of the table in English: ``area.code`` to words."""
    text = files("intake.case.rules").joinpath("casework.en.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return {
        f"{area}.{code}": words for area, those in read.items() for code, words in those.items()
    }


def _check(table: Casework) -> None:
    _check_statuses(table)
    if not {act for acts in table.ends.values() for act in acts} <= ENDED:
        raise ValueError("casework.toml: ends: more hangs on a proposal than the row of it")
    if not set(table.pause_level) <= set(table.acts["pause"]):
        raise ValueError("casework.toml: pause_level: every reason is one for a pause")
    if not set(table.pause_level.values()) <= set(LEVELS):
        raise ValueError("casework.toml: pause_level: no such level")
    of_log = {
        "acts": (*table.acts.values(), codes.ACT_REASONS),
        "recipients": (table.recipients, codes.RECIPIENTS),
        "dispositions": (table.dispositions, codes.DISPOSITIONS),
        "contact.via": (table.contact["via"], codes.CONTACT_WAYS),
        "contact.outcome": (table.contact["outcome"], codes.CONTACT_OUTCOMES),
    }
    for name, (*lists, words) in of_log.items():
        if {word for each in lists for word in each} != words:
            raise ValueError(f"casework.toml: {name}: the words are those of the log, each used")


def _check_statuses(table: Casework) -> None:
    reached = {to for targets in table.moves.values() for to in targets}
    if not reached <= set(table.moves) or reached != set(table.reasons):
        raise ValueError("casework.toml: every status that is reached has its moves and reasons")
    if not {why for reasons in table.reasons.values() for why in reasons} <= codes.STATUS_REASONS:
        raise ValueError("casework.toml: the reasons of a status are words of the log")
    if not set(table.purposes) <= codes.PURPOSES:
        raise ValueError("casework.toml: the purposes are words of the log")

"""One entry of a log as the rules of the audit see it (docs/spec/audit.md, 1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from intake.log.events import Log
from intake.log.leaf import parse_leaf
from intake.verify.detail_lines import Line, parse_detail


class Told(StrEnum):
    """What there is of the details that an entry commits to."""

    NOTHING = "nothing"  # It commits to none.
    HELD = "held"  # They are there, and are what it commits to.
    OTHER = "other"  # Something is there that it does not commit to, or not of the closed form.
    GONE = "gone"  # They are not there.
    WITHHELD = "withheld"  # No details of this log were given to whoever reads it.


@dataclass(frozen=True, slots=True)
class Record:
    """One entry."""

    log: Log
    index: int
    time: int  # Unix seconds; in the intake log a day's beginning.
    event: str  # A name of docs/spec/log.md, 3.
    actor: str = "system"  # Pseudonym, "system" or "none".
    outcome: str = "ok"  # "ok", "deny" or "error".
    facts: Mapping[str, str] = field(default_factory=dict)
    detail: Mapping[str, object] | None = None  # Only where `told` is HELD.
    commitment: str | None = None  # base64url of 32 bytes
    told: Told = Told.NOTHING

    @property
    def committed(self) -> bool:
        """Tell whether the entry commits to details."""
        return self.commitment is not None

    @property
    def is_done(self) -> bool:
        """Tell whether what the entry tells of came about: it was not refused and did not fail."""
        return self.outcome == "ok"

    @property
    def is_by_person(self) -> bool:
        """Tell whether somebody with an account did it."""
        return self.actor not in {"system", "none"}

    @property
    def ref(self) -> str:
        """Return the log's name of the case it is about, or nothing."""
        return self.text("log_ref")

    def text(self, name: str) -> str:
        """Return what the detail says under a name, or nothing if that is no text."""
        value = (self.detail or {}).get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int | None:
        """Return the integer in the detail under a name, or None."""
        value = (self.detail or {}).get(name)
        return value if type(value) is int else None

    def texts(self, name: str) -> list[str]:
        """Return the texts in the detail under a name: one, or the members of a list."""
        value = (self.detail or {}).get(name)
        members = value if isinstance(value, list) else [value]
        return [each for each in members if isinstance(each, str)]

    def numbers(self, name: str) -> list[int]:
        """Return the integers in the detail under a name: one, or the members of a list."""
        value = (self.detail or {}).get(name)
        members = value if isinstance(value, list) else [value]
        return [each for each in members if type(each) is int]


def read_record(
    log: Log, index: int, leaf: bytes, line: Line | None, *, is_given: bool = True
) -> Record:
    """Make a record of the bytes of an entry and the line of its details.

    Args:
        log: Which log.
        index: Of the entry.
        leaf: As stored.
        line: Its details (``detail_lines.parse_line``; a server makes one of salt and detail), or
            None if there are none.
        is_given: Whether details of this log were given at all; if not, none is missing.

    Raises:
        LeafError: The entry is not of the closed form.
    """
    entry = parse_leaf(log, leaf)
    told, detail = _hold_against(entry.commitment, line, is_given=is_given)
    return Record(
        log,
        index,
        entry.t,
        str(entry.event),
        entry.actor or "system",
        entry.outcome or "ok",
        entry.facts,
        detail,
        entry.commitment,
        told,
    )


def _hold_against(
    commitment: str | None, line: Line | None, *, is_given: bool
) -> tuple[Told, Mapping[str, object] | None]:
    if commitment is None:
        return Told.NOTHING, None
    if line is None:
        return (Told.GONE if is_given else Told.WITHHELD), None
    if line.commitment != commitment:
        return Told.OTHER, None
    detail = parse_detail(line.detail)
    return (Told.OTHER, None) if detail is None else (Told.HELD, detail)

"""The table of what each kind of arrival may take, ``shares.toml``, as it is read once."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any

MEGABYTE = 1_000_000


class Kind(StrEnum):
    """What arrives: an emergency, as its envelope claims, or else a message or a new report."""

    EMERGENCY = "emergency"
    MESSAGE = "message"
    REPORT = "report"


@dataclass(frozen=True)
class Limits:
    """A row of the table; its head says what each is."""

    places: int
    line: int
    burst: int
    a_minute: int
    reserve_mb: int
    retry_after: int  # seconds


class Storage(StrEnum):
    """How it stands with the room on the disk."""

    OK = "ok"
    LOW = "low"  # The operator is told.
    FULL = "full"  # Reports are refused, emergencies not yet.


_TABLE: Mapping[str, Any] = tomllib.loads(
    files(__package__).joinpath("shares.toml").read_text(encoding="utf-8")
)
LIMITS: Mapping[Kind, Limits] = {kind: Limits(**_TABLE[kind]) for kind in Kind}
EARLY_MB: int = _TABLE["room"]["early_mb"]
FULL_RETRY_AFTER: int = _TABLE["room"]["retry_after"]
CLAIMED_SEALED: str = _TABLE["claims"]["sealed"]
CLAIMED_PLAIN: Sequence[str] = _TABLE["claims"]["plain"]


def how_full(left: int) -> Storage:
    """Return how it stands with that many bytes left."""
    if left < LIMITS[Kind.REPORT].reserve_mb * MEGABYTE:
        return Storage.FULL
    return Storage.LOW if left < EARLY_MB * MEGABYTE else Storage.OK


def kind_of_level(level: str, usual: Kind) -> Kind:
    """Return what a report or a message, its usual kind, counts as that claims a level."""
    return Kind.EMERGENCY if level == Kind.EMERGENCY else usual


def describe_storage(left: int) -> dict[str, object]:
    """Return how it stands with that many bytes left, in megabytes, and what is refused when."""
    return {
        "state": how_full(left),
        "left_mb": left // MEGABYTE,
        "reports_mb": LIMITS[Kind.REPORT].reserve_mb,
        "emergencies_mb": LIMITS[Kind.EMERGENCY].reserve_mb,
    }

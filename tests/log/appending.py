"""Appends an entry with every part chosen freely, as no act can: to test the writer below it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from intake.clock import DAY
from intake.log import writing
from intake.log.events import Event, Log
from intake.log.leaf import Leaf


def append(
    session: Session,
    log: Log,
    event: Event,
    *,
    now: int,
    actor: str | None = None,
    outcome: str | None = None,
    facts: Mapping[str, str] | None = None,
    detail: Mapping[str, object] | None = None,
) -> int:
    """Return the index of the new entry."""
    salted = None if detail is None else writing.salt(detail)
    t = now - now % DAY if log is Log.INTAKE else now
    leaf = Leaf(event, t, actor, salted.commitment if salted else None, outcome, facts or {})
    return writing.append(session, log, [writing.encode(log, leaf)], salted)

"""What the first page says of incidents: who reviewed them, of which cases, up to which entry."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from intake.audit.tables.entries import read_entry
from intake.audit.tables.seen import read_seen
from intake.clock import DAY, HOUR
from intake.log.events import Log
from intake.verify.rules import Incident
from intake.verify.rules.known.reviews import Reviews

END = 2**53
LATE = {Log.ACCESS: HOUR, Log.INTAKE: 2 * DAY}  # Seconds; the intake log is of yesterday.


class Reviewed(NamedTuple):
    """One review of an incident, as the page tells it."""

    who: str
    time: int  # Unix seconds.
    outcome: str  # A word of ``codes.REVIEW_OUTCOMES``.
    entry: int  # The first it left in the log.


def list_reviewed(
    incident: Incident, reviews: Reviews, name: Callable[[str], str]
) -> list[Reviewed]:
    """Return who reviewed something of an incident and what came of it, the newest last.

    One act of reviewing leaves an entry for each finding: it is told once.

    Args:
        incident: Of which.
        reviews: All there are.
        name: A pseudonym as it is to be read.
    """
    made: dict[tuple[str, int, str], int] = {}
    for finding in incident.findings:
        for each in reviews.of(finding):
            act = each.actor, each.time, each.outcome
            made[act] = min(made.get(act, each.index), each.index)
    told = [Reviewed(name(who), time, outcome, at) for (who, time, outcome), at in made.items()]
    return sorted(told, key=lambda each: each.entry)


class Spoken(NamedTuple):
    """Up to where the rules have read a log, when somebody looks."""

    found: int  # Entries of the access log.
    size: int  # That are signed.
    is_behind: bool  # In one of the logs: nobody can say that nothing is odd.


def find_spoken(db: Session, sizes: Mapping[Log, int], now: int) -> Spoken:
    """Return how far the findings go.

    They are behind once an entry that they do not speak of is older than ``LATE``; its time is read
    off the entry itself.

    Args:
        db: A reading session.
        sizes: Of the newest checkpoints.
        now: Unix seconds.
    """
    found = {log: read_seen(db, log).found_size for log in Log}
    waiting = {log: read_entry(db, log, found[log]) for log in Log if found[log] < sizes[log]}
    is_behind = any(
        each is None or each.leaf is None or each.leaf.t < now - LATE[log]
        for log, each in waiting.items()
    )
    return Spoken(found[Log.ACCESS], sizes[Log.ACCESS], is_behind)


def list_cases(incident: Incident) -> list[tuple[str, str]]:
    """Return the cases of which alone a finding tells, by reference, each with its entries.

    That is what one can ask who holds a case; entries are as people write them, with commas.
    """
    found: dict[str, set[int]] = {}
    for finding in incident.findings:
        if len(finding.refs) == 1:
            here = {entry.index for entry in finding.entries if entry.log is Log.ACCESS}
            found.setdefault(finding.refs[0], set()).update(here)
    return [(ref, ", ".join(map(str, sorted(indices)))) for ref, indices in found.items()]

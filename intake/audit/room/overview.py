"""Putting the first page together: what is kept of a checkpoint, and what only this person sees."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.inquiring.showing import count_answered, count_late
from intake.audit.naming.deciding import list_to_decide
from intake.audit.naming.showing import is_open
from intake.audit.naming.telling import policy_waits
from intake.audit.room.drawing import WAYS
from intake.case.inquiries.bounds import LATE
from intake.clock import DAY, HOUR, day_of
from intake.log.act import Act
from intake.log.events import Event, Log
from intake.roster.vouching import counts
from intake.store.models import AuditAsk, LogActor, LogIx
from intake.verify.speech import Count, fill
from intake.web.words.i18n import gettext as _
from intake.web.words.words import N_

PERIODS = (7, 30, 91)  # Days.
APART = 12 * HOUR  # Signing in so long after the last time begins another visit.
SIGNED_IN = 30  # Times in one visit that are looked through for its beginning.
VOUCHING = "/admin/vouching"


class Waiting(NamedTuple):
    """What waits for this auditor, of one kind."""

    text: str
    href: str
    n: int = 1  # So many things.
    late: str = ""


class AsOf(NamedTuple):
    """Of which moment the counts of the page are; a minute goes by until they are made again."""

    last: int | None  # The newest entry that is counted; None before the first.
    time: int  # Of that entry, Unix seconds.
    newer: int  # How many signed entries are not counted yet.


def list_waiting(act: Act, serious: int, visited: int | None) -> list[Waiting]:
    """Return what waits for who looks: serious findings, asks for names, a policy.

    Args:
        act: Who looks.
        serious: How many such incidents nobody has reviewed.
        visited: When they were here before, Unix seconds.
    """
    asks = list_to_decide(act)
    agreed = select(AuditAsk).where(AuditAsk.by == act.actor.id, AuditAsk.shown_at.is_(None))
    ready = [row for row in act.db.scalars(agreed) if is_open(row, act.now)]
    n = Count(serious)
    text = fill(N_("{n:serious incident|serious incidents} for you to review"), {"n": n})
    found = [Waiting(text, "#odd", n)] if serious else []
    if not counts(act.db, act.actor.id):
        text = _("Nobody has vouched for you yet: you see everything, and decide nothing")
        found.append(Waiting(text, VOUCHING))
    n = Count(len(asks))
    text = fill(N_("{n:ask for a name|asks for names} to decide about"), {"n": n})
    found += [Waiting(text, "/audit/names/", n)] if asks else []
    n = Count(len(ready))
    text = fill(N_("{n:answer|answers} to what you asked about names can be shown"), {"n": n})
    found += [Waiting(text, "/audit/names/", n)] if ready else []
    if policy_waits(act):
        text = _("A policy of witnesses waits for a second person")
        found.append(Waiting(text, "/admin/witnesses"))
    return found + _list_inquiries(act, visited)


def _list_inquiries(act: Act, visited: int | None) -> list[Waiting]:
    """Return what became of one's own questions to those who hold cases."""
    late, answered = count_late(act), count_answered(act, visited)
    told = fill(
        N_("{n:question|questions} of yours answered by who holds a case"), {"n": Count(answered)}
    )
    unanswered = fill(
        N_("{n:question|questions} of yours not answered in {days} days"),
        {"n": Count(late), "days": LATE // DAY},
    )
    found = [(told, answered), (unanswered, late)]
    return [Waiting(text, "/audit/inquiries/", n) for text, n in found if n]


def find_as_of(db: Session, counted: int, signed: int) -> AsOf:
    """Return of which moment the counts of a page are.

    Args:
        db: A reading session.
        counted: Entries of the access log that the page counts.
        signed: Entries that are signed by now.
    """
    newest = select(LogIx.t).where(LogIx.log == Log.ACCESS, LogIx.idx == counted - 1)
    time = db.scalar(newest)
    last = None if time is None else counted - 1
    return AsOf(last, time or 0, max(signed - counted, 0))


def find_begin(db: Session) -> int:
    """Return when the log of what staff did begins, Unix seconds; 0 where it holds nothing."""
    first = select(LogIx.t).where(LogIx.log == Log.ACCESS, LogIx.idx == 0)
    return db.scalar(first) or 0


def own_names(act: Act) -> set[str]:
    """Return every pseudonym of who looks."""
    mine = select(LogActor.pseudonym).where(LogActor.account_id == act.actor.id)
    return set(act.db.scalars(mine))


def last_visit(act: Act) -> int | None:
    """Return when this person last signed in before this visit, Unix seconds; None at the first.

    Who signs in again after a lock, or after lunch, is on the same visit.
    """
    own = sorted(idx for name in own_names(act) for idx in _signed_in(act.db, name))[-SIGNED_IN:]
    there = (LogIx.log == Log.ACCESS, LogIx.idx.in_(own))
    times = act.db.scalars(select(LogIx.t).where(*there).order_by(LogIx.idx.desc())).all()
    return next((before for after, before in pairwise(times) if after - before >= APART), None)


def _signed_in(db: Session, name: str) -> Iterable[int]:
    """Return the indices of the last times somebody signed in under a pseudonym.

    One pseudonym, and nothing but indices: else no engine takes the index that holds just these,
    and goes through every entry of the kind.
    """
    where = (LogIx.log == Log.ACCESS, LogIx.a == name, LogIx.e == Event.AUTH_OK)
    return db.scalars(select(LogIx.idx).where(*where).order_by(LogIx.idx.desc()).limit(SIGNED_IN))


def make_table(pairs: Sequence[Sequence[Any]]) -> list[dict[str, object]]:
    """Return a row for each person: how many cases, openings of each way, and which outside."""
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * (1 + len(WAYS)))
    outside: dict[str, list[str]] = defaultdict(list)
    for actor, ref, *numbers in pairs:
        rows[actor][0] += 1
        for at, n in enumerate(numbers[: len(WAYS)], start=1):
            rows[actor][at] += n
        if numbers[WAYS.index("outside")]:
            outside[actor].append(ref)
    return [
        {"actor": actor, "cases": cases, **dict(zip(WAYS, ways, strict=True)), "refs": refs}
        for actor, (cases, *ways) in sorted(rows.items())
        for refs in [outside[actor]]
    ]


def make_days(received: Sequence[Sequence[Any]]) -> list[dict[str, object]]:
    """Return a row for each day, the newest first, with a count of every event there was."""
    events = sorted({event for _, event, _ in received})
    days: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(events, 0))
    for day, event, n in received:
        days[day][event] += n
    return [{"day": day, "counts": days[day]} for day in sorted(days, reverse=True)]


def page_since(page: Mapping[str, Any]) -> int:
    """Return from when the page speaks, Unix seconds."""
    return int(page["since"]) * DAY


def list_periods(now: int, visited: int | None, shown: int) -> list[dict[str, object]]:
    """Return from when one can look: one's last visit, and some round numbers of days ago."""
    starts = [(0, visited)] if visited else []
    starts += [(days, now - days * DAY) for days in PERIODS]
    return [
        {"days": days, "day": day_of(time).isoformat(), "is_shown": time // DAY == shown // DAY}
        for days, time in starts
    ]

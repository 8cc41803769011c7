"""The numbers of answers about cases: opened, exported, kept away, answered, lowered, contacted."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from intake.audit.asking.asked import Asked
from intake.audit.asking.excluded import is_unsure, read_excluded
from intake.audit.asking.questions import Question
from intake.audit.asking.wording import list_counts, say_time
from intake.audit.reading.records import records_of
from intake.audit.views import told
from intake.clock import HOUR
from intake.crypto.case.bodies import LEVELS
from intake.log.events import Event
from intake.store.models import LogIx
from intake.verify.rules import Record
from intake.verify.speech import fill, say
from intake.web.words.words import N_

Numbers = Mapping[str, object]
FIRST_ACTS = (Event.CASE_ASSIGN, Event.CASE_ONIT, Event.CASE_MESSAGE, Event.CASE_CONTACT)
"""What answers an emergency: taking it, being on it, answering, trying to reach somebody."""


def opened(asked: Asked, _: Question) -> Numbers:
    """Count openings, and tell of the newest."""
    is_opening = (LogIx.e == Event.REPORT_OPEN, LogIx.o == "ok")
    found = {"when": "", "purpose": "", "newest": 0, **asked.count(*is_opening)}
    newest = select(LogIx.idx).where(*asked.condition(), *is_opening).order_by(LogIx.idx.desc())
    for index in asked.db.scalars(newest.limit(1)):
        for each in records_of(asked.db, Event.REPORT_OPEN, within=range(index, index + 1)):
            why = told(each.text("purpose"), "purpose") or say(N_("no purpose that is still there"))
            found |= {"when": say_time(each.time), "purpose": why, "newest": str(index)}
    return found


def outside(asked: Asked, _: Question) -> Numbers:
    """Count openings past those who held the case."""
    total = asked.count(LogIx.way.is_not(None))["n"]
    return {**asked.count(LogIx.way == "outside"), "total": total}


def exported(asked: Asked, _: Question) -> Numbers:
    """Count exports by who gets them, and those that a second person agreed to."""
    done = asked.count(LogIx.e == Event.EVIDENCE_EXPORT, LogIx.o == "ok")
    records = asked.records(Event.EVIDENCE_EXPORT)
    named = [
        told(each.text("recipient"), "recipient") or say(N_("nobody named")) for each in records
    ]
    recipients = Counter(fill(N_("for {whom}"), {"whom": each}) for each in named)
    agreed = sum(each.text("approver") not in {"", each.actor} for each in records)
    return {**done, "recipients": list_counts(recipients), "agreed": agreed}


def kept_away(asked: Asked, _: Question) -> Numbers:
    """Count what reached those whom a case is kept from, before and after that was said."""
    found = read_excluded(asked.db, asked.within.stop)
    return {
        "n": len({ref for ref, _ in found.since}),
        "before": len(found.before),
        "after": len(found.after),
        "released": len(found.released),
        "shown": len(found.shown),
        "ended": found.count_ended(asked.act.now),
        "unsure": sum(map(is_unsure, found.said)),
    }


def alarms(asked: Asked, _: Question) -> Numbers:
    """Say within how many hours emergencies were answered, at most; no finer is known."""
    came = asked.records(Event.CASE_ALARM)
    hours = [_hours_until_act(asked, each) for each in came]
    acted = [each for each in hours if each is not None]
    return {
        "n": len(came),
        "acted": len(acted),
        "slowest": max(acted, default=0),
        "open": len(came) - len(acted),
    }


def _hours_until_act(asked: Asked, alarm: Record) -> int | None:
    """Return the most hours that can have gone by before somebody acted; None if nobody did.

    It came within the hour before ``hour``: what was done in that hour counts as within one hour.
    """
    hour = alarm.number("hour") or alarm.time
    about = (LogIx.ref == alarm.ref, LogIx.e.in_(FIRST_ACTS), LogIx.t >= hour - HOUR)
    is_done = LogIx.o.is_distinct_from("deny")
    query = select(LogIx.t).where(*asked.condition(), *about, is_done)
    acted = asked.db.scalar(query.order_by(LogIx.idx).limit(1))
    return None if acted is None else max(0, -(-(acted - hour) // HOUR)) + 1


def lowered(asked: Asked, _: Question) -> Numbers:
    """Count changes of level, and of those to a less urgent one how many two people made."""
    changes = asked.records(Event.CASE_LEVEL)
    down = [each for each in changes if 0 <= _place(each, "from") < _place(each, "to")]
    agreed = sum(bool(each.text("approver")) for each in down)
    return {"n": len(changes), "lowered": len(down), "agreed": agreed}


def _place(record: Record, name: str) -> int:
    level = record.text(name)
    return LEVELS.index(level) if level in LEVELS else -1


def contacts(asked: Asked, _: Question) -> Numbers:
    """Count tries to reach reporters, and those by a way that was not agreed."""
    tries = asked.records(Event.CASE_CONTACT)
    disagreed = sum((each.detail or {}).get("agreed") is False for each in tries)
    return {"n": len(tries), "cases": len({each.ref for each in tries}), "disagreed": disagreed}

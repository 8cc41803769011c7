"""The lamp of the first page: what this machine knows of a log (``intake.verify.lamp``)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.reading.reasons import say_reason
from intake.audit.reading.records import records_of
from intake.audit.room.drawing import call
from intake.audit.room.odd import list_findings
from intake.audit.verdict import LogStanding
from intake.clock import DAY
from intake.log.act import Act
from intake.log.codes import EVENT_WORDS
from intake.log.events import Event, Log
from intake.log.witnesses.asking import Problem, witness_id
from intake.log.witnesses.keeping import find_vouched
from intake.log.witnesses.standing import standing_policy
from intake.store.models import WitnessAsked
from intake.verify.lamp import Break, Broken, Colour, Lamp, Seen, Vouched, judge
from intake.verify.rules import Finding
from intake.verify.rules.saying import say
from intake.web.words.i18n import gettext as _

GONE = "detail-missing"  # The rule.
BROKEN = ("chain", GONE, "stored", "silent")  # Rules of a log that was not whole.
MOST = 5  # Times that are listed.


class Before(NamedTuple):
    """When the log was not whole, as far as an entry or a rule still says so."""

    time: int  # Unix seconds.
    words: str
    href: str


def list_before(db: Session) -> list[Before]:
    """Return when something was not whole, reviewed or not, the newest first."""
    found = [_before(each) for rule in BROKEN for each in list_findings(db, rule=rule)]
    for each in records_of(db, Event.SYS_LAMP):
        words = _(EVENT_WORDS[Event.SYS_LAMP])
        found.append(Before(each.time, words, f"/audit/{Log.ACCESS}/{each.index}"))
    return sorted(found, key=lambda each: each.time, reverse=True)[:MOST]


def note_red(act: Act, lamps: Mapping[Log, Lamp]) -> None:
    """Log that a lamp is red, once a day for each reason: the cause may be gone tomorrow."""
    told = {
        (each.text("log"), each.text("reason"))
        for each in records_of(act.db, Event.SYS_LAMP)
        if each.time > act.now - DAY
    }
    for log, lamp in lamps.items():
        for code in sorted({each.code for each in lamp.reasons if lamp.colour is Colour.RED}):
            if (log, code) not in told:
                detail = {"log": str(log), "reason": code}
                act.log(Event.SYS_LAMP, outcome="error", detail=detail)


def _before(finding: Finding) -> Before:
    newest = finding.entries[-1]
    words = say([finding], lambda actor: call(actor, {}))
    return Before(finding.newest, words, f"/audit/{newest.log}/{newest.index}")


def find_worst(lamps: Mapping[Log, Lamp]) -> Lamp:
    """Return the lamp to show: any that contradicts, or cannot tell; else the access log's.

    What reporters did is signed outside once a day at most, so by itself it is never fresher.
    """
    broken = [each for each in lamps.values() if each.colour is Colour.RED]
    blind = [each for each in lamps.values() if each.colour is Colour.GREY]
    return (broken or blind or [lamps[Log.ACCESS]])[0]


def find_lamp(
    db: Session, log: Log, verdict: LogStanding, findings: Sequence[Finding], now: int
) -> Lamp:
    """Return the lamp of a log, one colour and its reasons.

    Args:
        db: A reading session.
        log: Which log.
        verdict: What was checked of it just now.
        findings: Details that are gone, whenever, reviewed or not: a review mends nothing.
        now: Unix seconds.
    """
    policy = standing_policy(db)
    vouched = find_vouched(db, log, policy)
    seen = Seen(
        now=now,
        size=verdict.size,
        quorum=policy.quorum,
        vouched=Vouched(vouched.size, vouched.time, ", ".join(vouched.names)) if vouched else None,
        whole_at=verdict.full_at,
        broken=tuple(_broken(db, log, verdict, findings)),
    )
    return judge(seen)


def _broken(
    db: Session, log: Log, verdict: LogStanding, findings: Sequence[Finding]
) -> Iterator[Broken]:
    if not verdict.holds:
        yield Broken(Break.FOUND, who=say_reason(verdict.reason))
    named = {witness_id(each): each.name for each in standing_policy(db).witnesses}
    refused = (WitnessAsked.log == log, WitnessAsked.problem == Problem.REFUSED)
    for witness in db.scalars(select(WitnessAsked.witness).where(*refused)):
        if witness in named:
            yield Broken(Break.WITNESS_REFUSED, who=named[witness])
    for finding in findings:
        if finding.rule == GONE:
            at = next((entry.index for entry in finding.entries if entry.log is log), None)
            if at is not None:
                yield Broken(Break.DETAIL_GONE, at)

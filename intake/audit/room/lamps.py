"""The lamp of the first page: what this machine knows of a log (``intake.verify.lamp``)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.found.findings import list_findings
from intake.audit.heads import Head
from intake.audit.reading.reasons import say_reason
from intake.audit.reading.records import records_of
from intake.audit.reading.visits import newest_visit
from intake.audit.room.drawing import call
from intake.audit.room.overview import own_names
from intake.audit.verdict import LogStanding
from intake.clock import DAY
from intake.log.act import Act
from intake.log.codes import EVENT_WORDS
from intake.log.events import Event, Log
from intake.log.proofs import Head as Tree
from intake.log.proofs import is_same_log
from intake.log.witnesses.asking import Problem, witness_id
from intake.log.witnesses.standing import standing_policy
from intake.log.witnesses.vouching import find_vouched, list_contradicted
from intake.store.models import WitnessAsked
from intake.verify.lamp import Break, Broken, Colour, Lamp, Reason, Seen, Vouched, judge
from intake.verify.rules import Finding
from intake.verify.rules.saying import say
from intake.web.words.i18n import gettext as _

GONE = "detail-missing"  # The rule.
BROKEN = ("chain", GONE, "stored", "silent")  # Rules of a log that was not whole.
MOST = 5  # Times that are listed.
GRAVEST = (Colour.RED, Colour.GREY, Colour.AMBER, Colour.GREEN)


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


def find_worst(lamps: Mapping[Log, Lamp]) -> tuple[Log, Lamp]:
    """Return the lamp to show and whose it is: the gravest, of alike ones the access log's."""
    return min(lamps.items(), key=lambda item: (GRAVEST.index(item[1].colour), item[0]))


def find_lamp(
    act: Act, log: Log, head: Head, verdict: LogStanding, findings: Sequence[Finding]
) -> Lamp:
    """Return the lamp of a log, one colour and its reasons.

    Args:
        act: Of who looks, in a reading session.
        log: Which log.
        head: Its newest checkpoint.
        verdict: What was checked of it just now.
        findings: Details that are gone, whenever, reviewed or not: a review mends nothing.
    """
    broken = tuple(_broken(act, log, verdict, findings))
    if log is Log.INTAKE and not (verdict.size or broken or verdict.blind):
        return Lamp(Colour.GREEN, (Reason("empty", _("Nothing of it is published yet.")),))
    policy = standing_policy(act.db)
    vouched = find_vouched(act.db, log, policy)
    seen = Seen(
        now=act.now,
        size=verdict.size,
        quorum=policy.quorum,
        vouched=Vouched(vouched.size, vouched.time, ", ".join(vouched.names)) if vouched else None,
        whole_at=verdict.full_at,
        unsigned_since=head.unsigned_since,
        broken=broken,
        blind=verdict.blind,
        grace=DAY if log is Log.INTAKE else 0,  # It is published once a day.
    )
    return judge(seen)


def _broken(
    act: Act, log: Log, verdict: LogStanding, findings: Sequence[Finding]
) -> Iterator[Broken]:
    if not verdict.holds:
        yield Broken(Break.FOUND, who=say_reason(verdict.reason))
    else:  # What is stored leads to the newest checkpoint, and so can be led from it.
        yield from _list_contradicted(act, log, Tree(verdict.size, verdict.root))
    named = {witness_id(each): each.name for each in standing_policy(act.db).witnesses}
    refused = (WitnessAsked.log == log, WitnessAsked.problem == Problem.REFUSED)
    for witness in act.db.scalars(select(WitnessAsked.witness).where(*refused)):
        if witness in named:
            yield Broken(Break.WITNESS_REFUSED, who=named[witness])
    for finding in findings:
        if finding.rule == GONE:
            at = next((entry.index for entry in finding.entries if entry.log is log), None)
            if at is not None:
                yield Broken(Break.DETAIL_GONE, at)


def _list_contradicted(act: Act, log: Log, tree: Tree) -> Iterator[Broken]:
    """Yield what others signed and this log does not begin with: witnesses, one's own copy."""
    for size in list_contradicted(act.db, log, tree):
        yield Broken(Break.NOT_EXTENDED, size)
    visit = newest_visit(act.db, own_names(act), log)
    if visit and not is_same_log(act.db, log, visit.signed, tree):
        yield Broken(Break.COPY_DIFFERS, visit.signed.size)

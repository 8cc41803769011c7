"""The lamp of the first page: what this machine knows of a log (``intake.verify.lamp``)."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.verdict import LogStanding
from intake.log.events import Log
from intake.log.witnesses.asking import Problem
from intake.log.witnesses.keeping import find_vouched
from intake.log.witnesses.standing import standing_policy
from intake.store.models import WitnessAsked
from intake.verify.lamp import Break, Broken, Lamp, Seen, Vouched, judge
from intake.verify.rules import Incident

GONE = "detail-missing"  # The rule.


def find_lamp(
    db: Session, log: Log, verdict: LogStanding, incidents: Sequence[Incident], now: int
) -> Lamp:
    """Return the lamp of a log, one colour and its reasons.

    Args:
        db: A reading session.
        log: Which log.
        verdict: What was checked of it just now.
        incidents: Those that nobody has reviewed.
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
        broken=tuple(_broken(db, log, verdict, incidents)),
    )
    return judge(seen)


def _broken(
    db: Session, log: Log, verdict: LogStanding, incidents: Sequence[Incident]
) -> Iterator[Broken]:
    if not verdict.holds:
        yield Broken(Break.FOUND, who=verdict.reason)
    refused = select(WitnessAsked.witness).where(
        WitnessAsked.log == log, WitnessAsked.problem == Problem.REFUSED
    )
    for witness in db.scalars(refused):
        yield Broken(Break.WITNESS_REFUSED, who=f"a witness ({witness[:8]})")
    for finding in (each for incident in incidents for each in incident.findings):
        if finding.rule == GONE:
            at = next((entry.index for entry in finding.entries if entry.log is log), None)
            if at is not None:
                yield Broken(Break.DETAIL_GONE, at)

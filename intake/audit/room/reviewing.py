"""Marking findings as reviewed: an entry for each, which covers exactly the entries it had then.

Nobody reviews what is about themselves, under this quarter's name or an earlier one: what is about
an auditor is for another one, and where there is one auditor only, for supervisors. To them nothing
else is shown, and of nothing else is it said that it is there.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.audit.found.findings import list_findings, read_reviews
from intake.errors import Conflict, NotFound, Refused
from intake.log.act import Act
from intake.log.codes import CODE_WORDS, REVIEW_OUTCOMES
from intake.log.events import Event, Log
from intake.roster.vouching import require_counted
from intake.store.models import Account, LogActor
from intake.verify.rules import Finding, Incident
from intake.verify.rules.known.reviews import AUDITOR, Reviews
from intake.web.words.i18n import gettext as _


def outcome_words() -> dict[str, str]:
    """Return what can come of a review, in words by code."""
    return {code: _(CODE_WORDS["outcome"][code]) for code in sorted(REVIEW_OUTCOMES)}


def review(act: Act, ids: Sequence[str], seen: int, outcome: str) -> None:
    """Log what somebody looked at, and what came of it.

    Args:
        act: An auditor's, or of a supervisor.
        ids: Of the findings of one incident.
        seen: How many entries they had together on the page that was read.
        outcome: A word of ``codes.REVIEW_OUTCOMES``.

    Raises:
        NotFound: ``finding``: the rules find no such thing, or no longer.
        Conflict: ``more_found``: there are more entries in it by now, or it was reviewed.
        Refused: ``outcome``; ``yourself``; ``not_vouched``.
    """
    if outcome not in REVIEW_OUTCOMES:
        raise Refused("outcome")
    require_counted(act)
    reviews = read_reviews(act.db)
    findings = [each for each in list_findings(act.db) if each.id in ids]
    if len(findings) != len(set(ids)):
        raise NotFound("finding")
    if count_entries(findings) != seen or all(reviews.covers(each) for each in findings):
        raise Conflict("more_found")
    for each in findings:
        _require_other(act, each)
    for each in findings:
        _log(act, each, outcome)


def count_entries(findings: Sequence[Finding]) -> int:
    """Return how many entries findings have together."""
    return len({place for each in findings for place in each.indices})


def _require_other(act: Act, finding: Finding) -> None:
    whose = _find_account(act.db, finding.actor)
    if whose is not None and whose.id == act.actor.id:
        raise Refused("yourself")
    if act.actor.role != AUDITOR and not is_for_supervisors(act.db, finding):
        raise NotFound("finding")


def is_for_supervisors(db: Session, finding: Finding) -> bool:
    """Tell whether a finding is about the one auditor there is."""
    about = _find_account(db, finding.actor)
    here = (Account.role == AUDITOR, Account.disabled.is_(False))
    count = db.scalar(select(func.count()).select_from(Account).where(*here))
    is_auditor = about is not None and about.role == AUDITOR and not about.disabled
    return is_auditor and count == 1


def list_for(incident: Incident, own: Collection[str], reviews: Reviews) -> list[Finding]:
    """Return what somebody may review of an incident and nobody has: none is about themselves.

    Args:
        incident: Which.
        own: Every pseudonym of theirs.
        reviews: All there are.
    """
    others = [each for each in incident.findings if each.actor not in own]
    return [] if all(reviews.covers(each) for each in others) else others


def _find_account(db: Session, pseudonym: str | None) -> Account | None:
    whose = select(LogActor.account_id).where(LogActor.pseudonym == pseudonym)
    return db.scalar(select(Account).where(Account.id.in_(whose)))


def _log(act: Act, finding: Finding, outcome: str) -> None:
    indices: dict[Log, list[int]] = defaultdict(list)
    for log, index in finding.indices:
        indices[log].append(index)
    for log, places in indices.items():
        detail = {
            "finding": finding.id,
            "rule": finding.rule,
            "version": finding.version,
            "log": str(log),
            "indices": places,
            "outcome": outcome,
        }
        act.log(Event.AUDIT_REVIEW, detail=detail)

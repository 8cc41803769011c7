"""What the rules found about the only auditor: it waits for supervisors, and only they are told."""

from collections.abc import Sequence

from sqlalchemy import select

from intake.audit.found.findings import list_about, read_reviews
from intake.log.act import Act
from intake.store.models import Account, LogActor
from intake.verify.rules import Incident, gather
from intake.verify.rules.known.reviews import AUDITOR, SUPERVISOR


def list_about_auditor(act: Act) -> Sequence[Incident]:
    """Return the incidents that who acts is asked to review; none to anybody but a supervisor.

    Of an incident that is also about others they are shown what is about the auditor, and no more.
    """
    if act.actor.role != SUPERVISOR:
        return []
    findings = list_about(act.db, _only_auditor(act))
    if not findings:
        return []  # As on most pages of most days: no review is read.
    incidents = gather(findings, read_reviews(act.db))
    return [each for each in incidents if not each.is_reviewed]


def _only_auditor(act: Act) -> list[str]:
    """Return the pseudonyms of the one auditor there is; none where there are more, or none."""
    here = (Account.role == AUDITOR, Account.disabled.is_(False))
    ids = act.db.scalars(select(Account.id).where(*here)).all()
    names = select(LogActor.pseudonym).where(LogActor.account_id.in_(ids))
    return list(act.db.scalars(names)) if len(ids) == 1 else []

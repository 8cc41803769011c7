"""What exports tell people elsewhere: that one waits for them, or that theirs was agreed to."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select

from intake.desk.exporting.asking import list_exports
from intake.desk.exporting.seconds import list_seconds
from intake.log.act import Act
from intake.roster.members import find_members
from intake.store.models import Case, ExportAsk


class ExportsTold(NamedTuple):
    """How many exports wait for somebody, and how many of theirs they can take out now."""

    waiting: int = 0
    agreed: int = 0


def tell_exports(act: Act) -> ExportsTold:
    """Return what there is to tell a member of the desk."""
    waiting = agreed = 0
    for row in list_exports(act):
        seconds = list_seconds(act, act.db.get_one(Case, row.case_id), row.by)
        waiting += row.approver is None and act.actor.id in seconds
        agreed += row.by == act.actor.id and row.approver in seconds
    return ExportsTold(waiting, agreed)


def list_owed(act: Act) -> Iterator[tuple[ExportAsk, str]]:
    """Return every export that waits, with each account id of who could agree to it."""
    waiting = select(ExportAsk).where(ExportAsk.approver.is_(None), ExportAsk.expires_at > act.now)
    there = find_members(act.db)
    for row in act.db.scalars(waiting.order_by(ExportAsk.idx)).all():
        if row.by in there:
            for account_id in sorted(list_seconds(act, act.db.get_one(Case, row.case_id), row.by)):
                yield row, account_id

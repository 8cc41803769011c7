"""Who can open a case, asked of many at once: ``permission.find_holder`` as conditions in SQL.

Reading follows the rows of key files: a person's own while they hold the case or are offered it, or
the desk's. The conditions name ``Case`` and stand in any query over it. A key file that a holder
made for the desk may be tried by triage at once, and counts when one of them has opened it.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, String, and_, cast, exists, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from intake.roster.members import Staff, find_staff
from intake.store.models import Account, Case, CasePerson, CaseProposal, KeyFileRow

Condition = ColumnElement[bool]
Text = ColumnElement[str] | InstrumentedAttribute[str]
SURE, UNCONFIRMED, BAD, NONE = range(4)
"""What is known of the desk's key file of a case (``Case.desk_key``): made by the reporter, or
opened by somebody of triage since; made by a holder and opened by nobody yet; found to open
nothing; not there."""
DESK = literal("desk:") + Case.desk + ":" + cast(Case.desk_epoch, String)  # As DeskHolder says.
_ACCOUNT = literal("account:") + Account.id  # As AccountHolder says.


def nobody_reads(staff: Staff) -> Condition:
    """Tell of a case whether nobody is left who can open it."""
    kept_away = exists(
        select(CasePerson.case_id)
        .where(
            CasePerson.case_id == Case.id, CasePerson.account_id == Account.id, CasePerson.excluded
        )
        .correlate(Case, Account)
    )
    desk = and_(Account.id.in_(staff.readers), _has_key(DESK), Case.desk_key == SURE)
    reads = or_(desk, _reads_own(Account.id, _ACCOUNT))
    is_there = Account.id.in_(staff.members)
    return ~exists(select(Account.id).where(is_there, reads, ~kept_away).correlate(Case))


def all_away(away: Collection[str]) -> Condition:
    """Tell of a case that was taken whether all who hold it are among these account ids."""
    return and_(Case.assignee.in_(away), or_(Case.cover.is_(None), Case.cover.in_(away)))


def is_readable(db: Session, case_id: str) -> bool:
    """Tell whether somebody is left who can open a case; true as well where there is none."""
    alone = select(nobody_reads(find_staff(db))).where(Case.id == case_id)
    return not db.scalar(alone)


def _reads_own(account: Text, holder: Text) -> Condition:
    offered = exists(
        select(CaseProposal.case_id)
        .where(CaseProposal.case_id == Case.id, CaseProposal.for_account == account)
        .correlate(Case, Account)
    )
    theirs = or_(Case.assignee == account, Case.cover == account, offered)
    return and_(theirs, _has_key(holder))


def _has_key(holder: Text) -> Condition:
    return exists(
        select(KeyFileRow.case_id)
        .where(
            KeyFileRow.case_id == Case.id,
            KeyFileRow.epoch == Case.epoch,
            KeyFileRow.holder == holder,
        )
        .correlate(Case, Account)
    )

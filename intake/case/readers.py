"""Who can open a case, asked of many at once: ``permission.find_holder`` as conditions in SQL.

Reading follows the rows of key files. The conditions name ``Case`` and stand in any query over it.
"""

from sqlalchemy import ColumnElement, String, and_, cast, exists, literal, or_, select
from sqlalchemy.orm import Session

from intake.crypto.case.holders import AccountHolder
from intake.roster.members import Staff, find_staff
from intake.store.models import Account, Case, CasePerson, KeyFileRow

_DESK = literal("desk:") + Case.desk + ":" + cast(Case.desk_epoch, String)  # As DeskHolder says.
_ACCOUNT = literal("account:") + Account.id  # As AccountHolder says.


def has_own_key(account_id: str) -> ColumnElement[bool]:
    """Tell of a case whether there is a key file for this person."""
    return _has_key(KeyFileRow.holder == str(AccountHolder(account_id)))


def has_desk_key() -> ColumnElement[bool]:
    """Tell of a case whether the desk's key file is still there."""
    return _has_key(KeyFileRow.holder == _DESK)


def nobody_reads(staff: Staff) -> ColumnElement[bool]:
    """Tell of a case whether nobody is left who can open it."""
    own = _has_key(KeyFileRow.holder == _ACCOUNT)
    desk = and_(Account.id.in_(staff.readers), has_desk_key())
    kept_away = exists().where(
        CasePerson.case_id == Case.id, CasePerson.account_id == Account.id, CasePerson.excluded
    )
    reader = exists(
        select(Account.id)
        .where(Account.id.in_(staff.members), ~kept_away, or_(own, desk))
        .correlate(Case)
    )
    return ~reader


def is_readable(db: Session, case_id: str) -> bool:
    """Tell whether somebody is left who can open a case; true as well where there is none."""
    alone = select(nobody_reads(find_staff(db))).where(Case.id == case_id)
    return not db.scalar(alone)


def _has_key(whose: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(KeyFileRow.case_id)
        .where(KeyFileRow.case_id == Case.id, KeyFileRow.epoch == Case.epoch, whose)
        .correlate(Case, Account)
    )

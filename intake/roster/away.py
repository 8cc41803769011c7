"""Members who say that they are away until a day; it ends by itself, and takes nothing from them.

Absence is for colleagues to see: it releases no key and locks nobody out. Whoever is away says so,
or a supervisor does for them; a reason is not asked.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.clock import day_of
from intake.config import Settings
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.errors import Conflict, NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.chain import current_roster
from intake.roster.members import lock_members
from intake.store.locks import KEYS_STAY
from intake.store.models import Account

MOST_DAYS = 90


def find_away(db: Session, today: date) -> Mapping[str, date]:
    """Return who is away today: account ids with the day on which each is there again."""
    query = select(Account.id, Account.away_until).where(Account.away_until > today)
    return {account: until for account, until in db.execute(query) if until is not None}


def be_away(act: Act, account_id: str, until: date | None) -> None:
    """Keep until when somebody is away, or that they are there again.

    Args:
        act: Theirs, or that of a supervisor of the roster.
        account_id: Of a member of the desk.
        until: The day on which they are there again, after today and at most 90 days ahead; None
            takes it back.

    Raises:
        Refused: ``not_supervisor``; ``until``.
        NotFound: ``account``.
        Conflict: ``not_away``: there is nothing to take back.
    """
    lock_members(act)
    account = _get_locked(act, account_id)
    today = day_of(act.now)
    if until is not None and not today < until <= today + timedelta(MOST_DAYS):
        raise Refused("until")
    if until is None and account.away_until is None:
        raise Conflict("not_away")
    account.away_until = until
    account.away_by = act.actor.id if until is not None else None
    detail = {"who": act.pseudonym_of(account.id), "to": "off"}
    if until is not None:
        detail |= {"to": "on", "day": until.isoformat()}
    act.log(Event.USER_AWAY, detail=detail)


def sweep(act: Act, _settings: Settings) -> None:
    """Forget absences whose day has come."""
    over = select(Account).where(Account.away_until <= day_of(act.now)).order_by(Account.id)
    found = act.db.scalars(over.with_for_update(key_share=True)).all()
    for account in found:
        account.away_until = account.away_by = None
    for account in found:
        detail = {"who": act.pseudonym_of(account.id), "to": "off", "reason": "expired"}
        act.log(Event.USER_AWAY, detail=detail)


def _get_locked(act: Act, account_id: str) -> Account:
    """Return the account of a member of the desk that this person may speak for.

    Whether there is an account is told to supervisors only.
    """
    if account_id != act.actor.id:
        _require_supervisor(act)
    account = act.db.get(Account, account_id, with_for_update=KEYS_STAY, populate_existing=True)
    if account is None or account.role not in DESK_ROLES:
        raise NotFound("account")
    return account


def _require_supervisor(act: Act) -> None:
    roster = current_roster(act.db)
    member = roster.find_member(act.actor.id) if roster else None
    if member is None or member.role != "supervisor":
        raise Refused("not_supervisor")

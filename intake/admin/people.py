"""The list of accounts, and disabling one."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.auth.acts import Act
from intake.auth.sessions import end_all
from intake.crypto.encoding import b64u
from intake.errors import NotFound, Refused
from intake.logevents import Event
from intake.models import Account, UnlockFile
from intake.roster import current_roster


def list_people(db: Session) -> list[dict[str, object]]:
    """Return every account with its public halves."""
    roster = current_roster(db)
    members = {member.account for member in roster.members} if roster else set()
    rows = db.scalars(select(Account).order_by(Account.username))
    return [_describe(row, member=row.id in members) for row in rows]


def _describe(row: Account, *, member: bool) -> dict[str, object]:
    return {
        "id": row.id,
        "username": row.username,
        "role": row.role,
        "triage": row.triage,
        "disabled": row.disabled,
        "enrolled_on": row.enrolled_on.isoformat(),
        "recipient": row.recipient,
        "verify_key": b64u(row.verify_key),
        "member": member,
    }


def disable(act: Act, account_id: str) -> Account:
    """End an account: its sessions and its sealed seed go at once; the entry is logged."""
    account = act.db.get(Account, account_id, with_for_update=True)
    if account is None:
        raise NotFound("account")
    if account.id == act.actor.id:
        raise Refused("yourself")
    account.disabled = True
    end_all(act.db, account.id)
    act.db.execute(delete(UnlockFile).where(UnlockFile.account_id == account.id))
    act.log(Event.USER_DISABLE, detail={"account": account.id})
    return account

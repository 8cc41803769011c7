"""The list of accounts, and disabling one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.admin.inviting import end_invitations_of
from intake.admin.suspending import is_overdue
from intake.crypto.encoding import b64u
from intake.errors import NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.chain import current_roster
from intake.roster.members import (
    count_signing,
    end_rights,
    find_readers,
    has_left,
    lock_members,
    require_a_reader,
    require_two,
)
from intake.roster.proposing import end_proposal_of
from intake.store.models import Account


def list_people(db: Session, now: int) -> list[dict[str, object]]:
    """Return every account with its public halves, and what is to be decided about it."""
    roster = current_roster(db)
    members = {member.account for member in roster.members} if roster else set()
    rows = db.scalars(select(Account).order_by(Account.username))
    return [
        _describe(row, member=row.id in members) | _describe_suspension(db, row, now)
        for row in rows
    ]


def _describe_suspension(db: Session, row: Account, now: int) -> dict[str, object]:
    """Say since when, in Unix seconds, and whether that is an alarm; a removal decides it."""
    if row.disabled or row.suspended_at is None or has_left(db, row.id):
        return {"suspended_at": None, "overdue": False}
    return {"suspended_at": row.suspended_at, "overdue": is_overdue(row, now)}


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
    """End an account: its sessions go at once and none begins again; the entry is logged.

    What they began ends with them: their invitations, and what they proposed for the roster. What a
    member signed for an auditor's key goes as well: nobody is to seal an answer to it any more.

    The sealed seed stays: it opens only with the passphrase, and cases that only this account
    holds would be lost with it.

    Raises:
        NotFound: ``account``.
        Refused: ``yourself``; ``last_triage``.
        Conflict: ``last_two``: fewer than two of the list could sign, and it cannot be undone.
    """
    lock_members(act)
    account = act.db.get(Account, account_id)
    if account is None:
        raise NotFound("account")
    if account.id == act.actor.id:
        raise Refused("yourself")
    readers, signing = find_readers(act.db), count_signing(act.db)
    account.disabled, account.vouch = True, None
    end_rights(act, [account.id])
    require_a_reader(act.db, readers)
    require_two(act.db, signing)
    end_invitations_of(act, account.id, "disabled")
    end_proposal_of(act, account.id)
    act.log(Event.USER_DISABLE, detail={"who": act.pseudonym_of(account.id)})
    return account

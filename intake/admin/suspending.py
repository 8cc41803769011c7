"""Suspending an account at once, and undoing it; whoever is suspended stays so until somebody acts.

One person may be wrong, or false: a suspension releases nothing, ends nothing for good, and can
never leave its maker as the only one who could undo it.
"""

from sqlalchemy import select

from intake.admin.inviting import end_invitations_of
from intake.clock import DAY
from intake.crypto.roster.roster import Roster
from intake.errors import Conflict, NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.chain import current_roster, find_leaving, require_not_leaving
from intake.roster.members import end_rights, find_readers, lock_members, require_a_reader
from intake.roster.proposing import end_proposal_of
from intake.store.locks import KEYS_STAY
from intake.store.models import Account

DECIDE_WITHIN = DAY  # seconds until a suspension that nobody decided is an alarm


def suspend(act: Act, account_id: str) -> Account:
    """Keep an account out from now on: its sessions end, and none begins; the entry is logged.

    What they began ends as when they are disabled: their invitations, and their proposal.

    Raises:
        Refused: ``may_not_suspend``; ``yourself``; ``last_triage``; ``nobody_else``: whoever
            suspends would be the only one left who could undo it; ``leaving``: their own removal
            waits, and suspending whoever proposed it would withdraw it.
        Conflict: ``not_active``: the account is suspended already, or over. A second suspension
            would put off the day on which the first one has to be decided.
    """
    lock_members(act)
    account = _get_locked(act, account_id)
    _require_power(act, over=account)
    if account.id == act.actor.id:
        raise Refused("yourself")
    if account.barred:
        raise Conflict("not_active")
    readers = find_readers(act.db)
    account.suspended_at = act.now
    end_rights(act, [account.id])
    require_a_reader(act.db, readers)
    if not _find_powerful(act) - {act.actor.id}:
        raise Refused("nobody_else")
    end_invitations_of(act, account.id, "suspended")
    end_proposal_of(act, account.id)
    act.log(Event.USER_SUSPEND, detail={"who": act.pseudonym_of(account.id)})
    return account


def resume(act: Act, account_id: str) -> Account:
    """Let somebody back in who was suspended; they sign in anew.

    Raises:
        Refused: ``may_not_suspend``.
        Conflict: ``not_suspended``.
    """
    lock_members(act)
    account = _get_locked(act, account_id)
    _require_power(act)
    if account.disabled or account.suspended_at is None:
        raise Conflict("not_suspended")
    account.suspended_at = None
    act.log(Event.USER_RESUME, detail={"who": act.pseudonym_of(account.id)})
    return account


def is_overdue(account: Account, now: int) -> bool:
    """Tell whether a suspension should have been undone, or followed by a removal, by now."""
    if account.disabled or account.suspended_at is None:
        return False
    return now >= account.suspended_at + DECIDE_WITHIN


def _get_locked(act: Act, account_id: str) -> Account:
    account = act.db.get(Account, account_id, with_for_update=KEYS_STAY, populate_existing=True)
    if account is None:
        raise NotFound("account")
    return account


def _require_power(act: Act, over: Account | None = None) -> None:
    """Refuse who is neither administrator nor, of the roster, in triage or a supervisor.

    Any member may suspend somebody whose removal waits for a second signature: whoever is asked for
    it need not leave them in while they think. An auditor is suspended by administrators only: the
    desk does not pause who watches it.
    """
    roster = current_roster(act.db)
    may = set[str]()
    if roster is not None:
        require_not_leaving(act.db, roster, act.actor.id)
        may = _powerful_members(roster)
        if over is not None and over.id in find_leaving(act.db, roster):
            may = {member.account for member in roster.members}
    is_of_desk = act.actor.id in may
    watches = over is not None and over.role == "auditor"
    if act.actor.role != "administrator" and (watches or not is_of_desk):
        raise Refused("may_not_suspend")


def _find_powerful(act: Act) -> set[str]:
    """Return who could undo a suspension now, account ids."""
    act.db.flush()
    roster = current_roster(act.db)
    of_desk = _powerful_members(roster) if roster else set[str]()
    can = Account.id.in_(of_desk) | (Account.role == "administrator")
    here = Account.disabled.is_(False), Account.suspended_at.is_(None)
    return set(act.db.scalars(select(Account.id).where(can, *here)))


def _powerful_members(roster: Roster) -> set[str]:
    return {
        member.account for member in roster.members if member.triage or member.role == "supervisor"
    }

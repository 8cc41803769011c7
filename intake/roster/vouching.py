"""Who counts as a second person where the watching is decided: names, reviews, witnesses.

An administrator can make accounts, and so could be both of two people. Hence a supervisor counts
while they stand in the desk's list, into which two of the desk let them; an auditor or an
administrator once somebody vouched for them, who is no hand of whoever invited them.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.errors import NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.chain import current_roster
from intake.roster.members import lock_members
from intake.roster.vouched_keys import keep_signature, lacks_signature, signs
from intake.store.models import Account

VOUCHED = ("auditor", "administrator")  # Roles that count once somebody vouched.


def counts(db: Session, account_id: str) -> bool:
    """Tell whether this account is a second person."""
    return account_id in _find_counted(db)


def require_counted(act: Act) -> None:
    """Refuse who does not count yet.

    Raises:
        Refused: ``not_vouched``.
    """
    if not counts(act.db, act.actor.id):
        raise Refused("not_vouched")


def find_seconds(db: Session, first: str, but: Collection[str] = ()) -> set[str]:
    """Return who may be the second person to an account.

    Those whose invitations lead to the same administrator only where nobody else is there. Who is
    suspended is there: else whoever may suspend could make room for their own.

    Args:
        db: Any session.
        first: Who asks or proposes.
        but: Others who may not.
    """
    those = _find_counted(db) - {first, *but}
    return {each for each in those if not are_one_hand(db, first, each)} or those


def are_one_hand(db: Session, one: str, other: str) -> bool:
    """Tell whether one of them invited the other, or both come from one administrator's account.

    Members of the desk are nobody's hand: two of them let each in. So is who was invited at the
    machine, as far as anybody can tell from here.
    """
    return bool(_list_chain(db, one) & _list_chain(db, other))


def may_vouch(act: Act) -> bool:
    """Tell whether this person counts, or reads what waits."""
    roster = current_roster(act.db)
    member = roster.find_member(act.actor.id) if roster else None
    return bool(member and member.triage) or counts(act.db, act.actor.id)


def list_waiting(act: Act) -> Sequence[Account]:
    """Return for whom this person may vouch: an auditor for auditors, a member for any.

    An auditor waits for a member's signature, too, when somebody else vouched for them before.
    """
    if not may_vouch(act):
        return []
    roles = ("auditor",) if act.actor.role == "auditor" else VOUCHED
    here = (Account.disabled.is_(False), Account.role.in_(roles), Account.id != act.actor.id)
    others = select(Account).where(*here).order_by(Account.username)
    found = act.db.scalars(others.execution_options(populate_existing=True)).all()
    waiting = (each for each in found if _waits(act, each))
    return [each for each in waiting if not are_one_hand(act.db, each.id, act.actor.id)]


def _waits(act: Act, account: Account) -> bool:
    lacks = signs(act) and lacks_signature(current_roster(act.db), account)
    return account.vouched_by is None or lacks


def vouch(act: Act, username: str, signed: bytes | None = None) -> None:
    """Say that an auditor or administrator is somebody else than who invited them, and log it.

    Args:
        act: Of who vouches.
        username: For whom.
        signed: Of a member for an auditor what they sign for their key (SPEC 7).

    Raises:
        NotFound: ``newcomer``: nobody of this name waits for this person.
        Refused: ``vouch``: a member's signature for an auditor is missing, or none.
    """
    lock_members(act)
    named = select(Account).where(Account.username == username)
    account = act.db.scalar(named.with_for_update(key_share=True))
    if account is None or account not in list_waiting(act):
        raise NotFound("newcomer")
    facts = keep_signature(act, account, signed)
    account.vouched_by = account.vouched_by or act.actor.id
    detail = {"who": act.pseudonym_of(account.id), "role": account.role}
    act.log(Event.USER_VOUCH, facts=facts, detail=detail)


def _find_counted(db: Session) -> set[str]:
    """Return the accounts that count; who is suspended still does, and cannot act."""
    roster = current_roster(db)
    members = roster.members if roster else ()
    listed = {member.account for member in members if member.role == "supervisor"}
    vouched = Account.role.in_(VOUCHED) & Account.vouched_by.is_not(None)
    counted = select(Account.id).where(Account.id.in_(listed) | vouched)
    return set(db.scalars(counted.where(Account.disabled.is_(False))))


def _list_chain(db: Session, account_id: str) -> set[str]:
    """Return an account and who invited it, who invited those, and so on."""
    roster = current_roster(db)
    if roster is not None and roster.find_member(account_id) is not None:
        return {account_id}
    chain = set[str]()
    while account_id and account_id not in chain:
        chain.add(account_id)
        account_id = db.scalar(select(Account.invited_by).where(Account.id == account_id)) or ""
    return chain

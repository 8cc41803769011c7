"""Who witnesses the logs: two people decide, an administrator, auditor or supervisor each.

Whoever chooses the witnesses chooses who would notice a rewritten log, so nobody does it alone
while somebody else could agree. What stands is what the instance says of itself; a verifier goes by
a policy of their own.
"""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.crypto.tlog.witnesses.policy import PolicyError, parse_policy
from intake.errors import Conflict, NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.log.witnesses.asking import is_askable
from intake.log.witnesses.standing import STANDS, WAITS, standing_text, text_hash
from intake.roster.members import lock_members
from intake.roster.vouching import are_one_hand, find_seconds, require_counted
from intake.store.models import Account, WitnessPolicy

DECIDE = ("administrator", "auditor", "supervisor")


class Waiting(NamedTuple):
    """What waits for a second person."""

    text: str
    hash: str  # base64url of its SHA-256, by which it is agreed to.
    proposed_by: str  # Account.


def find_waiting(db: Session) -> Waiting | None:
    """Return what waits, if anything does."""
    row = db.get(WitnessPolicy, WAITS)
    return Waiting(row.text, text_hash(row.text), row.proposed_by or "") if row else None


def propose(act: Act, text: str) -> bool:
    """Let a policy wait for a second person; tell whether it stands at once, as nobody is there.

    Args:
        act: By one of the roles of DECIDE.
        text: Lines of a C2SP tlog-policy about witnesses, none about logs. It takes the place of
            what waits.

    Raises:
        Refused: ``policy``: it is none, or names a log; ``policy_url``: a witness with an address
            that nobody may be asked at; ``not_vouched``: who proposes counts for nobody yet.
        Conflict: ``policy_stands``: it is the one that stands.
    """
    lock_members(act)
    require_counted(act)
    _require_policy(text)
    if text == standing_text(act.db):
        raise Conflict("policy_stands")
    _drop(act)
    if not _find_others(act):
        _let_stand(act, text, {"reason": "alone"})
        return True
    act.db.add(WitnessPolicy(state=WAITS, text=text, proposed_by=act.actor.id))
    _log(act, "proposed", new=text_hash(text))
    return False


def agree(act: Act, wanted: str) -> None:
    """Let what waits stand.

    Args:
        act: By one of the roles of DECIDE, another than who proposed it.
        wanted: Hash of what they have read.

    Raises:
        NotFound: ``proposal``: nothing waits, or something else does.
        Refused: ``own_policy``; ``proposer_gone``: who proposed it may no longer act;
            ``not_vouched``; ``one_hand``: the accounts of both come from one administrator, and
            somebody else is there.
    """
    lock_members(act)
    require_counted(act)
    waiting = find_waiting(act.db)
    if waiting is None or waiting.hash != wanted:
        raise NotFound("proposal")
    if waiting.proposed_by == act.actor.id:
        raise Refused("own_policy")
    proposer = act.db.get(Account, waiting.proposed_by)
    if proposer is None or proposer.barred:
        raise Refused("proposer_gone")
    if act.actor.id not in find_seconds(act.db, proposer.id):
        raise Refused("one_hand")
    act.db.delete(act.db.get_one(WitnessPolicy, WAITS))
    how = {"approver": act.pseudonym_of(proposer.id)}
    if are_one_hand(act.db, proposer.id, act.actor.id):
        how["reason"] = "invited"
    _let_stand(act, waiting.text, how)


def withdraw(act: Act) -> None:
    """End what waits.

    Raises:
        NotFound: ``proposal``: nothing does.
        Refused: ``not_vouched``.
    """
    lock_members(act)
    require_counted(act)
    if not _drop(act):
        raise NotFound("proposal")


def _require_policy(text: str) -> None:
    try:
        policy = parse_policy(text.encode())
    except PolicyError:
        raise Refused("policy") from None
    if policy.logs:
        raise Refused("policy")
    if not all(is_askable(each.url) for each in policy.witnesses if each.url):
        raise Refused("policy_url")


def _find_others(act: Act) -> bool:
    """Tell whether somebody else could agree, once let back in, or once somebody vouched.

    Else who may suspend could be alone for a minute, and choose the witnesses alone.
    """
    there = Account.disabled.is_(False)
    others = select(Account.id).where(Account.role.in_(DECIDE), Account.id != act.actor.id, there)
    return act.db.scalar(others.limit(1)) is not None


def _let_stand(act: Act, text: str, how: dict[str, str]) -> None:
    old = standing_text(act.db)
    act.db.merge(WitnessPolicy(state=STANDS, text=text, proposed_by=None))
    _log(act, "agreed", how, new=text_hash(text), old=text_hash(old))


def _drop(act: Act) -> bool:
    row = act.db.get(WitnessPolicy, WAITS)
    if row is not None:
        act.db.delete(row)
        act.db.flush()  # Another one may take its place in the same act.
        _log(act, "withdrawn", new=text_hash(row.text))
    return row is not None


def _log(act: Act, step: str, how: dict[str, str] | None = None, **facts: str) -> None:
    act.log(Event.CONFIG_CHANGE, facts=facts, detail={"policy": step, **(how or {})})

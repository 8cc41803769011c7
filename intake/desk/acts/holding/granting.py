"""Letting a supervisor read a case to be the second person, where nobody else is there to be one.

A holder's client makes the key file, as it does for a cover. With it the supervisor opens the case
for ``review`` and agrees to the one proposal it was made for, or ends it; nothing else. It ends
with the proposal, or after a day; then the key file goes and the case is marked ``rekey``.
"""

from dataclasses import dataclass

from sqlalchemy import select

from intake.case.access.capacity import rest_on
from intake.case.access.grants import find_granted, list_over
from intake.case.access.people import list_named_again
from intake.case.access.permission import get_held_case
from intake.case.access.refusing import forbid
from intake.case.rules.casework import casework
from intake.case.standing.proposals import end_outdated, list_proposals
from intake.case.stored.kept import forget_kept
from intake.clock import HOUR, day_of, full_hour
from intake.config import Settings
from intake.crypto.case.holders import AccountHolder
from intake.crypto.roster.roster import Member
from intake.desk.acts.holding.keys import add_key_file, drop_key_file, list_readers
from intake.desk.acts.holding.taking import Hashes, list_able, require_hashes
from intake.errors import Conflict, NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.away import find_away
from intake.roster.chain import current_roster
from intake.roster.members import lock_members
from intake.store.models import Case, CaseGrant, CaseProposal


@dataclass(frozen=True)
class Grant:
    """Whom a holder lets read a case, for which proposal, with which key file."""

    to: str  # account id
    object_id: str  # the frame that proposes
    hashes: Hashes
    key: bytes  # age file


def grant_reading(act: Act, case_id: str, grant: Grant) -> Case:
    """Let a supervisor read a case to agree to what waits in it, or to end it.

    Raises:
        NotFound: ``case``; ``proposal``.
        Refused: ``not_for_you``: what waits is for one person; ``to``: no supervisor who could.
        Conflict: ``second_there``: somebody else can read the case and agree; ``granted``.
    """
    case = get_held_case(act, case_id, Event.CASE_GRANT)
    lock_members(act)
    proposal = _find_waiting(act, case, grant.object_id)
    require_hashes(act, case, grant.hashes)
    _check(act, case, proposal, grant.to)
    detail = {"to": act.pseudonym_of(grant.to), "act": proposal.act, "object": grant.object_id}
    over = act.db.get(CaseGrant, case.id)
    if over is not None:
        _take_back(act, case, over)
        act.db.flush()
    until = min(proposal.expires_at, full_hour(act.now + casework().grant_hours * HOUR))
    act.db.add(
        CaseGrant(case_id=case.id, account_id=grant.to, object_id=grant.object_id, expires_at=until)
    )
    end_outdated(act.db, case, "granted", act.now)
    rest_on(act.db, case, grant.to, act.log(Event.CASE_GRANT, case, detail=detail))
    add_key_file(act, case, AccountHolder(grant.to), grant.key)
    return case


def list_supervisors(act: Act, case: Case, proposal: CaseProposal) -> list[str]:
    """Return whom a holder could let read a case for a proposal now, account ids; mostly nobody."""
    is_anybodys = proposal.for_account is None
    if not is_anybodys or find_granted(act.db, case.id, act.now) or _seconds(act, case, proposal):
        return []
    return sorted(_supervisors(act, case))


def end_grant(act: Act, case: Case, object_id: str) -> None:
    """Take back the key file that was made for a proposal which is over; there need be none."""
    found = act.db.get(CaseGrant, case.id)
    if found is not None and found.object_id == object_id:
        _take_back(act, case, found)


def sweep(act: Act, _settings: Settings) -> None:
    """Take back what lets nobody read any more."""
    ids = [grant.case_id for grant in list_over(act.db, act.now)]
    query = select(Case).where(Case.id.in_(ids)).order_by(Case.id).with_for_update()
    cases = {case.id: case for case in act.db.scalars(query)}  # All before the first entry.
    over = [each for each in list_over(act.db, act.now) if each.case_id in cases]
    for grant in over:
        act.pseudonym_of(grant.account_id)
    for grant in over:
        _take_back(act, cases[grant.case_id], grant)


def _find_waiting(act: Act, case: Case, object_id: str) -> CaseProposal:
    for each in list_proposals(act.db, case.id, act.now):
        if each.object_id == object_id:
            return each
    raise NotFound("proposal")


def _check(act: Act, case: Case, proposal: CaseProposal, to: str) -> None:
    if proposal.for_account is not None:
        forbid(act, case, Event.CASE_GRANT, Refused("not_for_you"))
    if find_granted(act.db, case.id, act.now) is not None:
        forbid(act, case, Event.CASE_GRANT, Conflict("granted"), "stale")
    if to not in _supervisors(act, case):
        forbid(act, case, Event.CASE_GRANT, Refused("to"), "wrong_role")
    if _seconds(act, case, proposal):
        forbid(act, case, Event.CASE_GRANT, Conflict("second_there"))


def _seconds(act: Act, case: Case, proposal: CaseProposal) -> set[str]:
    """Return who is there, can read a case anyhow, and could agree; account ids."""
    away = find_away(act.db, day_of(act.now))
    able = list_readers(act, case) & list_able(act, case)
    if proposal.act != "exclude":  # As permission.reads_act says, of a case that somebody holds.
        able &= {case.assignee, case.cover}
    return able - set(away) - list_named_again(act.db, case) - {proposal.by}


def _supervisors(act: Act, case: Case) -> set[str]:
    """Return the supervisors who do not hold a case and from whom it is not kept; account ids."""
    roster = current_roster(act.db)
    members: tuple[Member, ...] = roster.members if roster else ()
    named = {each.account for each in members if each.role == "supervisor"}
    return (named & list_able(act, case)) - {case.assignee, case.cover, act.actor.id}


def _take_back(act: Act, case: Case, grant: CaseGrant) -> None:
    """Delete a grant and its key file, unless that is a holder's by now; what was read is known."""
    to = grant.account_id
    act.db.delete(grant)
    offered = [each.for_account for each in list_proposals(act.db, case.id, act.now)]
    if to not in {case.assignee, case.cover, *offered}:
        case.rekey = True
        forget_kept(act.db, case, [to])
        drop_key_file(act, case, AccountHolder(to))

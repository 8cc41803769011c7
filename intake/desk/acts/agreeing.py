"""The second person: agrees to what waits, or ends it; and what happens when nobody did in time.

Somebody else than who proposed it, from whom the case is not kept, who can open it and has read the
newest words. What a second person holds up is a rule of this server and no cryptography.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from intake.case.access.people import list_named_again, require_read
from intake.case.access.permission import get_readable_case, granted_for, reads_act
from intake.case.access.refusing import forbid
from intake.case.acts import learn_names, record
from intake.case.standing.proposals import end_proposals, find_proposal, list_lapsed
from intake.case.stored.rows import NewObject, is_stored
from intake.config import Settings
from intake.crypto.encoding import b64u
from intake.desk.acts.closing import close
from intake.desk.acts.fitting import require_fit
from intake.desk.acts.holding.granting import end_grant
from intake.desk.acts.holding.handing import (
    accept_place,
    end_offer,
    require_confirmed,
    require_free_place,
)
from intake.desk.acts.keeping_away import agree_to_exclusion, end_exclusion
from intake.desk.acts.pausing import go_on
from intake.desk.acts.urgency import lower, put_aside
from intake.errors import NotFound, Refused
from intake.log.act import SYSTEM, Act, Facts
from intake.log.events import Event
from intake.roster.members import PROPOSER_GONE, find_members, lock_members
from intake.store.models import Case, CaseProposal, SealedObject

Complete = Callable[[Act, Case, CaseProposal, Facts], None]

COMPLETE: dict[str, Complete] = {
    "level": lower,
    "aside": put_aside,
    "close": close,
    "release": go_on,
    "handover": accept_place,
    "exclude": agree_to_exclusion,
}


@dataclass(frozen=True)
class Agreement:
    """What a second person says to a proposal."""

    what: str  # an act of ``casework().second``
    object_id: str  # the frame that proposes it, as it was read
    agrees: bool


def agree(act: Act, case_id: str, frame: NewObject, said: Agreement) -> Case:
    """Let a second person do what waits for them, or end it; so may who proposed it."""
    case = get_readable_case(act, case_id, Event.CASE_AGREE).case
    if is_stored(act.db, case, frame, "staff"):
        return case
    lock_members(act)  # Neither who proposed it nor who agrees goes meanwhile.
    proposal = find_proposal(act.db, case.id, said.what, act.now)
    if proposal is None or proposal.object_id != said.object_id:
        raise NotFound("proposal")
    _require_a_second(act, case, proposal, said)
    facts = {"act": b64u(act.db.get_one(SealedObject, proposal.object_id).sha256)}
    learn_names(act, case)
    end_proposals(act.db, case.id, [said.what], act.now)
    detail = {"act": said.what, "agrees": said.agrees, "object": said.object_id}
    record(act, case, Event.CASE_AGREE, frame, detail)
    end_grant(act, case, proposal.object_id)
    if said.agrees:
        COMPLETE[said.what](act, case, proposal, facts)
    else:
        _end(act, case, proposal)
    return case


def _require_a_second(act: Act, case: Case, proposal: CaseProposal, said: Agreement) -> None:
    if said.agrees and proposal.by not in find_members(act.db):
        raise NotFound("proposal")  # Whoever proposed it is not there any more: it is one person's.
    if not _is_for(act, case, proposal, said):
        forbid(act, case, Event.CASE_AGREE, Refused("not_for_you"))
    if proposal.by == act.actor.id and said.agrees:
        forbid(act, case, Event.CASE_AGREE, Refused("own_proposal"))
    if said.agrees and said.what == "handover":
        require_confirmed(act, case)
        require_free_place(act, case, proposal.value, proposal.by, Event.CASE_AGREE)
    if said.agrees and said.what != "exclude":  # Before that is decided nobody reads the words.
        require_read(act, case)
        require_fit(case, proposal)


def _is_for(act: Act, case: Case, proposal: CaseProposal, said: Agreement) -> bool:
    """Tell whether this person may say anything to it: what they agree to they must have read."""
    if act.actor.id in list_named_again(act.db, case):  # Readers count nothing they decide.
        return False
    if granted_for(act, case) not in {None, proposal.object_id}:
        return False
    if said.agrees and not reads_act(act, case, proposal.act):
        return False
    is_anybodys = proposal.by == act.actor.id or proposal.by not in find_members(act.db)
    return is_anybodys or proposal.for_account in {None, act.actor.id}


def _end(act: Act, case: Case, proposal: CaseProposal) -> None:
    """Let a proposal be as if it had never been made."""
    if proposal.act == "handover":
        end_offer(act, case, proposal)
    if proposal.act == "exclude":
        end_exclusion(act, case, is_denied=act.actor.id not in {SYSTEM.id, proposal.by})


def sweep(act: Act, _settings: Settings) -> None:
    """Take away what nobody agreed to in time: it changes nothing, and its entry says so."""
    found = list_lapsed(act.db, act.now)
    ids = sorted({lapsed.case_id for lapsed in found})
    query = select(Case).where(Case.id.in_(ids)).order_by(Case.id).with_for_update()
    cases = {case.id: case for case in act.db.scalars(query)}  # All before the first entry.
    waiting = list_lapsed(act.db, act.now)  # Somebody may have been faster.
    for lapsed in waiting:
        if lapsed.case_id in cases:
            learn_names(act, cases[lapsed.case_id])
    for lapsed in waiting:
        if lapsed.case_id in cases:
            _lapse(act, cases[lapsed.case_id], lapsed)


def _lapse(act: Act, case: Case, lapsed: CaseProposal) -> None:
    end_proposals(act.db, case.id, [lapsed.act], act.now)
    why = "proposer_gone" if lapsed.expires_at == PROPOSER_GONE else "expired"
    detail = {"act": lapsed.act, "agrees": False, "object": lapsed.object_id, "reason": why}
    act.log(Event.CASE_AGREE, case, detail=detail)
    end_grant(act, case, lapsed.object_id)
    _end(act, case, lapsed)

"""An act of the staff is a signed frame and an entry with its hash: done at once, or proposed.

The server reads no frame. What it needs to know of an act it is told beside it, in codes, and
readers of the case compare the two.
"""

from collections.abc import Mapping

from sqlalchemy import select

from intake.case.access.people import list_excluded, list_named_again, mark_own
from intake.case.access.refusing import forbid
from intake.case.rules.casework import casework
from intake.case.standing.proposals import end_proposals, find_proposal
from intake.case.stored.rows import NewObject, store_object
from intake.crypto.encoding import b64u
from intake.errors import Conflict
from intake.log.act import Act
from intake.log.codes import FACTS
from intake.log.events import Event
from intake.store.models import Case, CaseGrant, CaseProposal

Detail = Mapping[str, object]


def record(act: Act, case: Case, event: Event, frame: NewObject, detail: Detail) -> int:
    """Store what was decided, log it with the hash of its frame; return the entry's index.

    Raises:
        Refused, Conflict: As ``rows.store_object``.
    """
    row = store_object(act.db, case, frame, "staff", act.now)
    mark_own(act.db, case, act.actor.id, row.position)
    (name,) = FACTS[event]
    return act.log(event, case, facts={name: b64u(row.sha256)}, detail=detail)


def learn_names(act: Act, case: Case) -> None:
    """Look up every pseudonym that may be needed before the first entry: that may wait."""
    waiting = select(CaseProposal).where(CaseProposal.case_id == case.id)
    named = {case.assignee, case.cover} | list_excluded(act.db, case)
    named |= list_named_again(act.db, case)
    for proposal in act.db.scalars(waiting):
        named |= {proposal.by, proposal.for_account}
    granted = act.db.get(CaseGrant, case.id)
    named |= {granted.account_id} if granted else set()
    for account in named:
        if account is not None:
            act.pseudonym_of(account)


def require_no_proposal(act: Act, case: Case, what: str, tried: Event) -> None:
    """Refuse, with ``proposed``, a second proposal of an act beside the one that waits.

    Who made that one may make it anew where a word of the reporter would have ended it: if they
    could not, two in the log with nothing between them would date that word.
    """
    found = find_proposal(act.db, case.id, what, act.now)
    is_own = found is not None and found.by == act.actor.id
    if found is not None and not (is_own and what in casework().ends["said"]):
        forbid(act, case, tried, Conflict("proposed"), "stale")


def propose(
    act: Act,
    case: Case,
    what: str,
    frame: NewObject,
    detail: Detail,
    *,
    value: str = "",
    to: str | None = None,
) -> int:
    """Let an act wait for a second person; return the entry's index.

    One of the same kind that waits or lapsed makes room.

    Args:
        act: The proposer's; nothing of the same kind waits, or may be made anew.
        case: Locked.
        what: An act of ``casework().second``.
        frame: What proposes it.
        detail: For the entry, beside ``act``.
        value: A code that the act needs when it is done, such as the new level.
        to: The account id of the only one who may agree.

    Raises:
        Refused, Conflict: As ``rows.store_object``.
    """
    end_proposals(act.db, case.id, [what], act.now)
    proposal = CaseProposal(
        case_id=case.id,
        act=what,
        by=act.actor.id,
        for_account=to,
        value=value,
        object_id=frame.id,
        expires_at=casework().lapses_at(what, act.now),
    )
    act.db.add(proposal)
    return record(act, case, Event.CASE_PROPOSE, frame, {"act": what, **detail})

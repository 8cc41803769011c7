"""Keeping those away for good who were named, once that is decided; or from nobody any more."""

from collections.abc import Collection

from sqlalchemy import update

from intake.case.access.people import NOBODY, ONE, TWO, list_excluded
from intake.case.standing.pausing import come_to
from intake.case.standing.proposals import end_outdated, end_proposals, list_begun
from intake.case.stored.kept import forget_kept
from intake.desk.acts.holding.granting import end_grant
from intake.desk.acts.holding.handing import end_offer, end_place
from intake.log.act import Act, Facts
from intake.log.events import Event
from intake.store.models import Case, CasePerson, CaseProposal


def was_named(act: Act, case: Case) -> bool:
    """Tell whether somebody read that the reporter means the actor, and no second person denied it.

    They decide nothing alone: whoever is named would only have to wait for an hour.
    """
    found = act.db.get(CasePerson, (case.id, act.actor.id))
    return found is not None and found.named


def agree_to_exclusion(act: Act, case: Case, proposal: CaseProposal, facts: Facts) -> None:
    """Keep a case for good from whom two people read that the reporter means."""
    case.screened = TWO
    again = CasePerson.case_id == case.id, CasePerson.named_again
    act.db.execute(update(CasePerson).where(*again).values(excluded=True, named_again=False))
    kept = list_excluded(act.db, case)
    detail = {
        "count": len(kept),
        "for": sorted(act.pseudonym_of(account) for account in kept),
        "approver": act.pseudonym_of(proposal.by),
    }
    act.log(Event.CASE_AVOID, case, facts=facts, detail=detail)
    keep_away(act, case)


def end_exclusion(act: Act, case: Case, *, is_denied: bool = False) -> None:
    """Let an exclusion to which nobody agreed be over; it is to be decided again.

    Args:
        act: Of who ends it, or the clock's.
        case: Locked.
        is_denied: Whether a second person read that the reporter does not mean these.
    """
    named = CasePerson.case_id == case.id, CasePerson.named
    over = {"excluded": False, "named": not is_denied, "named_again": False}
    act.db.execute(update(CasePerson).where(*named).values(over))
    if case.screened == ONE:
        case.screened = NOBODY


def keep_away(act: Act, case: Case) -> None:
    """Let everybody who is named be kept away for good, holders included."""
    mine = CasePerson.case_id == case.id
    over = {"named": False, "named_by": None, "named_on": None}
    act.db.execute(update(CasePerson).where(mine).values(over))
    end_outdated(act.db, case, "kept_away", act.now)
    end_all(act, case, list_excluded(act.db, case))


def end_all(act: Act, case: Case, kept: Collection[str]) -> None:
    """End what somebody a case is kept from has in it: what waits, words, places."""
    for begun in list_begun(act.db, case.id, kept):
        end_proposals(act.db, case.id, [begun.act], act.now)
        end_grant(act, case, begun.object_id)
        if begun.act == "handover":  # Else it would take the place of who moves up.
            end_offer(act, case, begun)
    forget_kept(act.db, case, kept)
    if case.on_it in kept:
        case.on_it = None
    _end_places(act, case, kept)


def _end_places(act: Act, case: Case, kept: Collection[str]) -> None:
    """End the places of holders a case is kept from; the cover moves up."""
    ended = [holder for holder in (case.assignee, case.cover) if holder in kept]
    stay = [holder for holder in (case.assignee, case.cover) if holder and holder not in kept]
    if ended:
        case.assignee, case.cover = (*stay, None, None)[:2]
        if not stay:
            come_to(case, "triaged")
            end_outdated(act.db, case, "left", act.now)
    for holder in ended:
        if holder is not None:
            end_place(act, case, holder)

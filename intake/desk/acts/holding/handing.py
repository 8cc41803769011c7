"""Handing a case over: a key file for somebody, who reads, confirms it, and accepts or does not.

Until then nothing changes hands. The leaver's key file goes when the case is accepted, and the case
is marked ``rekey``: the leaver has read its keys, so this is a rule until there are new epochs.
"""

from dataclasses import dataclass

from intake.case.access.capacity import rest_on
from intake.case.access.people import has_confirmed
from intake.case.access.permission import get_held_case
from intake.case.access.refusing import forbid
from intake.case.acts import propose, require_no_proposal
from intake.case.standing.proposals import end_outdated
from intake.case.stored.kept import forget_kept
from intake.case.stored.rows import NewObject, is_stored
from intake.crypto.case.holders import AccountHolder
from intake.desk.acts.holding.keys import add_key_file, drop_desk_key_when_safe, drop_key_file
from intake.desk.acts.holding.taking import Hashes, list_able, require_hashes
from intake.errors import Conflict, Refused
from intake.log.act import Act, Facts
from intake.log.events import Event
from intake.roster.members import find_members, lock_members
from intake.store.models import Case, CaseProposal

PLACES = ("assignee", "cover")


@dataclass(frozen=True)
class Offer:
    """To whom a place is handed over, and a key file that lets them read first."""

    to: str  # account id
    place: str  # of PLACES
    hashes: Hashes
    key: bytes  # age file


def offer_place(act: Act, case_id: str, frame: NewObject, offer: Offer) -> Case:
    """Offer one's own place, an empty one, or that of somebody who is not there any more."""
    case = get_held_case(act, case_id, Event.CASE_HANDOVER)
    if is_stored(act.db, case, frame, "staff"):
        return case
    lock_members(act)
    _check(act, case, offer)
    require_no_proposal(act, case, "handover", Event.CASE_HANDOVER)
    lapsed = act.db.get(CaseProposal, (case.id, "handover"))
    if lapsed is not None:
        end_offer(act, case, lapsed)
    detail = {"to": act.pseudonym_of(offer.to), "place": offer.place}
    entry = propose(act, case, "handover", frame, detail, value=offer.place, to=offer.to)
    rest_on(act.db, case, offer.to, entry)
    add_key_file(act, case, AccountHolder(offer.to), offer.key)
    return case


def _check(act: Act, case: Case, offer: Offer) -> None:
    if offer.place not in PLACES:
        raise Refused("place")
    require_hashes(act, case, offer.hashes)
    require_free_place(act, case, offer.place, act.actor.id, Event.CASE_HANDOVER)
    if offer.to in {case.assignee, case.cover} or offer.to not in list_able(act, case):
        forbid(act, case, Event.CASE_HANDOVER, Refused("to"), "cover")


def require_free_place(act: Act, case: Case, place: str, giver: str, tried: Event) -> None:
    """Refuse to give or take the place of another who is there, or is there again by now."""
    holder = getattr(case, place)
    if holder not in {None, giver} and holder in find_members(act.db):
        forbid(act, case, tried, Refused("not_yours"))


def require_confirmed(act: Act, case: Case) -> None:
    """Refuse to let somebody accept a case whose own key file was not opened yet."""
    if not has_confirmed(act.db, case, act.actor.id):
        forbid(act, case, Event.CASE_AGREE, Conflict("unconfirmed"))


def accept_place(act: Act, case: Case, offer: CaseProposal, facts: Facts) -> None:
    """Give a place to who accepted it; the leaver's key file goes."""
    leaver = getattr(case, offer.value)
    setattr(case, offer.value, offer.for_account)
    if case.on_it == leaver:
        case.on_it = None
    end_outdated(act.db, case, "handed_over", act.now)
    detail = {"to": act.pseudonym, "place": offer.value, "approver": act.pseudonym_of(offer.by)}
    entry = act.log(Event.CASE_HANDOVER, case, facts=facts, detail=detail)
    rest_on(act.db, case, act.actor.id, entry)
    if leaver is not None:
        end_place(act, case, leaver)
    drop_desk_key_when_safe(act, case)


def end_place(act: Act, case: Case, leaver: str) -> None:
    """Take the key file of who holds a case no longer; what they read they know."""
    case.rekey = True
    forget_kept(act.db, case, [leaver])
    act.log(Event.CASE_RELEASE, case, detail={"of": act.pseudonym_of(leaver)})
    drop_key_file(act, case, AccountHolder(leaver))


def end_offer(act: Act, case: Case, offer: CaseProposal) -> None:
    """Take back the key file of somebody who did not take the place."""
    to = offer.for_account
    if to is not None and to not in {case.assignee, case.cover}:
        forget_kept(act.db, case, [to])
        case.rekey = True
        drop_key_file(act, case, AccountHolder(to))

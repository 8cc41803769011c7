"""Whom a case is kept from: read off what the reporter asks, decided by two, kept from then on.

Whoever opens a case first gets its contact file alone, says whom of the desk the reporter means,
and gets the rest when that is decided. One who reads that nobody is named decides alone, and the
row says so; one who cannot tell passes it on. Names keep people away at once, and lapse if no
second person agrees; in an emergency work goes on meanwhile. Whom the same person names again in
a day stays until a second one agrees, or naming everybody each hour would keep a case to oneself.
Where nobody else could agree, one decides about one colleague, and the row says that, too; more of
them wait and lapse, or whoever opens a case first could be alone with it for good.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from intake.case.access.people import ALONE, NOT_NAMED, ONE, list_excluded, person_of
from intake.case.access.permission import get_case_to_act_on
from intake.case.access.refusing import forbid
from intake.case.acts import learn_names, propose, record, require_no_proposal
from intake.case.stored.kept import forget_cards
from intake.case.stored.rows import NewObject, is_stored
from intake.clock import DAY, day_of
from intake.desk.acts.holding.keys import list_readers
from intake.desk.acts.keeping_away import end_all, end_exclusion, keep_away, was_named
from intake.errors import Conflict, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.members import lock_members
from intake.store.models import Account, Case, CasePerson


@dataclass(frozen=True)
class Exclusion:
    """What somebody read in the contact file."""

    members: Sequence[str]  # account ids in ascending order, each once
    is_named: bool  # whether the reporter names anybody at all
    is_unsure: bool


def exclude(act: Act, case_id: str, frame: NewObject, said: Exclusion) -> Case:
    """Keep a case from whom its reporter names, or hold that nobody is named, or pass it on."""
    case = get_case_to_act_on(act, case_id, Event.CASE_AVOID)
    if is_stored(act.db, case, frame, "staff"):
        return case
    lock_members(act)  # Who could read it and agree is there until this is done.
    _check(act, said)
    require_no_proposal(act, case, "exclude", Event.CASE_AVOID)
    kept = set(said.members)
    _require_a_reader(act, case, list_excluded(act.db, case) | kept)
    _require_a_second(act, case, kept)
    learn_names(act, case)
    detail: dict[str, object] = {
        "count": len(kept),
        "for": sorted(act.pseudonym_of(account) for account in kept),
        "unsure": said.is_unsure,
    }
    end_exclusion(act, case)  # One that lapsed a moment ago.
    if said.is_unsure:
        record(act, case, Event.CASE_AVOID, frame, detail)
    elif not said.is_named:
        if not was_named(act, case):  # Else a second person is asked, as of names.
            case.screened = case.screened or NOT_NAMED
        record(act, case, Event.CASE_AVOID, frame, detail)
    else:
        _name(act, case, frame, kept, detail)
    return case


def _check(act: Act, said: Exclusion) -> None:
    members = list(said.members)
    says_nothing = said.is_unsure or not said.is_named
    if members != sorted(set(members)) or (members and says_nothing):
        raise Refused("members")
    known = set(act.db.scalars(select(Account.id).where(Account.id.in_(members))))
    if known != set(members):
        raise Refused("members")


def _require_a_reader(act: Act, case: Case, kept: Collection[str]) -> None:
    """Refuse what would leave nobody who can open the case."""
    if not list_readers(act, case) - set(kept):
        forbid(act, case, Event.CASE_AVOID, Conflict("last_reader"))


def _require_a_second(act: Act, case: Case, kept: Collection[str]) -> None:
    """Refuse to drive out the other holder of a case where nobody else could agree to it."""
    others = {case.assignee, case.cover} - {act.actor.id}
    if others & set(kept) and not _seconds(act, case, kept):
        forbid(act, case, Event.CASE_AVOID, Conflict("no_second"))


def _seconds(act: Act, case: Case, kept: Collection[str]) -> set[str]:
    """Return who could agree that a case is kept from some: account ids."""
    before = list_excluded(act.db, case)
    return list_readers(act, case) - before - set(kept) - {act.actor.id}


def _name(
    act: Act, case: Case, frame: NewObject, kept: set[str], detail: dict[str, object]
) -> None:
    """Keep a case from those named; from one of them for good where nobody else could agree."""
    before = list_excluded(act.db, case)
    waits = bool(_seconds(act, case, kept)) or len((before | kept) - {act.actor.id}) > 1
    again = _named_lately(act, case) & (kept - before) if waits else set()
    forget_cards(act.db, case, kept - again)  # What they write goes when two have decided.
    for account in kept - before:
        _keep_from(act, person_of(act.db, case, account), is_again=account in again)
    if waits:
        if not was_named(act, case):  # What was decided before stands meanwhile.
            case.screened = case.screened or ONE
        propose(act, case, "exclude", frame, detail)
    else:
        case.screened = ALONE
        record(act, case, Event.CASE_AVOID, frame, detail | {"reason": "alone"})
        keep_away(act, case)
    if act.actor.id in kept:
        end_all(act, case, {act.actor.id})


def _named_lately(act: Act, case: Case) -> set[str]:
    """Return whom the actor kept away by naming them today or yesterday: account ids."""
    theirs = (CasePerson.case_id == case.id, CasePerson.named_by == act.actor.id)
    query = select(CasePerson.account_id).where(*theirs)
    return set(act.db.scalars(query.where(CasePerson.named_on >= day_of(act.now - DAY))))


def _keep_from(act: Act, person: CasePerson, *, is_again: bool) -> None:
    person.named = person.account_id != act.actor.id  # Their own word is enough.
    person.excluded, person.named_again = not is_again, is_again
    if person.named and not is_again:
        person.named_by, person.named_on = act.actor.id, day_of(act.now)

"""Who could agree to an export of somebody else's, and who is there for it all the same.

What one person does makes no room to export alone: whoever is suspended or disabled, or named by a
word that waits for a second, could agree once that is over, and so could whom who asks called away.
Whoever reads a case no more by a word or signature of who asks alone is there as well: the case can
be given to somebody else of the list, who agrees.
"""

from sqlalchemy import select

from intake.case.access.people import ALONE, list_named_again
from intake.case.access.readers import NONE
from intake.clock import day_of
from intake.desk.acts.holding.keys import list_readers
from intake.desk.acts.holding.taking import list_able
from intake.log.act import Act
from intake.roster.chain import current_roster, list_taken_off_by
from intake.store.models import Account, Case, CasePerson, DeskKey


def list_seconds(act: Act, case: Case, first: str) -> set[str]:
    """Return who can read a case anyhow and may agree to an export in it now; account ids.

    Args:
        act: Anybody's.
        case: The case.
        first: Who asks for the export.
    """
    able = list_readers(act, case) & list_able(act, case)
    return able - list_named_again(act.db, case) - {first}


def is_second_there(act: Act, case: Case) -> bool:
    """Tell whether somebody else reads a case who is not away, and could agree now or later."""
    others = _list_openers(act, case) - _list_kept(act, case) - {act.actor.id}
    return bool(others - _list_away(act))


def _list_openers(act: Act, case: Case) -> set[str]:
    """Return who has a key to a case, or had until who asks took them off; account ids.

    A key file of the desk's counts also where one of triage said that it opens nothing.
    """
    roster = current_roster(act.db)
    if roster is None:
        return set()
    gone = list_taken_off_by(act.db, act.actor.id)
    listed = {member.account: member.triage for member in (*gone, *roster.members)}
    holding = (DeskKey.desk == roster.desk, DeskKey.epoch == roster.epoch)
    held = {*act.db.scalars(select(DeskKey.account_id).where(*holding))}
    held |= {member.account for member in gone}
    desk = {each for each in held if listed.get(each)} if case.desk_key != NONE else set()
    return desk | {each for each in (case.assignee, case.cover) if each in listed}


def _list_kept(act: Act, case: Case) -> set[str]:
    """Return from whom a case is kept by more than a word that waits.

    One person's word is enough only where the list has nobody else.
    """
    decided = (CasePerson.excluded, CasePerson.named.is_(False))
    query = select(CasePerson.account_id).where(CasePerson.case_id == case.id, *decided)
    kept = set(act.db.scalars(query))
    roster = current_roster(act.db)
    listed = {member.account for member in roster.members} if roster else set[str]()
    others = listed - kept - {act.actor.id}
    return set() if case.screened == ALONE and others else kept


def _list_away(act: Act) -> set[str]:
    """Return who is away today, unless who acts is the one who said so."""
    away = select(Account.id, Account.away_by).where(Account.away_until > day_of(act.now))
    return {account for account, by in act.db.execute(away) if by != act.actor.id}

"""Who could agree to an export of somebody else's, and who is there for it all the same.

What one person does makes no room to export alone: whoever is suspended or disabled, or named by a
word that waits for a second, could agree once that is over, and so could whom who asks called away.
"""

from sqlalchemy import select

from intake.case.access.people import list_named_again
from intake.case.access.readers import SURE
from intake.clock import day_of
from intake.desk.acts.holding.keys import list_readers
from intake.desk.acts.holding.taking import list_able
from intake.log.act import Act
from intake.roster.chain import current_roster
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
    """Return who of the list has a key to a case, whether or not they may sign in."""
    roster = current_roster(act.db)
    if roster is None:
        return set()
    listed = {member.account: member.triage for member in roster.members}
    holding = (DeskKey.desk == roster.desk, DeskKey.epoch == roster.epoch)
    held = set(act.db.scalars(select(DeskKey.account_id).where(*holding)))
    desk = {each for each in held if listed.get(each)} if case.desk_key == SURE else set()
    return desk | {each for each in (case.assignee, case.cover) if each in listed}


def _list_kept(act: Act, case: Case) -> set[str]:
    """Return from whom a case is kept by more than a word that waits."""
    decided = (CasePerson.excluded, CasePerson.named.is_(False))
    query = select(CasePerson.account_id).where(CasePerson.case_id == case.id, *decided)
    return set(act.db.scalars(query))


def _list_away(act: Act) -> set[str]:
    """Return who is away today, unless who acts is the one who said so."""
    away = select(Account.id, Account.away_by).where(Account.away_until > day_of(act.now))
    return {account for account, by in act.db.execute(away) if by != act.actor.id}

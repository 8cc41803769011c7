"""Who is asked: whoever holds the case; else its cover, else a supervisor. Never who it is about.

It follows from what stands at this moment and is kept nowhere: a case that is handed over, somebody
who is kept from it, suspended or taken off the list moves the question by that act itself. For an
auditor who was disabled nobody is asked: nobody could read the answer, but for who took their keys.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from intake.case.inquiries.bounds import OVER
from intake.log.act import Act
from intake.roster.chain import current_roster
from intake.roster.members import find_members, lock_members
from intake.store.locks import WITH_OTHERS
from intake.store.models import Account, Case, CasePerson, Inquiry


class Asked(NamedTuple):
    """Who is to answer."""

    account_id: str
    place: str  # assignee, cover or supervisor


class Desk(NamedTuple):
    """Who can be asked at this moment, whatever it is about."""

    members: frozenset[str]
    supervisors: tuple[str, ...]  # Of these, in a fixed order.
    kept_away: Mapping[str, set[str]]  # Case ids to whom a case is kept from, or would be.

    def find_asked(self, case: Case, about: Collection[str], first: str = "") -> Asked | None:
        """Return who is asked about a case; None where there is nobody.

        Args:
            case: One of those that this desk was found for.
            about: Account ids of those whose acts it is about.
            first: Of several supervisors this one, if it can be: the words are sealed to them.
        """
        there = self.members - set(about) - self.kept_away.get(case.id, set())
        for place in ("assignee", "cover"):
            account_id = getattr(case, place)
            if account_id in there:
                return Asked(account_id, place)
        others = [each for each in self.supervisors if each in there]
        if not others:
            return None
        return Asked(first if first in others else others[0], "supervisor")


def find_desk(db: Session, cases: Iterable[str]) -> Desk:
    """Return who can be asked about these cases now."""
    members, roster = find_members(db), current_roster(db)
    listed = roster.members if roster else ()
    supervisors = (each.account for each in listed if each.role == "supervisor")
    return Desk(
        members,
        tuple(sorted(members.intersection(supervisors))),
        _kept_away(db, cases),
    )


def _kept_away(db: Session, cases: Iterable[str]) -> Mapping[str, set[str]]:
    """Return whom cases are kept from, or would be if a second person agreed."""
    named = or_(CasePerson.excluded, CasePerson.named, CasePerson.named_again)
    query = select(CasePerson.case_id, CasePerson.account_id).where(named)
    found: dict[str, set[str]] = {}
    for case_id, account_id in db.execute(query.where(CasePerson.case_id.in_(set(cases)))):
        found.setdefault(case_id, set()).add(account_id)
    return found


def lock_asked(act: Act, row: Inquiry) -> Asked | None:
    """Return who is to answer a question; until the end nobody changes holders, or who is there.

    None where nobody is to, or who asked was disabled.

    Raises:
        Refused: ``gone``: who acts was disabled, suspended or removed after their request began.
    """
    db = act.db
    locked = db.get_one(Case, row.case_id, with_for_update=WITH_OTHERS, populate_existing=True)
    lock_members(act)
    if db.get_one(Account, row.by, populate_existing=True).disabled:
        return None
    return find_desk(db, [locked.id]).find_asked(locked, json.loads(row.about), row.words_for)


def is_waiting(row: Inquiry, now: int) -> bool:
    """Tell whether somebody may still answer."""
    return row.answered_at is None and now < row.asked_at + OVER


def list_waiting(db: Session, now: int) -> list[tuple[Inquiry, Asked | None]]:
    """Return every question that waits, the oldest first, with who is to answer it now."""
    query = select(Inquiry, Case).join(Case, Case.id == Inquiry.case_id)
    query = query.join(Account, Account.id == Inquiry.by).where(Account.disabled.is_(False))
    query = query.where(Inquiry.answered_at.is_(None), Inquiry.asked_at > now - OVER)
    rows = db.execute(query.order_by(Inquiry.idx)).all()
    if not rows:
        return []
    desk = find_desk(db, (case.id for _, case in rows))
    return [
        (row, desk.find_asked(case, json.loads(row.about), row.words_for)) for row, case in rows
    ]


def list_asked(act: Act) -> list[tuple[Inquiry, Asked]]:
    """Return the questions that the actor is to answer."""
    waiting = list_waiting(act.db, act.now)
    return [(row, asked) for row, asked in waiting if asked and asked.account_id == act.actor.id]

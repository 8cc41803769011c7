"""Who is asked: whoever holds the case; else its cover, else a supervisor. Never who it is about.

It follows from what stands at this moment and is kept nowhere: a case that is handed over, somebody
who is kept from it, suspended or taken off the list moves the question by that act itself.
"""

import json
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from intake.case.inquiries.bounds import OVER
from intake.log.act import Act
from intake.roster.chain import current_roster
from intake.roster.members import find_members
from intake.store.locks import WITH_OTHERS
from intake.store.models import Case, CasePerson, Inquiry


class Asked(NamedTuple):
    """Who is to answer."""

    account_id: str
    place: str  # assignee, cover or supervisor


def find_asked(db: Session, case: Case, about: Collection[str], first: str = "") -> Asked | None:
    """Return who is asked about a case now; None where there is nobody.

    Args:
        db: A session.
        case: Of this session.
        about: Account ids of those whose acts it is about.
        first: Of several supervisors this one, if it still can be: the words are sealed to them.
    """
    there = find_members(db) - set(about) - _kept_away(db, case)
    for place in ("assignee", "cover"):
        account_id = getattr(case, place)
        if account_id in there:
            return Asked(account_id, place)
    roster = current_roster(db)
    listed = roster.members if roster else ()
    others = sorted(
        each.account for each in listed if each.role == "supervisor" and each.account in there
    )
    if not others:
        return None
    return Asked(first if first in others else others[0], "supervisor")


def asked_of(db: Session, row: Inquiry) -> Asked | None:
    """Return who is to answer a question now, answered or not."""
    case = db.get_one(Case, row.case_id)
    return find_asked(db, case, json.loads(row.about), row.words_for)


def lock_asked(db: Session, row: Inquiry) -> Asked | None:
    """Return the same; nobody changes who holds the case, or is kept from it, until the end."""
    locked = db.get_one(Case, row.case_id, with_for_update=WITH_OTHERS, populate_existing=True)
    return find_asked(db, locked, json.loads(row.about), row.words_for)


def is_waiting(row: Inquiry, now: int) -> bool:
    """Tell whether somebody may still answer."""
    return row.answered_at is None and now < row.asked_at + OVER


def list_waiting(db: Session, now: int) -> list[tuple[Inquiry, Asked]]:
    """Return every question that waits, the oldest first, with who is to answer it."""
    query = select(Inquiry).where(Inquiry.answered_at.is_(None), Inquiry.asked_at > now - OVER)
    rows = db.scalars(query.order_by(Inquiry.idx)).all()
    found = ((row, asked_of(db, row)) for row in rows)
    return [(row, asked) for row, asked in found if asked is not None]


def list_asked(act: Act) -> list[tuple[Inquiry, Asked]]:
    """Return the questions that the actor is to answer."""
    waiting = list_waiting(act.db, act.now)
    return [(row, asked) for row, asked in waiting if asked.account_id == act.actor.id]


def _kept_away(db: Session, case: Case) -> set[str]:
    """Return whom a case is kept from, or would be if a second person agreed."""
    named = or_(CasePerson.excluded, CasePerson.named, CasePerson.named_again)
    query = select(CasePerson.account_id).where(CasePerson.case_id == case.id, named)
    return set(db.scalars(query))

"""Whose acts a question is about: whoever made the entries it names, or agreed to them."""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.audit.listing import Entry, read_some
from intake.audit.naming.entries import MOST
from intake.errors import Conflict, Refused
from intake.log.events import Log
from intake.store.models import LogActor

_WITHOUT_ACCOUNT = ("system", "none")
_ALSO = ("approver", "by2")  # Names in details of who was the second person.


def find_about(db: Session, ref: str, indices: Sequence[int]) -> set[str]:
    """Return the account ids of those whose acts these entries are.

    Args:
        db: A session.
        ref: The log's reference of a case.
        indices: Of entries of the access log, which must all be about it.

    Raises:
        Refused: ``entries``: too many; ``not_of_case``: one is not there, or not about this case.
        Conflict: ``nobody``: whose one is cannot be told any more.
    """
    if len(indices) > MOST:
        raise Refused("entries")
    found = list(read_some(db, Log.ACCESS, list(indices)))
    if len(found) != len(indices) or not all(_is_about(each, ref) for each in found):
        raise Refused("not_of_case")
    names = {name for each in found for name in _names_of(each)}
    rows = db.scalars(select(LogActor).where(LogActor.pseudonym.in_(names))).all()
    if {row.pseudonym for row in rows} != names:
        raise Conflict("nobody")
    return {row.account_id for row in rows}


def _is_about(entry: Entry, ref: str) -> bool:
    return entry.detail_holds and (entry.detail or {}).get("log_ref") == ref


def _names_of(entry: Entry) -> Iterator[str]:
    others = ((entry.detail or {}).get(name) for name in _ALSO)
    for name in (entry.actor, *others):
        if isinstance(name, str) and name not in _WITHOUT_ACCOUNT:
            yield name


def read_indices(text: str) -> list[int]:
    """Return the indices that a stored question names."""
    found: list[int] = json.loads(text)
    return found

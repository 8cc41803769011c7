"""Where several processes serve one database, one of them at a time does a piece of timed work."""

from sqlalchemy.orm import Session

from intake.store.models import Lease
from intake.store.statements import add_if_new


def take_lease(db: Session, name: str, now: int, until: int) -> bool:
    """Take a piece of work until a moment; return False while somebody else has it.

    Args:
        db: The session of a transaction that commits at once, or with the work.
        name: Of the work, at most 16 characters.
        now: Unix seconds.
        until: After this moment another may take it, whatever became of the first.
    """
    add_if_new(db, Lease, {"name": name, "until": 0})
    row = db.get_one(Lease, name, with_for_update=True, populate_existing=True)
    if row.until > now:
        return False
    row.until = until
    return True


def give_back(db: Session, name: str) -> None:
    """Let the next one begin at once."""
    db.get_one(Lease, name).until = 0

"""Slows guessing without storing names or addresses, alike for names that do not exist.

What was typed is kept only as an HMAC under the server key. Only attempts whose secret was right
and whose one-time code was wrong slow a name down: after ``FREE`` of them within ``WINDOW`` seconds
every further one is refused unheard until the window ends. The secret stems from 88 random bits and
needs no such help, and so nobody can lock a caseworker out by knowing the name.
"""

import hmac

from sqlalchemy import delete
from sqlalchemy.orm import Session

from intake.crypto.keys import derive_key
from intake.store.models import Throttle

FREE = 10  # failures
WINDOW = 900  # seconds
LOG_EVERY = 600  # seconds: at most one auth.fail entry per name in this time (AUDIT A2)
POOLED = b"\0" * 32  # One row for all names that do not exist.


def key_of(server_key: bytes, username: str) -> bytes:
    """Return the 32 bytes a typed name is counted under."""
    return hmac.digest(derive_key(server_key, "intake/v1/throttle"), username.encode(), "sha256")


def is_slowed(db: Session, key: bytes, now: int) -> bool:
    """Tell whether attempts under this key are refused for now."""
    row = db.get(Throttle, key)
    return row is not None and row.failures >= FREE and now < row.since + WINDOW


def note_failure(db: Session, key: bytes, now: int, *, slows: bool) -> Throttle:
    """Keep one failure; return the row. ``slows``: whether it counts against the name."""
    db.execute(delete(Throttle).where(Throttle.since < now - WINDOW, Throttle.key != POOLED))
    row = db.get(Throttle, key, with_for_update=True)
    if row is None:
        row = Throttle(key=key, failures=0, since=now, logged_at=0)
        db.add(row)
    row.failures += slows
    return row


def may_log(row: Throttle, now: int) -> bool:
    """Tell whether a failure may become a log entry now, and remember that it did."""
    if now < row.logged_at + LOG_EVERY and row.failures != FREE:  # A lock is always logged.
        return False
    row.logged_at = now
    return True


def forget(db: Session, key: bytes) -> None:
    """Forget the failures of a key after a success."""
    db.execute(delete(Throttle).where(Throttle.key == key))

"""Slows guessing without storing names or addresses.

What was typed is kept only as an HMAC under the server key. Only attempts whose secret was right
and whose one-time code was wrong slow a name down: after ``FREE`` of them within ``WINDOW`` seconds
every further one is refused unheard until the window ends. The secret stems from 88 random bits and
needs no such help, and so nobody can lock a caseworker out by knowing the name. What is refused or
kept without the right secret is alike for names that exist and for others.
"""

import hmac

from sqlalchemy import delete
from sqlalchemy.orm import Session

from intake.config import Settings
from intake.crypto.keys import derive_key
from intake.log.act import Act
from intake.store.models import Throttle
from intake.store.statements import add_if_new

FREE = 10  # failures
WINDOW = 900  # seconds
LOG_EVERY = 600  # seconds: at most one auth.fail entry in this time, whatever the names (AUDIT A2)
LOGGED = b"\0" * 32  # The row that says when the last one was written; no name has this key.


def key_of(server_key: bytes, username: str) -> bytes:
    """Return the 32 bytes a typed name is counted under."""
    return hmac.digest(derive_key(server_key, "intake/v1/throttle"), username.encode(), "sha256")


def is_slowed(db: Session, key: bytes, now: int) -> bool:
    """Tell whether attempts under this key are refused for now."""
    row = db.get(Throttle, key)
    return row is not None and row.failures >= FREE and now < row.since + WINDOW


def note_failure(db: Session, key: bytes, now: int) -> int:
    """Count one failure under this key; return how many there were within the window."""
    _forget_what_is_over(db, now)
    row = _row(db, key, now)
    row.failures += 1
    return row.failures


def is_due(db: Session, now: int) -> bool:
    """Tell whether a failure may become a log entry now."""
    row = db.get(Throttle, LOGGED)
    return row is None or now >= row.logged_at + LOG_EVERY


def may_log(db: Session, now: int) -> bool:
    """Tell the same, under a lock, and remember that it did."""
    row = _row(db, LOGGED, now)
    if not is_due(db, now):
        return False
    row.logged_at = now
    return True


def _row(db: Session, key: bytes, now: int) -> Throttle:
    """Return the row of a key, locked; added when there is none, also by two at once."""
    add_if_new(db, Throttle, {"key": key, "failures": 0, "since": now, "logged_at": 0})
    return db.get_one(Throttle, key, with_for_update=True, populate_existing=True)


def forget(db: Session, key: bytes) -> None:
    """Forget the failures of a key after a success."""
    db.execute(delete(Throttle).where(Throttle.key == key))


def sweep(act: Act, _settings: Settings) -> None:
    """Forget every failure that no longer counts."""
    _forget_what_is_over(act.db, act.now)


def _forget_what_is_over(db: Session, now: int) -> None:
    db.execute(delete(Throttle).where(Throttle.since < now - WINDOW, Throttle.key != LOGGED))

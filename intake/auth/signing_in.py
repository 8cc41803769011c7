"""Signing in with the authentication secret and a one-time code.

Both factors are checked before any answer differs. Without the right secret nothing tells a name
that exists from one that does not: neither answer nor work, neither what is kept nor what is
logged. The passphrase itself never arrives here (SPEC section 7).
"""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.auth import throttle
from intake.config import Keys
from intake.crypto import passwords, totp
from intake.crypto.roster.accounts import unknown_name_salt
from intake.log import writing as auditlog
from intake.log.events import Event, Log
from intake.store.columns import check_sealed
from intake.store.engine import Database
from intake.store.models import Account, UnlockFile, Vault
from intake.web.staff.sessions import begin

NOBODY = "0" * 32  # The account id of names that do not exist.
# Made at the start on purpose: made with the first unknown name, that answer would come later than
# that of a name which exists.
DUMMY_HASH = passwords.hash_auth_secret(bytes(32))


@dataclass(frozen=True)
class Attempt:
    """What the browser sends: the name, 32 secret bytes, six digits."""

    username: str
    secret: bytes
    code: str


@dataclass(frozen=True)
class SignedIn:
    """A session began."""

    account: Account
    token: str
    server_half: bytes
    seed_file: bytes


@dataclass(frozen=True)
class Denied:
    """No session; ``slow`` when too many attempts failed."""

    slow: bool = False


def pass_salt(db: Session, keys: Keys, username: str) -> bytes:
    """Return the 16 server bytes of a name, existing or not; they never change."""
    found = db.scalar(select(Account.pass_salt).where(Account.username == username))
    unknown = unknown_name_salt(keys.server, username)
    return unknown if found is None else found


def check_secret(database: Database, attempt: Attempt) -> bool:
    """Tell whether the authentication secret is right, after the same work for every name.

    No transaction is open meanwhile: Argon2 takes long, and on SQLite a lock held for it would keep
    reports from being stored for as long as somebody guesses.
    """
    with database.reading() as db:
        query = select(Account.auth_hash).where(Account.username == attempt.username)
        stored = db.scalar(query) or DUMMY_HASH
    return _is_secret(stored, attempt.secret) and stored != DUMMY_HASH


def sign_in(
    db: Session, keys: Keys, attempt: Attempt, now: int, *, secret_ok: bool
) -> SignedIn | Denied:
    """Check the one-time code and begin a session, or count and log the failure.

    Args:
        db: The session of this act.
        keys: The instance's.
        attempt: What was sent.
        now: Unix seconds.
        secret_ok: What ``check_secret`` said of it.
    """
    key = throttle.key_of(keys.server, attempt.username)
    if throttle.is_slowed(db, key, now) and secret_ok:
        return Denied(slow=True)
    # Locked, so that one code sent twice at once is used once.
    query = select(Account).where(Account.username == attempt.username).with_for_update()
    account = db.scalar(query)
    step = _find_step(account, keys, attempt, now)
    if account is None or step is None or account.disabled or not secret_ok:
        known = account if secret_ok else None
        return _fail(db, key, known, now)
    throttle.forget(db, key)
    account.totp_step = step
    token, half = begin(db, account, now)
    auditlog.append_by(db, account.id, Event.AUTH_OK, now=now, detail={"role": account.role})
    unlock = db.get_one(UnlockFile, (account.id, "passphrase"))
    return SignedIn(account, token, half, unlock.data)


def _find_step(account: Account | None, keys: Keys, attempt: Attempt, now: int) -> int | None:
    """Return the one-time code's step if it is right and new; the same work for no account."""
    id_, wrapped, last = (
        (account.id, account.totp_wrapped, account.totp_step)
        if account
        else (NOBODY, _nobodys_totp(keys.server), 0)
    )
    step = totp.find_step(totp.unwrap_secret(keys.server, id_, wrapped), attempt.code, now, last)
    return step if account else None


@cache
def _nobodys_totp(server_key: bytes) -> bytes:
    return totp.wrap_secret(server_key, NOBODY, totp.new_secret())


def _is_secret(stored: str, secret: bytes) -> bool:
    try:
        passwords.verify_auth_secret(stored, secret)
    except passwords.SecretError:
        return False
    return True


def _fail(db: Session, key: bytes, known: Account | None, now: int) -> Denied:
    """Log a failure; count it if its secret was right.

    Args:
        db: The session of this act.
        key: What the name is counted under.
        known: The account whose right secret came with a wrong code, else None. Only such failures
            slow a name down, and only their lock names somebody: whoever causes it knows the name.
        now: Unix seconds.
    """
    if known and throttle.note_failure(db, key, now) == throttle.FREE:
        actor = auditlog.actor_for(db, known.id, now)
        auditlog.append(db, Log.ACCESS, Event.AUTH_LOCK, now=now, actor=actor, outcome="deny")
    elif throttle.may_log(db, now):
        auditlog.append(db, Log.ACCESS, Event.AUTH_FAIL, now=now, actor="none", outcome="deny")
    return Denied()


def sign_out(db: Session, account_id: str, now: int) -> None:
    """Log that a session ended at its owner's wish."""
    auditlog.append_by(db, account_id, Event.AUTH_LOGOUT, now=now)


def save_vault(db: Session, account_id: str, data: bytes) -> None:
    """Replace what a client sealed for itself."""
    check_sealed(data, "vault")
    vault = db.get(Vault, account_id)
    if vault is None:
        db.add(Vault(account_id=account_id, data=data))
    else:
        vault.data = data

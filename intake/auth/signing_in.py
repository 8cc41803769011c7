"""Signing in with the authentication secret and a one-time code.

Both factors are checked before any answer differs. Without the right secret nothing tells a name
that exists from one that does not: neither answer nor work, neither what is kept nor what is
logged. The passphrase itself never arrives here (SPEC section 7).
"""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.auth.failures import Failures
from intake.config import Keys
from intake.crypto import passwords, totp
from intake.crypto.roster.accounts import unknown_name_salt
from intake.form.languages import SOURCE
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.members import has_left
from intake.store.columns import require_sealed
from intake.store.engine import Database
from intake.store.models import Account, UnlockFile, Vault
from intake.web.admission.gently import gently
from intake.web.staff import throttle
from intake.web.staff.sessions import begin

NO_ACCOUNT = "0" * 32  # The account id of names that do not exist.
# Made at the start on purpose: made with the first unknown name, that answer would come later than
# that of a name which exists.
DUMMY_HASH = passwords.hash_auth_secret(bytes(32))


@dataclass(frozen=True)
class Attempt:
    """What the browser sends: the name, 32 secret bytes, six digits, the language of its page."""

    username: str
    secret: bytes
    code: str
    lang: str = SOURCE


@dataclass(frozen=True)
class SignedIn:
    """A session began."""

    account: Account
    token: str
    server_half: bytes
    seed_file: bytes


@dataclass(frozen=True)
class NoSession:
    """No session; ``slow`` when too many attempts failed."""

    slow: bool = False


def pass_salt(db: Session, keys: Keys, username: str) -> bytes:
    """Return the 16 server bytes of a name, existing or not; they never change."""
    found = db.scalar(select(Account.pass_salt).where(Account.username == username))
    unknown = unknown_name_salt(keys.server, username)
    return unknown if found is None else found


def check_secret(database: Database, keys: Keys, attempt: Attempt, now: int) -> bool:
    """Tell whether the authentication secret is right, after the same work for every name.

    The code is worked out as well, so that it does not show which of the two was wrong. No
    transaction is open meanwhile: Argon2 takes long, and on SQLite a lock held for it would keep
    reports from being stored for as long as somebody guesses.
    """
    with database.reading() as db:
        account = db.scalar(select(Account).where(Account.username == attempt.username))
    _find_step(account, keys, attempt, now)
    is_right = _is_secret(account.auth_hash if account else DUMMY_HASH, attempt.secret)
    return is_right and account is not None


def changes_nothing(database: Database, now: int) -> bool:
    """Tell whether a wrong secret leaves no trace now; then no writer is locked out for it."""
    with database.reading() as db:
        return not throttle.is_due(db, now)


def sign_in(
    act: Act, keys: Keys, attempt: Attempt, failures: Failures, *, secret_ok: bool
) -> SignedIn | NoSession:
    """Check the one-time code and begin a session, or count and log the failure.

    Args:
        act: Of nobody, until it is known who it is.
        keys: The instance's.
        attempt: What was sent.
        failures: Those of this process.
        secret_ok: What ``check_secret`` said of it.
    """
    db, now = act.db, act.now
    key = throttle.key_of(keys.server, attempt.username)
    if not secret_ok:
        return _fail(act, key, failures, None)
    # Locked, so that one code sent twice at once is used once, and a wrong one counts for the next.
    query = (
        select(Account).where(Account.username == attempt.username).with_for_update(key_share=True)
    )
    account = db.scalar(query)
    if throttle.is_slowed(db, key, now):
        return NoSession(slow=True)
    step = _find_step(account, keys, attempt, now)
    if account is None or step is None or _is_out(act, account):
        return _fail(act, key, failures, account)
    throttle.forget(db, key)
    # Before whoever may be about to read the log; else the last ones would wait for the next.
    _log_failures(act, failures)
    account.totp_step = step
    token, half = begin(db, account, now, attempt.lang)
    act.by(account).log(Event.AUTH_OK, detail={"role": account.role})
    unlock = db.get_one(UnlockFile, (account.id, "passphrase"))
    return SignedIn(account, token, half, unlock.data)


def _is_out(act: Act, account: Account) -> bool:
    """Tell whether an account has no rights now: disabled, suspended, or taken off the list."""
    return account.barred or has_left(act.db, account.id)


def _find_step(account: Account | None, keys: Keys, attempt: Attempt, now: int) -> int | None:
    """Return the one-time code's step if it is right and new; the same work for no account."""
    id_, wrapped, last = (
        (account.id, account.totp_wrapped, account.totp_step)
        if account
        else (NO_ACCOUNT, _nobodys_totp(keys.server), 0)
    )
    step = totp.find_step(totp.unwrap_secret(keys.server, id_, wrapped), attempt.code, now, last)
    return step if account else None


@cache
def _nobodys_totp(server_key: bytes) -> bytes:
    return totp.wrap_secret(server_key, NO_ACCOUNT, totp.new_secret())


def _is_secret(stored: str, secret: bytes) -> bool:
    try:
        gently(passwords.verify_auth_secret, stored, secret)
    except passwords.SecretError:
        return False
    return True


def _fail(act: Act, key: bytes, failures: Failures, known: Account | None) -> NoSession:
    """Log a failure; count it if its secret was right.

    Args:
        act: Of nobody.
        key: What the name is counted under.
        failures: Those of this process.
        known: The account whose right secret came with a wrong code, else None. Only such failures
            slow a name down, and only their lock names somebody: whoever causes it knows the name.
    """
    failures.note()
    if known and throttle.note_failure(act.db, key, act.now) == throttle.FREE:
        act.by(known).log(Event.AUTH_LOCK, outcome="deny")
    elif throttle.may_log(act.db, act.now):
        _log_failures(act, failures)
    return NoSession()


def _log_failures(act: Act, failures: Failures) -> None:
    count = failures.take()
    if count:
        act.log(Event.AUTH_FAIL, outcome="deny", detail={"failures": count})


def sign_out(act: Act) -> None:
    """Log that a session ended at its owner's wish."""
    act.log(Event.AUTH_LOGOUT)


def save_vault(act: Act, data: bytes) -> None:
    """Replace what a client sealed for itself."""
    require_sealed(data, "vault")
    vault = act.db.get(Vault, act.actor.id)
    if vault is None:
        act.db.add(Vault(account_id=act.actor.id, data=data))
    else:
        vault.data = data

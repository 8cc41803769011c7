"""A fresh one-time code of somebody who is signed in, before an act that reaches far.

A code is accepted once, at sign-in or here; wrong ones count with those of signing in
(``throttle``), so that a stolen session gives no more guesses than a stolen secret.
"""

from typing import Literal

from intake.config import Keys
from intake.crypto import totp
from intake.log.act import Act
from intake.log.events import Event
from intake.store.locks import KEYS_STAY
from intake.store.models import Account
from intake.web.staff import throttle

Step = Literal["right", "wrong", "slow"]


def step_up(act: Act, keys: Keys, code: str) -> Step:
    """Use up a one-time code, or log that it was wrong.

    Args:
        act: Of who is signed in; the caller commits, also what is not right, and appends the
            entry of the act itself if it is.
        keys: The instance's.
        code: What was typed.

    Returns:
        ``slow`` when too many were wrong: then the code was not looked at.
    """
    db, now = act.db, act.now
    key = throttle.key_of(keys.server, act.actor.username)
    account = db.get_one(Account, act.actor.id, with_for_update=KEYS_STAY, populate_existing=True)
    if throttle.is_slowed(db, key, now):
        return "slow"
    secret = totp.unwrap_secret(keys.server, account.id, account.totp_wrapped)
    step = totp.find_step(secret, code, now, account.totp_step)
    if step is None or account.barred:
        _note_wrong(act, key)
        return "wrong"
    throttle.forget(db, key)
    account.totp_step = step
    return "right"


def _note_wrong(act: Act, key: bytes) -> None:
    if throttle.note_failure(act.db, key, act.now) == throttle.FREE:
        act.log(Event.AUTH_LOCK, outcome="deny")
    else:
        act.log(Event.AUTH_STEPUP, outcome="deny", detail={"reason": "wrong_code"})

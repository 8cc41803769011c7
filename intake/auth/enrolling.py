"""Enrolment: the browser makes every key; the server keeps public halves, and checks codes."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from intake.clock import day_of
from intake.config import Keys
from intake.crypto import passwords, totp
from intake.crypto.age.hybrid import KeyTextError, parse_recipient
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.crypto.roster.roster import Roster
from intake.errors import Conflict, NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.roster.accepting import accept_version
from intake.roster.chain import current_roster
from intake.store.columns import require_sealed
from intake.store.engine import Database
from intake.store.models import Account, Invite, UnlockFile, Vault
from intake.web.admission.gently import gently


@dataclass(frozen=True)
class Enrolment:
    """What a newcomer's browser sends; every field is checked for form before."""

    secret: bytes  # 32 bytes
    totp_secret: str  # base32, 32 characters
    code: str  # the first one, which shows that the secret is in the app
    recipient: str
    verify_key: bytes  # 32 bytes
    seed_file: bytes
    vault: bytes
    note: str | None = None  # roster version 1, by the first triage member
    desk_key: bytes | None = None


def get_invite(db: Session, token: str, now: int, *, lock: bool = False) -> Invite:
    """Return a live invitation, locked if it is to be used up, or raise NotFound."""
    found = db.get(Invite, passwords.hash_token(token), with_for_update=lock or None)
    if found is None or found.expires_at < now:
        raise NotFound("invite")
    return found


def makes_the_desk(db: Session, invited: Invite) -> bool:
    """Tell whether this newcomer's browser makes the desk."""
    return invited.triage and current_roster(db) is None


def hash_secret(database: Database, token: str, secret: bytes, now: int) -> str:
    """Return what is stored of an authentication secret of 32 bytes, for a live invitation.

    No transaction is open meanwhile, as when it is checked (``signing_in.check_secret``).
    """
    with database.reading() as db:
        get_invite(db, token, now)
    return gently(passwords.hash_auth_secret, secret)


def enrol(act: Act, keys: Keys, token: str, sent: Enrolment, auth_hash: str) -> Account:
    """Turn an invitation into an account; with a first roster when there is no desk yet.

    ``auth_hash`` is what ``hash_secret`` made of the secret that was sent.
    """
    db, now = act.db, act.now
    invited = get_invite(db, token, now, lock=True)
    _check(sent)
    _require_desk(db, invited)
    step = totp.find_step(sent.totp_secret, sent.code, now, 0)
    if step is None:
        raise Refused("totp")
    wrapped = totp.wrap_secret(keys.server, invited.account_id, sent.totp_secret)
    account = _account(invited, sent, auth_hash, now, wrapped)
    account.totp_step = step
    db.add(account)
    db.flush()
    db.add(UnlockFile(account_id=account.id, method="passphrase", data=sent.seed_file))
    db.add(Vault(account_id=account.id, data=sent.vault))
    theirs = act.by(account)
    theirs.log(Event.USER_CREATE, detail={"role": account.role})
    if makes_the_desk(db, invited):
        _first_roster(theirs, sent)
    elif sent.note is not None:
        raise Conflict("desk_exists")
    db.delete(invited)
    return account


def _require_desk(db: Session, invited: Invite) -> None:
    """Refuse an account of the desk before the desk: its vault could name no roster (SPEC 7)."""
    if invited.role in DESK_ROLES and not invited.triage and current_roster(db) is None:
        raise Conflict("no_desk")


def _check(sent: Enrolment) -> None:
    if not totp.SECRET.fullmatch(sent.totp_secret):
        raise Refused("damaged")
    try:
        parse_recipient(sent.recipient)
    except KeyTextError:
        raise Refused("damaged") from None
    require_sealed(sent.seed_file, "seed")
    require_sealed(sent.vault, "vault")
    if sent.desk_key is not None:
        require_sealed(sent.desk_key, "desk-key")


def _account(
    invited: Invite, sent: Enrolment, auth_hash: str, now: int, totp_wrapped: bytes
) -> Account:
    return Account(
        id=invited.account_id,
        username=invited.username,
        role=invited.role,
        triage=invited.triage,
        pass_salt=invited.pass_salt,
        auth_hash=auth_hash,
        totp_wrapped=totp_wrapped,
        recipient=sent.recipient,
        verify_key=sent.verify_key,
        enrolled_on=day_of(now),
        invited_by=invited.made_by,
    )


def _first_roster(act: Act, sent: Enrolment) -> Roster:
    if sent.note is None or sent.desk_key is None:
        raise Refused("first_roster")
    return accept_version(act, sent.note, {act.actor.id: sent.desk_key})

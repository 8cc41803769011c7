"""Inviting somebody: a one-time link, with everything that must not change while they enrol."""

import secrets
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.clock import DAY
from intake.config import Keys, Settings
from intake.crypto.passwords import hash_token
from intake.crypto.roster.accounts import unknown_name_salt
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.crypto.shapes import USER_NAME
from intake.errors import Conflict, NotFound, Refused
from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.roster.members import lock_members
from intake.store.models import ROLES, Account, Invite

INVITE_DAYS = 7


def invite(act: Act, keys: Keys, username: str, role: str, *, triage: bool) -> str:
    """Store an invitation and log it; return the one-time token."""
    if role not in ROLES or (triage and role not in DESK_ROLES):
        raise Refused("role")
    if not USER_NAME.fullmatch(username):
        raise Refused("username")
    lock_members(act)  # Nobody invites while they are disabled.
    _delete_what_is_over(act)
    db = act.db
    if db.scalar(select(Account.id).where(Account.username == username)) or db.scalar(
        select(Invite.account_id).where(Invite.username == username)
    ):
        raise Conflict("username_taken")
    token, account_id = secrets.token_urlsafe(24), secrets.token_hex(16)
    db.add(
        Invite(
            token_hash=hash_token(token),
            username=username,
            role=role,
            triage=triage,
            account_id=account_id,
            pass_salt=unknown_name_salt(keys.server, username),
            expires_at=act.now + INVITE_DAYS * DAY,
            made_by=None if act.actor == SYSTEM else act.actor.id,
        )
    )
    detail = {"who": act.pseudonym_of(account_id), "role": role, "triage": triage}
    act.log(Event.USER_INVITE, detail=detail)
    return token


def sweep(act: Act, _settings: Settings) -> None:
    """Delete every invitation that is over; there is an entry for each."""
    _delete_what_is_over(act)


def list_open(db: Session, now: int) -> list[dict[str, object]]:
    """Return what every open invitation says, but for its token, which nobody keeps.

    ``expires_at`` is in Unix seconds; ``made_by`` a user name, None for one made at the machine.
    """
    maker = select(Account.username).where(Account.id == Invite.made_by).scalar_subquery()
    query = select(Invite, maker).where(Invite.expires_at >= now).order_by(Invite.username)
    return [
        {
            "account": row.account_id,
            "username": row.username,
            "role": row.role,
            "triage": row.triage,
            "expires_at": row.expires_at,
            "made_by": made_by,
        }
        for row, made_by in db.execute(query)
    ]


def revoke(act: Act, account_id: str) -> None:
    """Take back the invitation that was to become this account; its link is as one that is over.

    Raises:
        NotFound: ``invite``: there is none any more, perhaps because it was just used.
    """
    lock_members(act)  # Nobody revokes while they are disabled.
    mine = select(Invite).where(Invite.account_id == account_id).with_for_update()
    invited = act.db.scalar(mine)
    if invited is None or invited.expires_at < act.now:
        raise NotFound("invite")
    _end(act, invited, "revoked")


def end_invitations_of(act: Act, account_id: str, reason: str) -> None:
    """Delete every invitation that an account made; there is an entry for each, with the reason.

    Else somebody who is about to be disabled could invite themselves back, as administrator too.
    """
    made = select(Invite).where(Invite.made_by == account_id).with_for_update()
    for invited in act.db.scalars(made.order_by(Invite.token_hash)).all():
        _end(act, invited, reason)


def _delete_what_is_over(act: Act) -> None:
    by_itself = replace(act, actor=SYSTEM)
    over = select(Invite).where(Invite.expires_at < act.now).with_for_update(skip_locked=True)
    for invited in act.db.scalars(over).all():
        _end(by_itself, invited, "expired")


def _end(act: Act, invited: Invite, reason: str) -> None:
    """Delete an invitation that nobody used, with an entry that says why."""
    act.db.delete(invited)
    detail = {"who": act.pseudonym_of(invited.account_id), "reason": reason}
    act.log(Event.USER_INVITE, outcome="deny", detail=detail)

"""Flask's session is a row in the database, found by a random token that is stored hashed.

Before sign-in there is no session and no cookie. The cookie is ``__Host-intake``: Secure, HttpOnly,
SameSite=Strict, without lifetime. Idle and absolute limits are checked against the server's clock;
a session that is over is deleted, and its server half with it (SPEC section 7). What a page asks
for on its own is no use of it (``intake.web.declared.unattended``).
"""

import hashlib
import json
import secrets
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session as DatabaseSession

from intake.config import Settings
from intake.log.act import SYSTEM, Act, Actor
from intake.store.models import Account, StaffSession, VisitToken
from intake.web.services import Services, services_of

COOKIE = "__Host-intake"
LANG = "lang"  # Key of the language in a session's data.
SEEN_EVERY = 30  # seconds between writes of ``seen_at``
#: First parts of the paths for which a session is looked up, and of all that are no public pages.
PREFIXES = frozenset(
    {"desk", "audit", "admin", "session", "roster", "vault", "waiting", "sign-out", "log"}
)
STAFF_PATHS = PREFIXES | {"sign-in", "enrol"}
# Made once: every request of the staff begins with it.
_BY_TOKEN = (
    select(StaffSession, Account)
    .join(Account, Account.id == StaffSession.account_id)
    .where(StaffSession.token_hash == bindparam("hashed"))
)


class Session(dict[str, Any], SessionMixin):
    """The session of one request; empty and without actor when nobody is signed in."""

    def __init__(self, actor: Actor | None = None, half: bytes = b"", data: str = "{}") -> None:
        super().__init__(json.loads(data))
        self.actor = actor
        self.server_half = half
        self.token_hash = b""
        self.seen_at = 0  # Unix seconds of the last use that was written.
        self.loaded = data
        self.new_token = ""  # Set by sign-in; the cookie is written from it.
        self.ended = False
        self.lost: DBAPIError | None = None  # Why nobody knows whether there is one.


def token_hash(token: str) -> bytes:
    """Return the SHA-256 under which a session token is stored."""
    return hashlib.sha256(token.encode()).digest()


def begin(db: DatabaseSession, account: Account, now: int, lang: str) -> tuple[str, bytes]:
    """Store a new session in a language; return its token and its server half (32 bytes)."""
    token, half = secrets.token_urlsafe(32), secrets.token_bytes(32)
    row = StaffSession(
        token_hash=token_hash(token),
        account_id=account.id,
        server_half=half,
        data=json.dumps({LANG: lang}),
        created_at=now,
        seen_at=now,
    )
    db.add(row)
    return token, half


def end(db: DatabaseSession, session: Session) -> None:
    """Delete the session of this request and its tokens; its cookie goes with the answer."""
    db.execute(delete(VisitToken).where(VisitToken.session_hash == session.token_hash))
    db.execute(delete(StaffSession).where(StaffSession.token_hash == session.token_hash))
    session.ended = True


def sweep(act: Act, settings: Settings) -> None:
    """Delete every session that is over, and its server half with it."""
    now = act.now
    act.db.execute(
        delete(StaffSession).where(
            (StaffSession.seen_at < now - settings.idle_minutes * 60)
            | (StaffSession.created_at < now - settings.session_hours * 3600)
        )
    )


class RowSessions(SessionInterface):
    """Opens and saves :class:`Session`; public paths never touch the database or the cookie."""

    def open_session(self, app: Flask, request: Request) -> Session:
        """Return the live session behind the cookie, or an empty one."""
        token = request.cookies.get(COOKIE, "")
        if not token or request.path.split("/")[1] not in PREFIXES:
            return Session()
        services = services_of(app)
        try:
            return _load(services, token_hash(token))
        except DBAPIError as error:
            session = Session()
            session.lost = error
            return session

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write changed data, and the cookie when a session begins or ends."""
        if not isinstance(session, Session):
            return
        if session.new_token:
            response.set_cookie(
                COOKIE, session.new_token, secure=True, httponly=True, samesite="Strict", path="/"
            )
        elif session.ended:
            response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="Strict", path="/")
        elif session.actor and json.dumps(session, sort_keys=True) != session.loaded:
            with services_of(app).database.session() as db:
                row = db.get(StaffSession, session.token_hash)
                if row is not None:
                    row.data = json.dumps(session, sort_keys=True)
                db.commit()


def _load(services: Services, hashed: bytes) -> Session:
    """Return the session of a token's hash, empty if there is none that lives.

    Anybody can invent a cookie, and on SQLite an act locks all other writers out. So it is only
    looked for here; ``touch`` writes, once the guard has let the request through.
    """
    now, settings, database = services.clock(), services.config.settings, services.database
    with database.reading() as db:
        found = db.execute(_BY_TOKEN, {"hashed": hashed}).one_or_none()
    if found is None or found[1].barred:
        return Session()
    row, account = found
    if is_over(row, settings, now):
        with database.session() as db:
            sweep(Act(db, SYSTEM, now), settings)
            db.commit()
        return Session()
    session = Session(Actor.of(account), row.server_half, row.data)
    session.token_hash, session.seen_at = hashed, row.seen_at
    return session


def touch(services: Services, session: Session) -> None:
    """Write down that somebody used their session now."""
    now = services.clock()
    if now - session.seen_at < SEEN_EVERY:
        return
    with services.database.session() as db:
        mine = StaffSession.token_hash == session.token_hash
        db.execute(update(StaffSession).where(mine).values(seen_at=now))
        db.commit()


def is_over(row: StaffSession, settings: Settings, now: int) -> bool:
    """Tell of one row what ``sweep`` deletes."""
    oldest_seen, oldest = now - settings.idle_minutes * 60, now - settings.session_hours * 3600
    return row.seen_at < oldest_seen or row.created_at < oldest

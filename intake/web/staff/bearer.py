"""The token of a visit (docs/spec/log.md, 11): what it opens, for how long, and when it is over.

It comes in ``Authorization: Bearer`` and nowhere else, opens only views that say so
(``intake.web.declared.by_token``), and beside it no cookie counts. Whatever is wrong with it is
answered alike: 401, and no body.
"""

import re
import secrets
from dataclasses import dataclass

from flask import Request, Response, g
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session as DatabaseSession

from intake.config import Settings
from intake.crypto.encoding import b64u
from intake.crypto.tlog.note import COSIGNATURE, NoteError, VerifierKey, parse_vkey
from intake.log.act import Act, Actor
from intake.store.models import Account, StaffSession, VisitToken
from intake.web.services import Services
from intake.web.staff.sessions import Session, is_over, token_hash

FIRST_USE = 15 * 60  # seconds from its making
LASTS = 60 * 60  # seconds from its first use
MOST_BYTES = 1 << 30  # given out in one run
COPY_KEY = "Intake-Copy"  # The header that names the key of the copy, a vkey.
MAX_KEY = 300  # characters of that

_BEARER = re.compile(r"bearer +(ti-audit-1\.[A-Za-z0-9_-]{43})", re.IGNORECASE)


@dataclass(frozen=True)
class Visitor:
    """Whose machine asks, with a token that holds."""

    token_hash: bytes
    actor: Actor
    scope: str  # "log" or "details"
    copy_key: VerifierKey


def new_token(act: Act, session: Session, scope: str) -> str:
    """Store a new token of this session; return it, which nobody can do again."""
    token = f"ti-audit-1.{b64u(secrets.token_bytes(32))}"
    row = VisitToken(
        token_hash=token_hash(token),
        account_id=act.actor.id,
        session_hash=session.token_hash,
        scope=scope,
        made_at=act.now,
    )
    act.db.add(row)
    return token


def is_carried(request: Request) -> bool:
    """Tell whether a request shows a token, whatever it is worth."""
    return request.headers.get("Authorization", "").lower().startswith("bearer")


def find_visitor(services: Services, request: Request) -> Visitor | None:
    """Return whose token a request shows; None if it is none, or no longer, or another copy's."""
    found = _BEARER.fullmatch(request.headers.get("Authorization", ""))
    key = _parse_key(request.headers.get(COPY_KEY, ""))
    if not found or not key:
        return None
    named, hashed = request.headers[COPY_KEY], token_hash(found[1])
    with services.database.reading() as db:
        is_first = _is_unused(db, hashed)
    if is_first:
        _use(services, hashed, named)
    with services.database.reading() as db:
        if not _has_session(db, hashed, services):
            return None
        return _load(db, hashed, named, key, services.clock())


def _parse_key(text: str) -> VerifierKey | None:
    try:
        key = parse_vkey(text) if len(text) <= MAX_KEY else None
    except NoteError:
        return None
    return key if key and key.type == COSIGNATURE else None


def _is_unused(db: DatabaseSession, hashed: bytes) -> bool:
    unused = VisitToken.token_hash == hashed, VisitToken.used_at.is_(None)
    return db.scalar(select(VisitToken.token_hash).where(*unused)) is not None


def _use(services: Services, hashed: bytes, named: str) -> None:
    """Let the time of a token run, and bind it to the copy's key; of two at once one does."""
    now = services.clock()
    unused = VisitToken.token_hash == hashed, VisitToken.used_at.is_(None)
    in_time = VisitToken.made_at > now - FIRST_USE
    with services.database.session() as db:
        db.execute(update(VisitToken).where(*unused, in_time).values(used_at=now, copy_key=named))
        db.commit()


def _load(
    db: DatabaseSession, hashed: bytes, named: str, key: VerifierKey, now: int
) -> Visitor | None:
    query = select(VisitToken, Account).join(Account, Account.id == VisitToken.account_id)
    found = db.execute(query.where(VisitToken.token_hash == hashed)).one_or_none()
    if found is None:
        return None
    row, account = found
    is_late = row.used_at is None or now >= row.used_at + LASTS
    if is_late or row.copy_key != named or account.barred or account.role != "auditor":
        return None
    return Visitor(hashed, Actor.of(account), row.scope, key)


def _has_session(db: DatabaseSession, hashed: bytes, services: Services) -> bool:
    """Tell whether the session that a token was made in goes on: it ends with it, by time too."""
    made_in = select(VisitToken.session_hash).where(VisitToken.token_hash == hashed)
    row = db.scalar(select(StaffSession).where(StaffSession.token_hash.in_(made_in)))
    return row is not None and not is_over(row, services.config.settings, services.clock())


def visitor() -> Visitor:
    """Return whose token opened this view; the guard has put it there."""
    found: Visitor = g.visitor
    return found


def unauthorised() -> Response:
    """Return the one answer to whatever is wrong with a token."""
    response = Response(status=401, headers={"WWW-Authenticate": "Bearer"})
    del response.headers["Content-Type"]
    return response


def count_given(services: Services, response: Response) -> Response:
    """Count what leaves under a token; what would be too much does not leave."""
    found: Visitor | None = g.get("visitor")
    if found is None:
        return response
    more = VisitToken.given + len(response.get_data())
    mine = VisitToken.token_hash == found.token_hash
    with services.database.session() as db:
        counted = update(VisitToken).where(mine, more <= MOST_BYTES).values(given=more)
        is_within = db.execute(counted.returning(VisitToken.given)).one_or_none() is not None
        db.commit()
    # The answer to the last line of a visit finds its token gone, and has no body.
    return response if is_within or response.status_code == 204 else unauthorised()


def sweep(act: Act, _settings: Settings) -> None:
    """Delete every token that is over."""
    late = VisitToken.used_at.is_(None) & (VisitToken.made_at <= act.now - FIRST_USE)
    act.db.execute(delete(VisitToken).where(late | (VisitToken.used_at <= act.now - LASTS)))

"""Who may use a view: asked before every request, closed when a view does not say."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit

from flask import Flask, abort, current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import validate_csrf
from sqlalchemy.orm import Session
from werkzeug.exceptions import Forbidden
from wtforms import ValidationError

from intake.errors import IntakeError
from intake.log.act import Act, Actor
from intake.log.events import Event
from intake.web.declared import (
    BY_TOKEN,
    PUBLIC,
    PUBLIC_LOG,
    allowed_roles,
    is_unattended,
    token_scope,
)
from intake.web.refusals import refuse, wants_page
from intake.web.services import services
from intake.web.staff import bearer
from intake.web.staff.sessions import Session as StaffSession
from intake.web.staff.sessions import touch

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_PAGES = frozenset({"same-origin", "none"})  # Values of Sec-Fetch-Site.
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class WrongRole(Forbidden):
    """Somebody is signed in, and this is not for their role; it is in the access log."""

    name = "wrong_role"  # The code of the answer.


def actor() -> Actor:
    """Return who is signed in; 401 when nobody is."""
    found = session.actor if isinstance(session, StaffSession) else None
    if found is None:
        abort(401)
    return found


def act_in(db: Session) -> Act:
    """Return an act of who is signed in, now, in this session."""
    return Act(db, actor(), services().clock())


@contextmanager
def one_act() -> Iterator[Act]:
    """Give an act and commit it; of a refusal that was logged commit the entry, else nothing."""
    with services().database.session() as db:
        try:
            yield act_in(db)
        except IntakeError as error:
            if error.is_logged:
                db.commit()
            raise
        db.commit()


def require_same_origin() -> None:
    """Refuse a request that a page of another origin sent (DESIGN section 3).

    The scheme this server sees may be that of a proxy, so it is judged by itself: http is believed
    only where nobody on the way can have put a page of theirs in the place of ours.
    """
    try:
        origin = urlsplit(request.headers.get("Origin", ""))
    except ValueError:  # No address at all, such as one with an open bracket.
        abort(403)
    if origin.netloc != request.host or not _is_secure(origin):
        abort(403)


def _is_secure(origin: SplitResult) -> bool:
    """Tell whether browsers call an origin secure: https, or http to this machine or an onion."""
    if origin.scheme == "https":
        return True
    host = origin.hostname or ""
    return origin.scheme == "http" and (host in LOOPBACK or host.endswith((".localhost", ".onion")))


def check_access() -> ResponseReturnValue | None:
    """Let the request through only if its view says so."""
    view = current_app.view_functions.get(request.endpoint or "")
    if bearer.is_carried(request):
        return _check_token(view)
    if view is None:
        return None  # No such route; Flask answers 404 or 405.
    roles = allowed_roles(view)
    if roles is None:
        abort(500)  # Fail closed: a view that declares nothing is not served.
    if roles == BY_TOKEN:
        return bearer.unauthorised()
    if roles == PUBLIC or (PUBLIC_LOG in roles and services().config.settings.public):
        return _refuse_foreign_page()
    return _check_session(view, roles)


def _check_session(view: object, roles: frozenset[str]) -> ResponseReturnValue | None:
    """Let who is signed in through, with one of these roles, from a page of ours."""
    if isinstance(session, StaffSession) and session.lost is not None:
        raise session.lost
    if not isinstance(session, StaffSession) or session.actor is None:
        visits = request.method in SAFE and wants_page()
        return redirect("/sign-in", 303) if visits else abort(401)
    if session.actor.role not in roles:
        _refuse_role()
    _require_own_page()
    if not is_unattended(view):
        touch(services(), session)
    return None


def _check_token(view: object) -> ResponseReturnValue | None:
    """Let a visit through where its token reaches; no session counts beside it."""
    scope = token_scope(view) if view is not None and allowed_roles(view) else None
    found = bearer.find_visitor(services(), request) if scope else None
    if found is None or scope not in {"log", found.scope}:
        return bearer.unauthorised()
    g.visitor = found
    return None


def _require_own_page() -> None:
    """Refuse what a page of another site sends, also to read: a read may be logged as an act."""
    if request.headers.get("Sec-Fetch-Site", "none") not in OWN_PAGES:
        abort(403)
    if request.method not in SAFE:
        require_same_origin()
        _require_csrf_token()


def _refuse_foreign_page() -> ResponseReturnValue | None:
    """Refuse what another site's page sends for a reporter: it could choose the code they write on.

    Public pages send no origin (``no-referrer``); browsers since about 2021 say instead whether it
    was one of ours. Older ones say nothing and are let through.
    """
    if request.method in SAFE or request.headers.get("Sec-Fetch-Site", "none") in OWN_PAGES:
        return None
    return refuse(403, "foreign")


def _refuse_role() -> NoReturn:
    """Log that somebody asked for what is not for their role, and refuse it.

    The entry names the part of the site, never the address: a case's id stands in it.
    """
    with services().database.session() as db:
        act = act_in(db)
        detail = {"area": request.blueprint, "reason": "wrong_role", "role": act.actor.role}
        act.log(Event.AUTH_DENY, outcome="deny", detail=detail)
        db.commit()
    raise WrongRole


def _require_csrf_token() -> None:
    """Refuse a change without the session's token, which only our own pages can read."""
    try:
        validate_csrf(request.headers.get("X-CSRFToken"))
    except ValidationError:
        abort(403)


def init_guards(app: Flask) -> None:
    """Ask before every request of the application."""
    app.before_request(check_access)
    app.after_request(lambda response: bearer.count_given(services(), response))

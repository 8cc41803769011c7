"""A session that is there: its half of a key, its end, and the page of who waits."""

from flask import jsonify, session
from flask.typing import ResponseReturnValue

from intake.auth import signing_in
from intake.auth.views.blueprint import bp
from intake.crypto.encoding import b64u
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.form.languages import STAFF as LANGUAGES
from intake.form.names import name_within
from intake.log.events import Event
from intake.web.declared import STAFF, allow, logged, unlogged
from intake.web.staff.guards import actor, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import home_of, staff_page
from intake.web.staff.sessions import Session, end
from intake.web.staff.speaking import keep_language
from intake.web.words.i18n import language


@bp.get("/session/half")
@allow(*STAFF)
@unlogged("gives a live session its own half of a key that only this browser can use")
def session_half() -> ResponseReturnValue:
    """Answer with the server half of the session key."""
    found = actor()
    half = session.server_half if isinstance(session, Session) else b""
    return jsonify(
        account=found.id, username=found.username, role=found.role, server_half=b64u(half)
    )


@bp.get("/session/language")
@allow(*STAFF)
@unlogged("offers the languages of staff pages, the same to everybody")
def language_page() -> ResponseReturnValue:
    """Offer the languages that staff pages are written in."""
    names = {tag: name_within("language", tag, language()) for tag in LANGUAGES}
    home, page = home_of(actor().role), "auth/language.html"
    return staff_page(page, "language", languages=LANGUAGES, names=names, home=home)


@bp.post("/session/language")
@allow(*STAFF)
@unlogged("the language of one's own pages, in the row of one's own session")
def choose_language() -> ResponseReturnValue:
    """Go on in another language for as long as the session lasts."""
    keep_language(json_body().text("lang", 16))
    return "", 204


@bp.post("/sign-out")
@allow(*STAFF)
@logged(Event.AUTH_LOGOUT)
def sign_out() -> ResponseReturnValue:
    """End the session and its server half."""
    if isinstance(session, Session):
        with one_act() as act:
            signing_in.sign_out(act)
            end(act.db, session)
    return "", 204


@bp.get("/waiting")
@allow(*DESK_ROLES)
@unlogged("shows a newcomer their own safety number")
def waiting() -> ResponseReturnValue:
    """Show what a newcomer must do to be admitted."""
    return staff_page("auth/waiting.html", "waiting")

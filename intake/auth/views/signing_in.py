"""Signing in, as a page and as JSON for its script."""

from flask import jsonify, session
from flask.typing import ResponseReturnValue

from intake.auth import signing_in
from intake.auth.views.blueprint import bp, failures
from intake.crypto.encoding import b64u
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.form.languages import STAFF
from intake.log.act import NOBODY, Act
from intake.log.events import Event
from intake.web.admission.rooms import SIGN_IN, admitted
from intake.web.declared import logged, public, unlogged
from intake.web.services import services
from intake.web.staff.guards import require_same_origin
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import home_of, staff_page
from intake.web.staff.sessions import Session
from intake.web.staff.speaking import speak_as
from intake.web.words.i18n import STAFF_LANG
from intake.web.words.staff import NO_SESSION
from intake.web.words.words import say


@bp.get("/sign-in")
@bp.get(f"/sign-in{STAFF_LANG}")
@public
@unlogged("an empty page")
def sign_in_page() -> ResponseReturnValue:
    """Show the sign-in page."""
    return staff_page("auth/sign_in.html", "sign-in", languages=STAFF)


@bp.post("/sign-in/start")
@public
@unlogged("answers alike for every name")
def sign_in_start() -> ResponseReturnValue:
    """Answer with the salt of a name, existing or not."""
    require_same_origin()
    username = json_body().text("username", 64).strip().lower()
    with services().database.reading() as db:
        salt = signing_in.pass_salt(db, services().config.keys, username)
    return jsonify(pass_salt=b64u(salt), origin=services().config.settings.origin)


@bp.post("/sign-in")
@public
@logged(Event.AUTH_OK, Event.AUTH_FAIL, Event.AUTH_LOCK)
@admitted(SIGN_IN)
def sign_in() -> ResponseReturnValue:
    """Check both factors; begin a session."""
    require_same_origin()
    body = json_body()
    username = body.text("username", 64).strip().lower()
    secret, code = body.binary("secret", 32), body.text("totp", 16)
    attempt = signing_in.Attempt(username, secret, code, speak_as(body.optional_text("lang", 16)))
    keys, now = services().config.keys, services().clock()
    database = services().database
    secret_ok = signing_in.check_secret(database, keys, attempt, now)
    if not secret_ok and signing_in.changes_nothing(database, now):
        failures().note()
        return _problem("sign_in", 403)
    with database.session() as db:
        act = Act(db, NOBODY, now)
        outcome = signing_in.sign_in(act, keys, attempt, failures(), secret_ok=secret_ok)
        db.commit()  # Failures are counted and logged too.
        waiting = _must_wait(outcome) if isinstance(outcome, signing_in.SignedIn) else False
    if isinstance(outcome, signing_in.NoSession):
        code, status = ("slow_down", 429) if outcome.slow else ("sign_in", 403)
        return _problem(code, status)
    if isinstance(session, Session):
        session.new_token = outcome.token
    return jsonify(
        go="/waiting" if waiting else home_of(outcome.account.role),
        account=outcome.account.id,
        seed_file=b64u(outcome.seed_file),
        server_half=b64u(outcome.server_half),
    )


def _problem(code: str, status: int) -> ResponseReturnValue:
    return jsonify(error=code, message=say(NO_SESSION, code)), status


def _must_wait(outcome: signing_in.SignedIn) -> bool:
    """Tell whether somebody is enrolled for the desk but not admitted to the roster yet."""
    if outcome.account.role not in DESK_ROLES:
        return False
    found = services().roster()
    return found is None or found.find_member(outcome.account.id) is None

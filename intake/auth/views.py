"""Sign-in, enrolment and the session, as pages and as JSON for their scripts.

Before sign-in there is no session, so no token can lie in one: these requests must carry an equal
``Origin`` instead, and JSON, which no form of another site can send.
"""

from flask import Blueprint, jsonify, session
from flask.typing import ResponseReturnValue

from intake.auth import enrolling, signing_in
from intake.clock import day_of
from intake.crypto.encoding import b64u
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.crypto.roster.rostertext import pin_of
from intake.log.act import NOBODY, Act
from intake.log.events import Event
from intake.roster.chain import all_notes, current_roster, find_proposal
from intake.store.models import Invite, Vault
from intake.web.admission.rooms import SIGN_IN, admitted
from intake.web.declared import STAFF, allow, logged, public, unlogged
from intake.web.services import services
from intake.web.staff.guards import actor, one_act, require_same_origin
from intake.web.staff.posted import JsonBody, json_body
from intake.web.staff.rendering import home_of, staff_page
from intake.web.staff.sessions import Session, end

bp = Blueprint("auth", __name__)


@bp.get("/sign-in")
@public
@unlogged("an empty page")
def sign_in_page() -> ResponseReturnValue:
    """Show the sign-in page."""
    return staff_page("auth/sign_in.html", "sign-in")


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
    attempt = signing_in.Attempt(username, body.binary("secret", 32), body.text("totp", 16))
    keys, now = services().config.keys, services().clock()
    database = services().database
    secret_ok = signing_in.check_secret(database, keys, attempt, now)
    if not secret_ok and signing_in.changes_nothing(database, now):
        return _problem("sign_in", 403)
    with database.session() as db:
        act = Act(db, NOBODY, now)
        outcome = signing_in.sign_in(act, keys, attempt, secret_ok=secret_ok)
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


PROBLEMS = {
    "sign_in": "Name, passphrase or code is wrong. Check each and try again with a new code.",
    "slow_down": "Too many attempts under this name. Wait 15 minutes, then try again.",
}


def _problem(code: str, status: int) -> ResponseReturnValue:
    return jsonify(error=code, message=PROBLEMS[code]), status


def _must_wait(outcome: signing_in.SignedIn) -> bool:
    """Tell whether somebody is enrolled for the desk but not admitted to the roster yet."""
    if outcome.account.role not in DESK_ROLES:
        return False
    found = services().roster()
    return found is None or found.find_member(outcome.account.id) is None


@bp.get("/enrol")
@public
@unlogged("an empty page; the token is in the fragment")
def enrol_page() -> ResponseReturnValue:
    """Show the enrolment page."""
    return staff_page("auth/enrol.html", "enrol")


@bp.post("/enrol/start")
@public
@unlogged("shows an invitation to who holds its token; enrolment itself is logged")
def enrol_start() -> ResponseReturnValue:
    """Answer with what an invitation says: nothing that is a secret once the account is made."""
    require_same_origin()
    token = json_body().text("token")
    with services().database.reading() as db:
        invited = enrolling.get_invite(db, token, services().clock())
        first = enrolling.makes_the_desk(db, invited)
    return jsonify({**_describe(invited), "first": first, "desk": _desk()})


def _describe(invited: Invite) -> dict[str, object]:
    return {
        "username": invited.username,
        "role": invited.role,
        "triage": invited.triage,
        "account": invited.account_id,
        "origin": services().config.settings.origin,
        "pass_salt": b64u(invited.pass_salt),
    }


def _desk() -> dict[str, object] | None:
    found = services().roster()
    if found is None:
        return None
    return {
        "desk": found.desk,
        "epoch": found.epoch,
        "recipient": found.recipient,
        "roster": pin_of(found).roster,
        "version": found.version,
    }


@bp.post("/enrol")
@public
@logged(Event.USER_CREATE)
@admitted(SIGN_IN)
def enrol() -> ResponseReturnValue:
    """Turn an invitation into an account."""
    require_same_origin()
    body = json_body()
    token, sent = body.text("token"), _enrolment(body)
    running, now = services(), services().clock()
    auth_hash = enrolling.hash_secret(running.database, token, sent.secret, now)
    with running.database.session() as db:
        enrolling.enrol(Act(db, NOBODY, now), running.config.keys, token, sent, auth_hash)
        db.commit()
    return jsonify(go="/sign-in"), 201


def _enrolment(body: JsonBody) -> enrolling.Enrolment:
    first = body.object("first")
    return enrolling.Enrolment(
        secret=body.binary("secret", 32),
        totp_secret=body.text("totp_secret", 64),
        code=body.text("totp", 16),
        recipient=body.text("recipient", 2000),
        verify_key=body.binary("verify_key", 32),
        seed_file=body.file("seed_file"),
        vault=body.file("vault"),
        note=first.text("note", 10_000) if first else None,
        desk_key=first.file("desk_key") if first else None,
    )


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


@bp.get("/roster")
@allow(*DESK_ROLES)
@unlogged("public keys and signatures of staff, and the caller's own sealed vault")
def show_roster() -> ResponseReturnValue:
    """Answer with the whole chain, what waits for a second signature, the vault, and the day.

    Somebody whom nobody admitted yet is told of no other newcomer.
    """
    me = actor().id
    with services().database.reading() as db:
        notes, proposal = all_notes(db), find_proposal(db)
        vault, found = db.get(Vault, me), current_roster(db)
    is_member = found is not None and found.find_member(me) is not None
    if proposal and not is_member and proposal.newcomer != me:
        proposal = None
    waits = proposal and {
        "version": proposal.version,
        "note": proposal.note,
        "newcomer": proposal.newcomer,
    }
    return jsonify(
        versions=notes,
        proposal=waits,
        vault=b64u(vault.data) if vault else None,
        day=day_of(services().clock()).isoformat(),
    )


@bp.put("/vault")
@allow(*DESK_ROLES)
@unlogged("a sealed note of a client to itself")
def save_vault() -> ResponseReturnValue:
    """Keep what a client sealed for itself."""
    data = json_body().file("vault")
    with one_act() as act:
        signing_in.save_vault(act, data)
    return "", 204

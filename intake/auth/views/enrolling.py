"""Enrolment, as a page and as JSON for its script."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from intake.auth import enrolling
from intake.auth.views.blueprint import bp
from intake.crypto.encoding import b64u
from intake.crypto.roster.rostertext import pin_of
from intake.log.act import NOBODY, Act
from intake.log.events import Event
from intake.store.models import Invite
from intake.web.admission.rooms import SIGN_IN, admitted
from intake.web.declared import logged, public, unlogged
from intake.web.services import services
from intake.web.staff.guards import require_same_origin
from intake.web.staff.posted import JsonBody, json_body
from intake.web.staff.rendering import staff_page
from intake.web.words.i18n import STAFF_LANG


@bp.get("/enrol")
@bp.get(f"/enrol{STAFF_LANG}")
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

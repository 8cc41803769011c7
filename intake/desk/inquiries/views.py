"""Addresses of answering an auditor."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import session
from flask.typing import ResponseReturnValue

from intake.case.access.permission import find_holder
from intake.case.inquiries.bounds import ANSWERS, KEPT
from intake.case.inquiries.routing import list_asked
from intake.clock import DAY
from intake.crypto.encoding import b64u
from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.desk.inquiries.answering import answer
from intake.desk.inquiries.telling import Deed, list_deeds
from intake.desk.views.blueprint import bp
from intake.log.act import Act
from intake.log.codes import CODE_WORDS
from intake.log.events import Event
from intake.store.models import Account, Case, Inquiry
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.guards import act_in, actor, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import staff_page
from intake.web.staff.sessions import Session
from intake.web.words.i18n import gettext as _
from intake.web.words.i18n import language
from intake.web.words.words import in_language


class Shown(NamedTuple):
    """A question as who is asked reads it."""

    id: str
    case: str  # Its id where they can open it, or nothing.
    ref: str  # The log's reference.
    asks: str
    asks_said: str
    asked_at: int  # Unix seconds
    place: str  # As what they are asked: assignee, cover or supervisor.
    deeds: Sequence[Deed]  # What it is about.
    words: str  # b64u, or nothing where it is sealed to somebody else.
    key: str  # The recipient of the auditor.
    vouch: str  # b64u: what a member signed for that key, or nothing.


@bp.app_template_global()
def count_inquiries() -> int:
    """Return how many questions of auditors wait for who looks."""
    if not isinstance(session, Session) or session.actor is None:
        return 0
    if session.actor.role not in DESK_ROLES:
        return 0
    with services().database.reading() as db:
        return len(list_asked(act_in(db)))


@bp.get("/inquiries")
@allow(*DESK_ROLES)
@unlogged("what auditors ask the one who looks; opening the case is an entry of its own")
def inquiries() -> ResponseReturnValue:
    """Show what auditors ask of who looks."""
    with services().database.reading() as db:
        act = act_in(db)
        return staff_page(
            "desk/inquiries.html",
            "answering",
            inquiries=[_show(act, row, asked.place) for row, asked in list_asked(act)],
            answers=in_language(ANSWERS, language()),
            kept_days=KEPT // DAY,
        )


@bp.post("/inquiries/answer")
@allow(*DESK_ROLES)
@logged(Event.AUDIT_ANSWER)
def answer_one() -> ResponseReturnValue:
    """Answer an auditor."""
    body = json_body()
    inquiry, code = body.hex_id("inquiry"), body.text("answer", 16)
    words = body.optional_file("words")
    with one_act() as act:
        answer(act, inquiry, code, words)
    return "", 204


def _show(act: Act, row: Inquiry, place: str) -> Shown:
    case = act.db.get_one(Case, row.case_id)
    asker = act.db.get_one(Account, row.by)
    return Shown(
        id=row.id,
        case=case.id if find_holder(act, case) is not None else "",
        ref=case.log_ref,
        asks=row.asks,
        asks_said=_(CODE_WORDS["asks"][row.asks]),
        asked_at=row.asked_at,
        place=place,
        deeds=list_deeds(act.db, row),
        words=b64u(row.words) if row.words_for == actor().id else "",
        key=asker.recipient,
        vouch=b64u(asker.vouch or b""),
    )

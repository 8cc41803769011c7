"""Addresses of asking who holds a case."""

import re

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from intake.audit.inquiring.asking import Asking, inquire, list_keys
from intake.audit.inquiring.showing import list_own
from intake.audit.naming.entries import read_entries
from intake.case.inquiries.bounds import A_DAY, KEPT, LATE, OVER
from intake.clock import DAY
from intake.log.codes import CODE_WORDS, INQUIRIES
from intake.log.events import Event
from intake.roster.chain import current_roster
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.guards import act_in, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import staff_page
from intake.web.words.i18n import gettext as _

bp = Blueprint("inquiring", __name__, url_prefix="/audit/inquiries")
MOST_MEMBERS = 200  # Of a roster (SPEC 8).
MAX_FILE = 8_192  # bytes of one sealed question
MAX_BODY = 1_000_000  # bytes: one file for each of 200, or long words for 130
_WANTED = {"case": re.compile("[0-9a-f]{32}"), "entries": re.compile("[0-9, -]{1,1000}")}


@bp.get("/")
@allow("auditor")
@unlogged("one's own questions and what was answered; no entry, and no case but by its reference")
def index() -> ResponseReturnValue:
    """Show one's own questions to those who hold cases, and ask another."""
    with services().database.reading() as db:
        return staff_page(
            "audit/inquiries.html",
            "inquiries",
            own=list_own(act_in(db)),
            asks={code: _(CODE_WORDS["asks"][code]) for code in INQUIRIES},
            wanted={name: _wanted(name) for name in _WANTED},
            bounds={"a_day": A_DAY, "late": LATE // DAY, "over": OVER // DAY, "kept": KEPT // DAY},
        )


@bp.get("/keys")
@allow("auditor")
@unlogged("public keys of all members, sorted, with nobody's name")
def keys() -> ResponseReturnValue:
    """Answer with the keys that a question is sealed to, whoever gets it."""
    with services().database.reading() as db:
        roster = current_roster(db)
        return jsonify(version=roster.version if roster else 0, keys=list_keys(roster))


@bp.post("/ask")
@allow("auditor")
@logged(Event.AUDIT_INQUIRY)
def ask() -> ResponseReturnValue:
    """Ask who holds a case, by the log's reference of it."""
    body = json_body(MAX_BODY)
    entries = body.optional_text("entries", 1_000)
    asking = Asking(
        ref=body.hex_id("case"),
        entries=read_entries(entries) if entries else (),
        asks=body.text("asks", 16),
        version=body.number("version"),
        words=body.files("words", MOST_MEMBERS, MAX_FILE),
        own=body.file("own", MAX_FILE),
    )
    with one_act() as act:
        inquire(act, asking)
    return "", 204


def _wanted(name: str) -> str:
    """Return what the form begins with, of an address; nothing where it cannot be that."""
    text = request.args.get(name, "")
    return text if _WANTED[name].fullmatch(text) else ""

"""Addresses of asking for names, and the page on which two people do it."""

import json
from collections import Counter

from flask import Blueprint, jsonify, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from intake.audit.naming.asking import Asked, ask, count_left, find_whole, is_waiting
from intake.audit.naming.auditor import list_about_auditor
from intake.audit.naming.deciding import DECIDERS, decide, defer, list_to_decide, list_to_defer
from intake.audit.naming.entries import read_entries
from intake.audit.naming.showing import is_open, show
from intake.audit.naming.telling import ToldNow, tell_now
from intake.audit.room.drawing import call
from intake.audit.room.reviewing import outcome_words
from intake.log.act import Act
from intake.log.codes import GROUNDS
from intake.log.events import Event, Log
from intake.log.leaf import LeafError, parse_leaf
from intake.store.models import Account, AuditAsk, LogEntry
from intake.verify.rules.rulebook import RULES
from intake.web.declared import allow, logged, unlogged
from intake.web.services import services
from intake.web.staff.guards import act_in, actor, one_act
from intake.web.staff.posted import json_body
from intake.web.staff.rendering import staff_page
from intake.web.staff.sessions import Session
from intake.web.words.i18n import gettext as _

bp = Blueprint("names", __name__, url_prefix="/audit/names")
BEGINS = {"of": 16, "entries": 1_000}  # Characters of an address that the form begins with.


@bp.app_template_global()
def told_now() -> ToldNow:
    """Return what who looks is told on any page: that they were named, what waits for them."""
    if not isinstance(session, Session) or session.actor is None:
        return ToldNow([])
    with services().database.reading() as db:
        return tell_now(act_in(db))


@bp.get("/")
@allow(*DECIDERS)
@unlogged("pseudonyms and numbers of entries; no name of who is asked about, and no entry")
def index() -> ResponseReturnValue:
    """Show one's own asks, and those that wait for one's decision."""
    with services().database.reading() as db:
        act = act_in(db)
        own = db.scalars(select(AuditAsk).where(AuditAsk.by == act.actor.id).order_by(AuditAsk.idx))
        return staff_page(
            "audit/names.html",
            "names",
            own=[_describe(act, row) for row in own.all()],
            to_decide=[_describe(act, row) for row in list_to_decide(act)],
            about_auditor=_about_auditor(act),
            outcomes=outcome_words(),
            to_defer=[_describe(act, row) for row in list_to_defer(act)],
            grounds=sorted(GROUNDS),
            left=count_left(act),
            wanted={name: request.args.get(name, "")[:most] for name, most in BEGINS.items()},
        )


@bp.post("/ask")
@allow("auditor")
@logged(Event.AUDIT_ASK)
def ask_for() -> ResponseReturnValue:
    """Ask who a pseudonym is, or whether two are one person."""
    body = json_body()
    names, entries = body.codes("of"), read_entries(body.text("entries", 1_000))
    ground = body.text("ground", 16)
    with one_act() as act:
        of = tuple(find_whole(act, name) for name in names)
        ask(act, Asked(of=of, entries=entries, ground=ground))
    return "", 204


@bp.post("/decide")
@allow(*DECIDERS)
@logged(Event.AUDIT_AGREE)
def decide_one() -> ResponseReturnValue:
    """Agree to somebody else's ask, or not."""
    body = json_body()
    with one_act() as act:
        decide(act, body.hex_id("ask"), agrees=body.flag("agrees"))
    return "", 204


@bp.post("/defer")
@allow(*DECIDERS)
@logged(Event.AUDIT_AGREE)
def defer_one() -> ResponseReturnValue:
    """Put off, once, that somebody is told."""
    ask_id = json_body().hex_id("ask")
    with one_act() as act:
        defer(act, ask_id)
    return "", 204


@bp.post("/show")
@allow("auditor")
@logged(Event.AUDIT_NAME, Event.AUDIT_LINK)
def show_one() -> ResponseReturnValue:
    """Answer an ask that was agreed to, once its entry is signed."""
    running, ask_id = services(), json_body().hex_id("ask")
    with one_act() as act:
        found = show(act, ask_id)
    running.signer.checkpoint(running.database, Log.ACCESS)
    return jsonify(name=found.name, same=found.same)


def _about_auditor(act: Act) -> list[dict[str, object]]:
    """Return what a supervisor is asked to review, as the page shows it."""
    return [
        {
            "id": each.id,
            "text": each.sentence(lambda actor: call(actor, {})),
            "findings": [finding.id for finding in each.findings],
            "rules": [(one.rule, _(RULES[one.rule].title)) for one in each.findings],
            "entries": len(each.entries),
            "newest": each.newest,
        }
        for each in list_about_auditor(act)
    ]


def _describe(act: Act, row: AuditAsk) -> dict[str, object]:
    """Return an ask as the page shows it; the entries it names by what was done in them."""
    entries: list[int] = json.loads(row.entries)
    return {
        "id": row.id,
        "by": act.db.get_one(Account, row.by).username,
        "is_own": row.by == actor().id,
        "of": row.of.split(),
        "ground": row.ground,
        "entries": entries,
        "deeds": _deeds(act, entries),
        "asked_at": row.asked_at,
        "waits": is_waiting(row, act.now),
        "agrees": row.agrees,
        "is_open": is_open(row, act.now),
    }


def _deeds(act: Act, entries: list[int]) -> list[tuple[str, int]]:
    chosen = LogEntry.log == Log.ACCESS, LogEntry.idx.in_(entries)
    events = [_event_of(leaf) for leaf in act.db.scalars(select(LogEntry.leaf).where(*chosen))]
    return Counter(events).most_common()


def _event_of(leaf: bytes) -> str:
    try:
        return str(parse_leaf(Log.ACCESS, leaf).event)
    except LeafError:
        return "unreadable"

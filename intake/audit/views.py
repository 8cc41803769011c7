"""Pages for auditors. Looking is logged too, in the same log (AUDIT A2, ``audit.view``)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask import Blueprint, Response, abort, current_app, make_response, request
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from intake.audit import listing, proving
from intake.audit.dates.asked import asked_days
from intake.audit.dates.places import find_range
from intake.audit.heads import Head, shown_head
from intake.audit.passing.whole import WholePass, keep
from intake.audit.reading.first import find_first_page
from intake.audit.reading.reasons import say_reason
from intake.audit.reading.records import was_erased
from intake.audit.reading.searching import Filter
from intake.audit.room.page.reading import name_all
from intake.audit.tables.advancing import advance
from intake.audit.tables.seen import read_seen
from intake.audit.verdict import LogJudge, LogStanding, Look
from intake.case.rules.casework import casework_words
from intake.log.codes import CODE_WORDS, DETAIL_WORDS, EVENT_WORDS, PLANNED
from intake.log.events import EVENTS, Event, Log
from intake.log.signing.troubles import Found
from intake.verify.lamp import Blind, say_blind
from intake.verify.speech import moment
from intake.verify.speech import say as in_words
from intake.web.declared import allow, logged
from intake.web.services import services
from intake.web.staff.guards import act_in
from intake.web.staff.rendering import staff_page
from intake.web.words.staff import ALONE, LOST, TROUBLES
from intake.web.words.words import N_, say

bp = Blueprint("audit", __name__, url_prefix="/audit")


class Looked(NamedTuple):
    """One entry as its page shows it."""

    entry: listing.Entry | None  # None when it was signed and is gone.
    proof: proving.Proof
    lost: bool  # Whether its details are gone and no entry erased them.
    named: Mapping[str, str]  # What pseudonyms are called on the first page.
    is_blind: bool  # Whether nobody knows what was signed.


AREAS = {"dispositions": "disposition"}  # Names in details that the catalogue calls otherwise.
HOUR = "hour"  # Unix seconds in a detail.


@bp.record_once
def _begin(state: BlueprintSetupState) -> None:
    state.app.extensions["intake.verdicts"] = LogJudge()


def verdicts() -> LogJudge:
    """Return what this process knows of the logs."""
    found: LogJudge = current_app.extensions["intake.verdicts"]
    return found


@bp.app_template_filter()
def utc(seconds: int, pattern: str) -> str:
    """Write Unix seconds in UTC, by a pattern of ``strftime``."""
    return moment(seconds, pattern)


@bp.app_template_filter()
def event_words(name: str) -> str:
    """Say what an event is; one of no known name as it stands."""
    said = {str(event): words for event, words in EVENT_WORDS.items()}.get(name)
    return in_words(said) if said else name


@bp.app_template_filter()
def detail_words(name: str) -> str:
    """Say what a name in a detail stands for."""
    return in_words(DETAIL_WORDS[name]) if name in DETAIL_WORDS else name


@bp.app_template_filter()
def alone_words(act: str) -> str:
    """Say what one person did alone."""
    return say(ALONE, act)


@bp.app_template_filter()
def reason_words(reason: str) -> str:
    """Say why a log or an entry does not hold."""
    return say_reason(reason)


@bp.app_template_filter()
def trouble_words(found: Found) -> str:
    """Say what is wrong with which log."""
    return in_words(LOST[found.log]) if found.is_lost else say(TROUBLES[found.log], found.trouble)


@bp.app_template_filter()
def blind_words(blind: Blind) -> str:
    """Say why nothing can be told of a log."""
    return say_blind(blind)


@bp.app_template_filter()
def told(value: object, name: str) -> str:
    """Say a value of a detail as people write, with the words of its code where it is one."""
    if isinstance(value, bool):
        return in_words(N_("yes") if value else N_("no"))
    if name == HOUR and isinstance(value, int):
        return moment(value, "%d %b %Y, %H:%M UTC")
    area, known = AREAS.get(name, name), CODE_WORDS.get(name, {})
    codes = [str(each) for each in (value if isinstance(value, list) else [value])]
    said = {code: known.get(code) or casework_words().get(f"{area}.{code}") for code in codes}
    return ", ".join(in_words(words) if words else code for code, words in said.items())


@bp.get("/entries")
@allow("auditor")
@logged(Event.AUDIT_VIEW)
def index() -> ResponseReturnValue:
    """Show the verdict and a page of entries."""
    log, before, wanted, days = _asked_log(), number("before", 2**53), _asked_filter(), asked_days()
    with services().database.session() as db:
        detail = {"log": str(log), **listing.filter_detail(wanted)}
        act_in(db).log(Event.AUDIT_VIEW, detail=detail)
        db.commit()
    head = shown_head(services().database, services().signer, log)
    size = min(advance(services().database, log, head.checkpoint.size), head.checkpoint.size)
    if request.args.get("whole") == "1" and not head.blind:
        _pass_now(log, head)
    with services().database.reading() as db:
        alone = listing.list_alone(db)
        within = find_range(db, log, days, size)
        page = listing.list_entries(db, log, before, wanted, within)
        verdict = judge_now(db, log, head, page.entries)
        named = name_all(find_first_page(db))
    return staff_page(
        "audit/index.html",
        "entries",
        has_form=True,
        log=log,
        days=days,
        within=within,
        alone=alone,
        listed=page,
        named=named,
        size=size,
        verdict=verdict,
        checkpoint=head.note,
        troubles=services().troubles(),
        wanted=wanted,
        events=sorted(EVENTS[log] - PLANNED),
    )


def judge_now(
    db: Session, log: Log, head: Head, shown: Sequence[listing.Entry] = ()
) -> LogStanding:
    """Return the verdict on a log, up to its newest checkpoint; see ``LogJudge``."""
    seen = read_seen(db, log)
    look = Look(db, log, head.checkpoint, seen, shown, head.refusal, head.blind)
    return verdicts().judge(look)


def _pass_now(log: Log, head: Head) -> None:
    """Do a full pass over a log while somebody waits."""
    whole = WholePass(services().database, log, head.checkpoint)
    for _ in whole:
        pass
    keep(services().database, log, whole.passed, services().clock())


@bp.get("/<log>/<entry:index>")
@allow("auditor")
@logged(Event.AUDIT_VIEW)
def show(log: str, index: int) -> ResponseReturnValue:
    """Show one entry, its detail and its proof."""
    return _entry_page(log, index, _look_at(Event.AUDIT_VIEW, log, index))


@bp.get("/<log>/<entry:index>.tlog-proof")
@allow("auditor")
@logged(Event.AUDIT_EXPORT)
def proof_file(log: str, index: int) -> ResponseReturnValue:
    """Hand out the proof file of one entry."""
    looked = _look_at(Event.AUDIT_EXPORT, log, index)
    if looked.proof.reason:
        return _entry_page(log, index, looked)
    response = make_response(looked.proof.text)
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{log}-{index}.tlog-proof"'
    return response


def _look_at(event: Event, name: str, index: int) -> Looked:
    """Log who looks; return the entry as far as it is there, and its proof or why there is none."""
    log = _log(name)
    with services().database.session() as db:
        act_in(db).log(event, detail={"log": name, "index": index})
        db.commit()
    head = shown_head(services().database, services().signer, log)
    advance(services().database, log, head.checkpoint.size)  # An erasure is found by its event.
    with services().database.reading() as db:
        entry = listing.find_entry(db, log, index, head.checkpoint.size)
        lost = bool(entry and entry.detail_lacks) and not was_erased(db, log, index)
        refusal = say_blind(head.blind) if head.blind else head.refusal
        proof = proving.prove(db, log, index, head.note, refusal)
        return Looked(entry, proof, lost, name_all(find_first_page(db)), bool(head.blind))


def _entry_page(log: str, index: int, looked: Looked) -> Response:
    """Return the page of an entry; 503 with the reason when its proof cannot be given."""
    page = staff_page("audit/entry.html", "entry", log=log, index=index, **looked._asdict())
    page.status_code = 503 if looked.proof.reason else 200
    return page


def _log(name: str) -> Log:
    return Log(name) if name in set(Log) else abort(404)


def _asked_log() -> Log:
    return _log(request.args.get("log", "access"))


def _asked_filter() -> Filter:
    event, actor, case = (
        request.args.get(name, "")[:40].strip() for name in ("event", "actor", "case")
    )
    return Filter(event, actor.lower(), case.lower().removeprefix("case").strip())


def number(name: str, default: int) -> int:
    """Return a number of the address, or what stands for it."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else default

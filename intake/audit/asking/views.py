"""Addresses of the twenty questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue

from intake.audit import listing
from intake.audit.asking.answers import answer
from intake.audit.asking.asked import Asked, first_since, list_behind
from intake.audit.asking.questions import QUESTIONS
from intake.audit.found.older import list_unreviewed
from intake.audit.heads import shown_head
from intake.audit.reading.first import LINES, WINDOW, find_first_page, find_unreviewed, newest_day
from intake.audit.reading.searching import Filter
from intake.audit.room.odd import END
from intake.audit.room.overview import find_since, last_visit, list_periods
from intake.audit.room.page.reading import name_all
from intake.audit.tables.advancing import advance
from intake.audit.views import judge_now, number
from intake.clock import DAY, day_of
from intake.log.events import Event, Log
from intake.web.declared import allow, logged
from intake.web.services import services
from intake.web.staff.guards import act_in, one_act
from intake.web.staff.rendering import staff_page

bp = Blueprint("asking", __name__, url_prefix="/audit/questions")


@bp.get("/")
@allow("auditor")
@logged(Event.AUDIT_VIEW)
def index() -> ResponseReturnValue:
    """Show the twenty questions, each with its answer."""
    since = find_since(request.args.get("since", ""))
    with one_act() as act:
        act.log(Event.AUDIT_VIEW, detail={"log": str(Log.ACCESS)})
    with _asked(since) as asked:
        answers = [(each, answer(asked, each)) for each in QUESTIONS.values()]
        return staff_page(
            "audit/questions.html", "entry", answers=answers, **_spoken_of(asked, since)
        )


@bp.get("/<int:asks>")
@allow("auditor")
@logged(Event.AUDIT_VIEW)
def show(asks: int) -> ResponseReturnValue:
    """Show one question, its answer, the entries behind it, and what the log does not hold."""
    question = QUESTIONS.get(asks) or abort(404)
    case = request.args.get("case", "")[:40].strip().lower() if question.by_case else ""
    since = find_since(request.args.get("since", ""))
    wanted = listing.filter_detail(Filter(case=case))
    with one_act() as act:
        act.log(Event.AUDIT_VIEW, detail={"log": str(Log.ACCESS), "question": asks, **wanted})
    with _asked(since, str(wanted.get("case", ""))) as asked:
        found = list_behind(asked, question, number("before", END), LINES + 1)
        entries = list(listing.read_some(asked.db, Log.ACCESS, found[:LINES]))
        return staff_page(
            "audit/question.html",
            "entry",
            question=question,
            answer=answer(asked, question),
            unwritten=asked.unwritten(question),
            entries=entries,
            more=found[LINES - 1] if len(found) > LINES else None,
            case=asked.case,
            named=name_all(find_first_page(asked.db)),
            **_spoken_of(asked, since),
        )


@contextmanager
def _asked(since: int | None, case: str = "") -> Iterator[Asked]:
    """Give what is asked, once the side tables go as far as the newest checkpoint."""
    running = services()
    head = shown_head(running.database, running.signer, Log.ACCESS)
    size = min(advance(running.database, Log.ACCESS, head.checkpoint.size), head.checkpoint.size)
    with running.database.reading() as db:
        first = (newest_day(db) - WINDOW + 1 if since is None else since) * DAY
        older = find_unreviewed(db, since)
        yield Asked(
            act=act_in(db),
            since=first,
            within=range(first_since(db, first, size), size),
            whole=judge_now(db, Log.ACCESS, head),
            incidents=list_unreviewed(db, max(first, 0), older),
            left=older.left,
            case=case,
        )


def _spoken_of(asked: Asked, since: int | None) -> dict[str, Any]:
    """Return from when and which entry up to which a page speaks, and from when else it can."""
    return {
        "since": max(asked.since, 0),
        "asked_since": "" if since is None else f"since={day_of(asked.since).isoformat()}",
        "start": asked.within.start,
        "size": asked.within.stop,
        "periods": list_periods(asked.act.now, last_visit(asked.act), asked.since),
    }

"""Addresses of the twenty questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from intake.audit import listing
from intake.audit.asking.answers import answer
from intake.audit.asking.asked import Asked, list_behind
from intake.audit.asking.questions import QUESTIONS
from intake.audit.dates.asked import Days, asked_days
from intake.audit.dates.places import find_range
from intake.audit.found.older import list_unreviewed
from intake.audit.heads import shown_head
from intake.audit.reading.first import LINES, WINDOW, find_first_page, find_unreviewed, newest_day
from intake.audit.reading.searching import Filter
from intake.audit.room.odd import END
from intake.audit.room.overview import last_visit, list_periods
from intake.audit.room.page.reading import name_all
from intake.audit.tables.advancing import advance
from intake.audit.views import judge_now, number
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
    days = asked_days()
    with one_act() as act:
        act.log(Event.AUDIT_VIEW, detail={"log": str(Log.ACCESS)})
    with _asked(days) as asked:
        answers = [(each, answer(asked, each)) for each in QUESTIONS.values()]
        return staff_page(
            "audit/questions.html",
            "entry",
            has_form=True,
            answers=answers,
            **_spoken_of(asked, days),
        )


@bp.get("/<int:asks>")
@allow("auditor")
@logged(Event.AUDIT_VIEW)
def show(asks: int) -> ResponseReturnValue:
    """Show one question, its answer, the entries behind it, and what the log does not hold."""
    question = QUESTIONS.get(asks) or abort(404)
    case = request.args.get("case", "")[:40].strip().lower() if question.by_case else ""
    days = asked_days()
    wanted = listing.filter_detail(Filter(case=case))
    with one_act() as act:
        act.log(Event.AUDIT_VIEW, detail={"log": str(Log.ACCESS), "question": asks, **wanted})
    with _asked(days, str(wanted.get("case", ""))) as asked:
        found = list_behind(asked, question, number("before", END), LINES + 1)
        entries = list(listing.read_some(asked.db, Log.ACCESS, found[:LINES]))
        return staff_page(
            "audit/question.html",
            "entry",
            has_form=True,
            question=question,
            answer=answer(asked, question),
            unwritten=asked.unwritten(question),
            entries=entries,
            more=found[LINES - 1] if len(found) > LINES else None,
            case=asked.case,
            named=name_all(find_first_page(asked.db)),
            **_spoken_of(asked, days),
        )


@contextmanager
def _asked(days: Days, case: str = "") -> Iterator[Asked]:
    """Give what is asked, once the side tables go as far as the newest checkpoint."""
    running = services()
    head = shown_head(running.database, running.signer, Log.ACCESS)
    size = min(advance(running.database, Log.ACCESS, head.checkpoint.size), head.checkpoint.size)
    with running.database.reading() as db:
        shown, older = _usual(db, days), find_unreviewed(db, days.since)
        act = act_in(db)
        until = act.now if shown.end is None else min(shown.end - 1, act.now)
        incidents = list_unreviewed(db, max(shown.begin, 0), older)
        yield Asked(
            act=act,
            since=shown.begin,
            until=until,
            within=find_range(db, Log.ACCESS, shown, size),
            whole=judge_now(db, Log.ACCESS, head),
            incidents=[
                each for each in incidents if min(one.time for one in each.entries) <= until
            ],
            left=older.left,
            case=case,
        )


def _usual(db: Session, days: Days) -> Days:
    """Return the days that are shown: where no first one is asked for, so many as usual."""
    if days.since is not None:
        return days
    newest = newest_day(db)
    last = newest if days.to is None else min(days.to, newest)
    return days._replace(since=last - WINDOW + 1)


def _spoken_of(asked: Asked, days: Days) -> dict[str, Any]:
    """Return from when and which entry up to which a page speaks, and from when else it can."""
    return {
        "since": max(asked.since, 0),
        "days": days,
        "start": asked.within.start,
        "size": asked.within.stop,
        "periods": list_periods(asked.act.now, last_visit(asked.act), asked.since),
    }

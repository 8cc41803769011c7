"""The numbers of each answer, by the name that the question gives (``intake.verify.reporting``)."""

from collections import Counter
from collections.abc import Callable, Mapping

from intake.audit.asking import cases, people
from intake.audit.asking.asked import DENY, Asked
from intake.audit.asking.questions import Question
from intake.audit.asking.wording import say_time
from intake.audit.found.findings import list_findings
from intake.audit.reading.reasons import say_reason
from intake.audit.reading.records import records_of
from intake.audit.reading.visits import newest_visit
from intake.audit.room.drawing import call
from intake.audit.room.lamps import BROKEN
from intake.audit.room.odd import find_spoken
from intake.audit.tables.seen import read_seen
from intake.log.events import Event, Log
from intake.log.proofs import Head, is_same_log
from intake.store.models import LogIx
from intake.verify.lamp import say_blind
from intake.verify.rules.finding import SERIOUS
from intake.verify.rules.saying import say as say_found
from intake.verify.speech import fill, number, say
from intake.web.words.words import N_

Numbers = Mapping[str, object]


def answer(asked: Asked, question: Question) -> str:
    """Return the one sentence that answers a question."""
    return question.say(ANSWERS[question.answer](asked, question))


def count_events(asked: Asked, question: Question) -> Numbers:
    """Count what is there of the question's events; that is nothing until they are written."""
    return asked.count(LogIx.e.in_(question.events))


def count_refused(asked: Asked, _: Question) -> Numbers:
    """Count refusals, and what a browser could not open."""
    refused = asked.count(LogIx.o == DENY)
    known = asked.count(LogIx.o == DENY, LogIx.a.not_in(["none", "system"]))
    failed = records_of(asked.db, Event.AUTH_FAIL, within=asked.within)
    return {
        "n": refused["n"],
        "people": known["people"],
        "failures": sum(each.number("failures") or 1 for each in failed),
        "differed": asked.count(LogIx.e == Event.CASE_MISMATCH)["n"],
    }


def count_unlogged(asked: Asked, question: Question) -> Numbers:
    """Count what came past the pages, and what the nightly pass and the rules found of it."""
    kinds = {event: asked.count(LogIx.e == event)["n"] for event in question.events}
    return {
        "n": kinds[Event.SYS_COMMAND] + kinds[Event.SYS_START],
        "commands": kinds[Event.SYS_COMMAND],
        "starts": kinds[Event.SYS_START],
        "lost": sum(int(each.numbers.get("things", 1)) for each in asked.findings("stored")),
        "untold": len(asked.findings("untold")),
    }


def count_watched(asked: Asked, _: Question) -> Numbers:
    """Count the hours in which lists were looked at."""
    looked = asked.count(LogIx.e.in_([Event.CASE_WATCH, Event.CASE_LIST]))
    return {**looked, "watched": asked.count(LogIx.e == Event.CASE_WATCH)["n"]}


def count_odd(asked: Asked, _: Question) -> Numbers:
    """Count what the rules found."""
    waiting = [each for each in asked.incidents if not each.is_reviewed]
    levels = Counter(each.level for each in waiting) + Counter(asked.left)
    sizes = {Log.ACCESS: asked.whole.size, Log.INTAKE: read_seen(asked.db, Log.INTAKE).tree.size}
    spoken = find_spoken(asked.db, sizes, asked.act.now)
    return {
        "behind": spoken.is_behind,
        "found": number(spoken.found),
        "n": sum(levels.values()),
        "serious": levels[SERIOUS],
        "longer": sum(each.newest < asked.since for each in waiting),
        "left": sum(asked.left.values()),
        "reviewed": len(asked.incidents) - len(waiting),
    }


def judge_whole(asked: Asked, _: Question) -> Numbers:
    """Say what was checked, whether what this auditor's copy signed is there, and what is not."""
    whole = asked.whole
    holds = say(N_("fit the signed checkpoint"))
    if whole.blind:
        holds = fill(N_("are stored. {why}"), {"why": say_blind(whole.blind).removesuffix(".")})
    if not whole.holds:
        holds = fill(N_("do not hold: {reason}"), {"reason": say_reason(whole.reason)})
    against = [each for rule in BROKEN for each in list_findings(asked.db, rule=rule)]
    said = say_found(against, lambda actor: call(actor, {})) if against else ""
    return {
        "n": whole.size,
        "holds": holds,
        "visit": _say_visit(asked),
        "against": len(against),
        "said": said,
    }


def _say_visit(asked: Asked) -> str:
    visit = newest_visit(asked.db, asked.mine, Log.ACCESS, asked.within.stop)
    if visit is None:
        return say(N_("You have not brought back the signature of a copy yet."))
    size = visit.signed.size
    now = Head(asked.whole.size, asked.whole.root)
    is_same = is_same_log(asked.db, Log.ACCESS, visit.signed, now)
    text = N_("The {n} entries that your copy signed on {day} are NOT its beginning.")
    if is_same:
        text = N_("The {n} entries that your copy signed on {day} are still its beginning.")
    return fill(text, {"n": number(size), "day": say_time(visit.time)})


ANSWERS: Mapping[str, Callable[[Asked, Question], Numbers]] = {
    "nothing": count_events,
    "refused": count_refused,
    "unlogged": count_unlogged,
    "searched": count_watched,
    "odd": count_odd,
    "whole": judge_whole,
    "opened": cases.opened,
    "outside": cases.outside,
    "exported": cases.exported,
    "kept_away": cases.kept_away,
    "alarms": cases.alarms,
    "lowered": cases.lowered,
    "contacts": cases.contacts,
    "rights": people.rights,
    "ended": people.ended,
    "readers": people.readers,
}
"""What gives the numbers, by the name that a question gives."""

"""The numbers of answers about people: their rights, whose ended, and who read the log."""

from collections import Counter
from collections.abc import Mapping

from intake.audit.asking.asked import Asked
from intake.audit.asking.questions import Question
from intake.audit.asking.wording import list_counts
from intake.audit.reading.records import records_of
from intake.clock import quarter_of
from intake.log.codes import EVENT_WORDS
from intake.log.events import Event
from intake.store.models import LogIx
from intake.verify.speech import say
from intake.web.words.i18n import language
from intake.web.words.staff import ROLES
from intake.web.words.words import in_language

Numbers = Mapping[str, object]
ENDING = (Event.USER_DISABLE, Event.USER_SUSPEND)


def rights(asked: Asked, question: Question) -> Numbers:
    """Count changes of people and keys by their kind, and those that one person made alone."""
    changes = asked.records(*question.events)
    kinds = Counter(say(EVENT_WORDS[Event(each.event)]).lower() for each in changes)
    alone = sum(each.text("reason") == "alone" for each in changes)
    return {"n": len(changes), "kinds": list_counts(kinds), "alone": alone}


def ended(asked: Asked, _: Question) -> Numbers:
    """Count who may act in this quarter, whose rights ended, and what was found of these."""
    words, may = in_language(ROLES, language()), _who_may(asked)
    return {
        "n": len(may),
        "roles": list_counts(Counter(words.get(role, role).lower() for role in may.values())),
        "ended": asked.count(LogIx.e.in_(ENDING), LogIx.o.is_distinct_from("deny"))["n"],
        "after": len(asked.findings("disabled-active")),
    }


def _who_may(asked: Asked) -> dict[str, str]:
    """Return the roles of this quarter's names, without those whose rights ended since."""
    events = (Event.SYS_ACCOUNTS, *ENDING, Event.USER_RESUME)
    roles, gone = dict[str, str](), set[str]()
    for record in records_of(asked.db, *events, within=range(asked.within.stop)):
        if not record.is_done or quarter_of(record.time) != quarter_of(asked.until):
            continue
        names = record.texts("who")
        if record.event == Event.SYS_ACCOUNTS:
            roles |= dict.fromkeys(names, record.text("role"))
        gone = gone | set(names) if record.event in ENDING else gone - set(names)
    return {name: role for name, role in roles.items() if name not in gone}


def readers(asked: Asked, question: Question) -> Numbers:
    """Count looks into the log, and one's own among them."""
    looked = LogIx.e.in_(question.events)
    mine = asked.count(looked, LogIx.a.in_(asked.mine))["n"]
    return {**asked.count(looked), "mine": mine}

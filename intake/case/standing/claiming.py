"""A level that a reporter claims for what happened since: it raises a case, and never lowers one.

It counts at once. In the access log it would date the reporter, so it stands there when somebody
opens what was said or decides the level, right before their own entry: dated by them. That it is an
emergency by now is told at the next full hour (``intake.desk.hourly``).
"""

from intake.case.standing.proposals import end_outdated
from intake.clock import next_hour
from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.models import LEVELS, Case

REASON = "new_information"


def claim(act: Act, case: Case, level: str) -> None:
    """Let a locked case be as urgent as its reporter says, where that is more than it was.

    Args:
        act: The reporter's.
        case: Locked, with what was said stored in it.
        level: One of LEVELS.
    """
    claimed = LEVELS.index(level)
    if claimed >= case.level:
        return
    if case.claimed_from is None:
        case.claimed_from = case.level
    if level == LEVELS[0]:
        case.alarm_at = next_hour(act.now)
    case.level, case.highest = claimed, min(case.highest, claimed)
    end_outdated(act.db, case, "raised", act.now)


def log_claim(act: Act, case: Case) -> None:
    """Log a claim that stands in no access log yet; the next entry is that of the act itself."""
    if case.claimed_from is None:
        return
    act.pseudonym_of(act.actor.id)  # Looking it up may wait: before any entry.
    detail = {
        "from": LEVELS[case.claimed_from],
        "to": LEVELS[case.level],
        "reason": REASON,
    }
    Act(act.db, SYSTEM, act.now).log(Event.CASE_LEVEL, case, detail=detail)
    case.claimed_from = None

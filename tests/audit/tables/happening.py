"""A small log in which everything happens that the side tables count."""

from intake.clock import DAY
from intake.log.events import Event, Log
from intake.store.engine import Database
from tests.log.appending import append
from tests.log.filling import NOW

ANNA, BILL = "a" * 16, "b" * 16
ONE, TWO = "1" * 32, "2" * 32

#: (seconds, event, actor, outcome, detail): seven openings, one of them refused.
HAPPENED: tuple[tuple[int, Event, str | None, str | None, dict[str, object] | None], ...] = (
    (0, Event.REPORT_OPEN, ANNA, "ok", {"log_ref": ONE, "as": "desk", "via": "desk"}),
    (60, Event.CASE_ASSIGN, ANNA, "ok", {"log_ref": ONE, "assignee": ANNA}),
    (3600, Event.REPORT_OPEN, ANNA, "ok", {"log_ref": ONE, "as": "assignee", "via": "account"}),
    (3700, Event.REPORT_OPEN, BILL, "ok", {"log_ref": ONE, "as": "desk", "via": "desk"}),
    (3800, Event.REPORT_OPEN, BILL, "deny", {"log_ref": ONE, "reason": "no_grant"}),
    (7200, Event.REPORT_OPEN, BILL, "ok", {"log_ref": ONE, "as": "desk", "via": "desk"}),
    (7300, Event.REPORT_OPEN, BILL, "ok", {"log_ref": TWO, "via": "account"}),
    (DAY, Event.REPORT_OPEN, BILL, "ok", {"log_ref": TWO, "via": "desk"}),
    (DAY, Event.AUTH_OK, BILL, "ok", None),
    (DAY, Event.SYS_START, None, None, None),
)


def happen(database: Database, start: int = NOW) -> None:
    """Write it down, as if it began at a moment (Unix seconds)."""
    with database.session() as db:
        for after, event, actor, outcome, detail in HAPPENED:
            at = start + after
            append(db, Log.ACCESS, event, now=at, actor=actor, outcome=outcome, detail=detail)
        append(db, Log.INTAKE, Event.REPORT_RECEIVED, now=start)
        append(db, Log.INTAKE, Event.REPORT_RECEIVED, now=start + DAY)
        db.commit()


def erase(database: Database, *indices: int) -> None:
    """Append the entry that says it; nothing is deleted by that."""
    with database.session() as db:
        detail: dict[str, object] = {"indices": list(indices)}
        append(db, Log.ACCESS, Event.LOG_DETAIL_ERASE, now=NOW + DAY, detail=detail)
        db.commit()

"""An instance on which nights pass, and what each of them tells."""

import json

from sqlalchemy import Executable, select

from intake.audit.passing.nightly import FullPass
from intake.clock import DAY
from intake.log.events import Event, Log
from intake.log.signing.publishing import publish_daily
from intake.store.models import LogDetail, LogEntry
from intake.web.services import services_of
from tests.audit import tampering
from tests.people import People
from tests.promises.reporting import add_message

ROUNDS = 500  # More than any pass here takes.


class Nights:
    """An instance on which nights pass."""

    def __init__(self, people: People) -> None:
        self.people, self.found = people, services_of(people.app)
        self.work = FullPass(self.found.database, self.found.signer, people.clock)

    def publish(self) -> None:
        publish_daily(self.found.database, self.found.signer, self.people.clock())

    def pass_by(self) -> list[tuple[str, int, str]]:
        """Let a night pass; return what all entries of the system tell now."""
        self.people.clock.pass_seconds(DAY)
        assert any(self.work.tick() for _ in range(ROUNDS))
        return self.told()

    def told(self) -> list[tuple[str, int, str]]:
        with self.found.database.reading() as db:
            beside = (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
            query = select(LogDetail.detail).join(LogEntry, beside).order_by(LogEntry.idx)
            details = map(json.loads, db.scalars(query))
            rows = [row for row in details if row.keys() == {"index", "log", "reason"}]
        return [(row["log"], row["index"], row["reason"]) for row in rows]

    def entry(self, event: Event, nth: int = 0, log: Log = Log.INTAKE) -> int:
        """Return where the nth entry of an event stands."""
        with self.found.database.reading() as db:
            query = select(LogEntry.idx, LogEntry.leaf).where(LogEntry.log == log)
            rows = db.execute(query.order_by(LogEntry.idx))
            found: list[int] = [row.idx for row in rows if json.loads(row.leaf)["e"] == event]
        return found[nth]

    def run(self, *statements: Executable) -> None:
        tampering.run(self.found.database, *statements)


class Night(Nights):
    """With two cases, one of them opened and answered."""

    def __init__(self, people: People) -> None:
        super().__init__(people)
        self.anna = people.new("anna", "caseworker", triage=True)
        self.cases = []
        for story in ("first", "second"):
            reporter = people.reporter(story)
            assert reporter.send().status_code == 201
            assert add_message(reporter, "a message").status_code == 201
            self.cases.append(reporter.sending.case)
        self.anna.open(self.cases[0])
        self.publish()

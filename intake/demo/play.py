"""Plays the plans in the order of time, so that the clock of the log never runs backwards."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from intake.admin.instance import log_start
from intake.client import casework, reporter
from intake.client.opencase import open_case
from intake.client.people import Person
from intake.client.reporter import Told
from intake.client.server import Server
from intake.client.unlocked import Unlocked, session
from intake.clock import DAY
from intake.demo.cases import HOUR, CasePlan, Message, Visit, load_cases, load_people
from intake.demo.staffing import Staff
from intake.desk.daily import log_openings
from intake.log.events import Log
from intake.log.publishing import publish_daily

READING = 90  # Seconds somebody spends on a page before they act.


@dataclass(frozen=True)
class Step:
    """Something that happens at a time, Unix seconds."""

    at: int
    run: Callable[[], None] = field(compare=False)


@dataclass
class Played:
    """Who and what came out of it: people by user name, receipts by the case's name."""

    people: dict[str, Person]
    told: dict[str, Told]


class Play:
    """One performance of all plans against a server."""

    def __init__(self, server: Server, words: Sequence[str], now: int) -> None:
        """Prepare; nothing happens yet.

        Args:
            server: A new instance whose clock stands before the first step.
            words: The 2,048 words a passphrase is drawn from.
            now: Unix seconds; the plans count back from here.
        """
        self._server, self._now = server, now
        self._staff = Staff(server, words)
        self._told: dict[str, Told] = {}
        self.steps = sorted([*self._all_steps()], key=lambda step: step.at)

    def run(self, progress: Callable[[], None]) -> Played:
        """Take every step; call ``progress`` after each."""
        for step in self.steps:
            self._server.clock.move_to(step.at)
            step.run()
            progress()
        return Played(self._staff.people, self._told)

    def _all_steps(self) -> Iterator[Step]:
        people = load_people()
        start = self._at(max(plan.hours_ago for plan in people)) - HOUR
        yield Step(start, self._start)
        for plan in people:
            yield Step(self._at(plan.hours_ago), partial(self._staff.join, plan))
        for case in load_cases():
            yield from self._case_steps(case)
        yield from self._publications(start)
        yield Step(self._now, self._sign)

    def _case_steps(self, case: CasePlan) -> Iterator[Step]:
        yield Step(self._at(case.hours_ago), partial(self._send, case))
        for visit in case.visits:
            yield Step(self._at(visit.hours_ago), partial(self._visit, case, visit))
        for message in case.messages:
            yield Step(self._at(message.hours_ago), partial(self._return, case, message))

    def _publications(self, start: int) -> Iterator[Step]:
        """Publish the intake log at the hour of each day, as the running server does."""
        hour = self._server.running.config.settings.publish_hour
        first = start // DAY * DAY + hour * HOUR
        for at in range(first, self._now, DAY):
            if at > start:
                yield Step(at, self._publish)

    def _at(self, hours_ago: float) -> int:
        return self._now - int(hours_ago * HOUR)

    def _start(self) -> None:
        running = self._server.running
        log_start(running.config, running.database, self._server.now)

    def _publish(self) -> None:
        running = self._server.running
        hour = running.config.settings.publish_hour
        publish_daily(
            running.database, running.signer, self._server.now, hour=hour, batch=log_openings
        )

    def _sign(self) -> None:
        running = self._server.running
        running.signer.checkpoint(running.database, Log.ACCESS)

    def _send(self, case: CasePlan) -> None:
        answers = case.answers_at(self._server.now)
        self._told[case.name] = reporter.send(self._server, answers, case.lang, plain=case.plain)

    def _return(self, case: CasePlan, message: Message) -> None:
        reporter.add_message(self._server, self._told[case.name].receipt, message.text)

    def _visit(self, case: CasePlan, visit: Visit) -> None:
        with session(self._server, self._staff.people[visit.by]) as staff:
            self._pause()
            casework.list_waiting(staff)
            self._pause()
            self._work(staff, case, visit)
            self._pause()

    def _work(self, staff: Unlocked, case: CasePlan, visit: Visit) -> None:
        opened = open_case(staff, self._told[case.name].case, visit.purpose)
        self._pause()
        if visit.take:
            cover = self._staff.people[visit.cover].account if visit.cover else None
            opened = casework.take(opened, cover)
            self._pause()
        if visit.answer:
            casework.answer(opened, visit.answer)
            self._pause()
        if visit.status:
            casework.move(opened, visit.status, visit.reason)

    def _pause(self) -> None:
        self._server.clock.pass_seconds(READING)

"""Plays the plans in the order of time, so that the clock of the log never runs backwards."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from intake.client.member.account.person import OpenSession, Person
from intake.client.member.cases import casework
from intake.client.member.cases.listing import list_waiting
from intake.client.member.cases.opencase import open_case
from intake.client.member.cases.opened import OpenCase, SomebodyNamed
from intake.client.reporter.box import add_message
from intake.client.reporter.sending import Receipt, send, send_plain
from intake.clock import DAY, HOUR
from intake.demo.cases import CasePlan, MessagePlan, Visit, load_cases, load_people
from intake.demo.staffing import Staff
from intake.demo.stage import Stage

READING = 90  # Seconds somebody spends on a page before they act.


@dataclass(frozen=True)
class PlotStep:
    """Something that happens at a time, Unix seconds."""

    at: int
    run: Callable[[], None] = field(compare=False)


@dataclass
class Outcome:
    """Who and what came out of it: people by user name, receipts by the case's name."""

    people: dict[str, Person]
    receipts: dict[str, Receipt]


class Play:
    """One performance of all plans on a stage."""

    def __init__(self, stage: Stage, words: Sequence[str], now: int) -> None:
        """Prepare; nothing happens yet.

        Args:
            stage: A new instance whose clock stands before the first step.
            words: The 2,048 words a passphrase is drawn from.
            now: Unix seconds; the plans count back from here.
        """
        self._stage, self._now = stage, now
        self._staff = Staff(stage, words)
        self._receipts: dict[str, Receipt] = {}
        self.steps = sorted([*self._all_steps()], key=lambda step: step.at)

    def run(self, progress: Callable[[], None]) -> Outcome:
        """Take every step; call ``progress`` after each."""
        for step in self.steps:
            self._stage.clock.move_to(step.at)
            step.run()
            progress()
        return Outcome(self._staff.people, self._receipts)

    def _all_steps(self) -> Iterator[PlotStep]:
        people = load_people()
        start = self._at(max(plan.hours_ago for plan in people)) - HOUR
        yield PlotStep(start, self._stage.start)
        for plan in people:
            yield PlotStep(self._at(plan.hours_ago), partial(self._staff.join, plan))
        for case in load_cases():
            yield from self._case_steps(case)
        yield from self._publications(start)
        yield PlotStep(self._now, self._stage.sign)

    def _case_steps(self, case: CasePlan) -> Iterator[PlotStep]:
        yield PlotStep(self._at(case.hours_ago), partial(self._send, case))
        for visit in case.visits:
            yield PlotStep(self._at(visit.hours_ago), partial(self._visit, case, visit))
        for message in case.messages:
            yield PlotStep(self._at(message.hours_ago), partial(self._return, case, message))

    def _publications(self, start: int) -> Iterator[PlotStep]:
        """Publish the intake log at the hour of each day, as the running server does."""
        hour = self._stage.running.config.settings.publish_hour
        first = start // DAY * DAY + hour * HOUR
        for at in range(first, self._now, DAY):
            if at > start:
                yield PlotStep(at, self._stage.publish)

    def _at(self, hours_ago: float) -> int:
        return self._now - int(hours_ago * HOUR)

    def _send(self, case: CasePlan) -> None:
        way = send_plain if case.plain else send
        answers = case.answers_at(self._stage.clock())
        browser, questions = self._stage.browser(), self._stage.questions
        self._receipts[case.name] = way(browser, questions, answers, case.lang)

    def _return(self, case: CasePlan, message: MessagePlan) -> None:
        add_message(self._stage.browser(), self._receipts[case.name].code, message.text, case.lang)

    def _visit(self, case: CasePlan, visit: Visit) -> None:
        with self._staff.session(self._staff.people[visit.by]) as staff:
            self._pause()
            list_waiting(staff)
            self._pause()
            self._work(staff, case, visit)
            self._pause()

    def _work(self, staff: OpenSession, case: CasePlan, visit: Visit) -> None:
        opened = self._open(staff, case, visit.purpose)
        self._pause()
        if visit.take:
            opened = self._take(opened, case, visit)
        if visit.answer:
            casework.answer(opened, visit.answer)
            self._pause()
        if visit.status:
            casework.move(opened, visit.status, visit.reason)
        if visit.close:
            opened.acts.close(visit.close)

    def _take(self, opened: OpenCase, case: CasePlan, visit: Visit) -> OpenCase:
        """Take a case; the cover opens it once, so that the desk's key file goes."""
        cover = self._staff.people[visit.cover] if visit.cover else None
        held = casework.take(opened, cover.account if cover else None)
        self._pause()
        if cover:
            with self._staff.session(cover) as covering:
                self._open(covering, case, "cover")
        return held

    def _open(self, staff: OpenSession, case: CasePlan, purpose: str) -> OpenCase:
        """Open a case; where somebody is named, two agree first that it is nobody of the desk."""
        number, rules = self._receipts[case.name].case, self._stage.questions.rules
        try:
            return open_case(staff, number, purpose, rules)
        except SomebodyNamed as named:
            named.look.acts.exclude(named=True)
        with self._staff.session(self._second(staff)) as second:
            try:
                open_case(second, number, "review", rules)
            except SomebodyNamed as named:
                named.look.acts.agree(named.look.meta["proposals"][0])
        return open_case(staff, number, purpose, rules)

    def _second(self, staff: OpenSession) -> Person:
        """Return another one who can read what waits."""
        members = {member.account for member in self._stage.roster.members if member.triage}
        others = [each for each in self._staff.people.values() if each.account in members]
        return next(each for each in others if each.account != staff.account)

    def _pause(self) -> None:
        self._stage.clock.pass_seconds(READING)

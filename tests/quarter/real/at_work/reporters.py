"""Reporters: they fill the form, seal, send, and sometimes come back and say more."""

from functools import cache

from intake.client.reporter.box import add_message
from intake.client.reporter.sending import send
from intake.demo.cases import CasePlan, load_cases
from tests.quarter.real.at_work.desk import Case, Desk

LEFT_OUT = frozenset({"not-the-interpreter", "no-script"})
"""Stories that are not told here: who is named in one is decided by two, which the demo plays."""

GRAVE = "airport-friend"
"""A story that is an emergency."""


@cache
def stories() -> tuple[CasePlan, ...]:
    """Return what can be told."""
    return tuple(each for each in load_cases() if each.name not in LEFT_OUT)


def report(desk: Desk, told: str = "") -> Case:
    """Let somebody tell one of the stories, or the one of a name."""
    able = [each for each in stories() if told in {"", each.name}]
    story, stage = desk.chance.choice(able), desk.program.stage
    answers = story.answers_at(stage.clock())
    receipt = send(stage.browser(), stage.questions, answers, story.lang)
    case = Case(receipt.case, receipt.code, story.lang, left=desk.chance.randint(2, 5))
    desk.cases[case.id] = case
    return case


def say_more(desk: Desk, case: Case) -> None:
    """Let a reporter come back and add a few lines."""
    add_message(desk.program.stage.browser(), case.code, "They called again.", case.lang)

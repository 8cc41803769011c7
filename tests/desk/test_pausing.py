"""Contact that was paused goes on when two people say so, and nobody writes meanwhile unreasoned.

The insider who wants to write to somebody who may be forced to read it, in every way alone.
"""

import ast
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

import intake
from intake.case.rules.casework import casework
from intake.case.standing import pausing
from intake.client.member.cases.acts import Acts
from intake.client.member.cases.casework import ReasonWanted, answer
from intake.client.member.cases.opencase import open_case
from intake.client.questions import load_questions
from intake.desk.acts import agreeing
from intake.log.act import SYSTEM, Act
from intake.store.models import LEVELS, Case
from intake.web.services import services_of
from tests.desk.listed import put_person
from tests.desk.stored import agree, close, propose_closing, report, row_of, three, told
from tests.people import Opened, People, Person, Reporter
from tests.promises.reporting import add_message

HOUR = 3_600
ROOT = Path(intake.__file__).parent
PAUSED = ("paused_safety", 1)
UNSAFE = "unsafe_to_contact"


def code(response: TestResponse) -> tuple[int, str]:
    """Status and code of a refusal."""
    return response.status_code, str(response.get_json().get("error", ""))


def standing(people: People, case: str) -> tuple[str, int]:
    row: Case = row_of(people, case)
    return row.status, row.paused


def pause(holder: Person, case: str, reason: str = UNSAFE) -> None:
    """Pause contact; where that wants it the case is raised before."""
    opened = holder.open(case)
    if casework().must_rise(reason, LEVELS.index(opened.meta["level"])):
        raised = holder.do(opened, lambda acts: acts.change_level("urgent", "new_information"))
        assert raised.status_code == 201
    paused = holder.do(holder.open(case), lambda acts: acts.pause(reason))
    assert (paused.status_code, paused.get_json()["status"]) == (201, "paused_safety")


def release(holder: Person, case: str) -> TestResponse:
    return holder.do(holder.open(case), lambda acts: acts.release("safe_again"))


def held(
    people: People, level: str = "soon", reason: str = UNSAFE
) -> tuple[Person, Person, Person, str]:
    """A paused case of anna, covered by bert; cara is in triage and holds nothing of it."""
    anna, bert, cara = three(people)
    case = report(people, level)
    anna.hold(case, bert)
    pause(anna, case, reason)
    return anna, bert, cara, case


def with_reporter(people: People) -> tuple[Person, Person, Reporter, str]:
    """Another, whose reporter can say more."""
    anna, bert, _ = three(people)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
    pause(anna, case)
    return anna, bert, reporter, case


def proposals(person: Person, case: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.open(case, "review").meta["proposals"]
    return found


def sweep(people: People) -> None:
    """Do what the clock does."""
    running = services_of(people.app)
    with running.database.session() as db:
        agreeing.sweep(Act(db, SYSTEM, running.clock()), running.config.settings)
        db.commit()


# --- alone ----------------------------------------------------------------------------------------


def test_no_status_and_no_agreeing_with_oneself_ends_a_pause(people: People) -> None:
    anna, _, _, case = held(people)
    for to, reasons in casework().reasons.items():
        moved = anna.post(f"/desk/{case}/status", {"status": to, "reason": reasons[0]})
        assert code(moved) == (409, "paused"), to
        name, outcome, detail = told(people)[-1]
        assert (name, outcome, detail["reason"]) == ("case.status", "deny", "paused")
    assert release(anna, case).status_code == 201
    [mine] = proposals(anna, case)
    assert (mine["act"], mine["for_me"]) == ("release", False)
    own = anna.do(anna.open(case), lambda acts: acts.agree(mine))
    assert (code(own), standing(people, case)) == ((422, "own_proposal"), PAUSED)
    again = anna.do(anna.open(case), lambda acts: acts.pause(UNSAFE))
    assert code(again) == (409, "changed")
    assert agree(anna, case, "release", agrees=False).get_json()["status"] == "paused_safety"


def test_a_case_that_is_closed_and_opened_again_is_paused_as_before(people: People) -> None:
    anna, _, reporter, case = with_reporter(people)
    close(anna, case)
    assert standing(people, case) == ("closed", 1)
    assert code(release(anna, case)) == (409, "changed")
    opened = anna.do(anna.open(case), lambda acts: acts.reopen("new_information"))
    assert opened.get_json()["status"] == "paused_safety"
    close(anna, case)
    assert add_message(reporter, "I am well, write to me").status_code == 201
    assert standing(people, case) == PAUSED
    assert code(anna.answer(anna.open(case), "are you alone?")) == (409, "paused")


def test_neither_level_nor_setting_aside_ends_a_pause(people: People) -> None:
    anna, _, _, case = held(people, "routine", "wish_of_reporter")
    acts: list[Callable[[Acts], object]] = [
        lambda acts: acts.change_level("soon", "danger_grew"),
        lambda acts: acts.change_level("routine", "misjudged"),
        lambda acts: acts.set_aside("junk"),
        lambda acts: acts.set_aside("misjudged", aside=False),
    ]
    for act in acts:
        assert anna.do(anna.open(case), act).status_code == 201
        assert standing(people, case) == PAUSED


def test_no_change_of_hands_ends_a_pause(people: People) -> None:
    anna, bert, cara, case = held(people)
    opened = anna.open(case, "handover")
    anna.do(opened, lambda acts: acts.hand_over(cara.id, cara.recipient, "assignee", "paused"))
    cara.open(case, "handover")
    assert agree(cara, case, "handover").get_json()["assignee"] == "cara"
    assert standing(people, case) == PAUSED
    emergency = report(people, "emergency")
    anna.hold(emergency, bert)
    pause(anna, emergency)
    for leaver in (anna, bert):  # Each says that the reporter meant them, and is out.
        leaver.do(leaver.open(emergency), partial(Acts.exclude, members=[leaver.id], named=True))
    assert row_of(people, emergency).assignee is None
    assert standing(people, emergency) == PAUSED


def test_whoever_suspends_everybody_else_is_not_alone_with_a_pause(people: People) -> None:
    anna, bert, cara, case = held(people)
    people.new("adam", "administrator")  # Somebody can undo it.
    for second in (bert, cara):
        assert anna.post("/admin/suspend", {"account": second.id}).status_code == 204
    assert release(anna, case).status_code == 201
    assert standing(people, case) == PAUSED
    assert [each["act"] for each in proposals(anna, case)] == ["release"]


# --- what is unsafe is urgent -------------------------------------------------------------------


@pytest.mark.parametrize("level", ["soon", "routine"])
def test_whoever_pauses_unsafe_contact_without_raising_the_case_is_refused_and_it_shows(
    people: People, level: str
) -> None:
    anna, bert, _ = three(people)
    case = report(people, level)
    anna.hold(case, bert)
    before = row_of(people, case).status
    assert code(anna.do(anna.open(case), lambda acts: acts.pause(UNSAFE))) == (409, "raise_first")
    name, outcome, detail = told(people)[-1]
    assert (name, outcome, detail["reason"]) == ("case.status", "deny", "raise_first")
    assert (standing(people, case), row_of(people, case).level) == (
        (before, 0),
        LEVELS.index(level),
    )
    pause(anna, case)
    assert LEVELS[row_of(people, case).level] == "urgent"


def test_a_pause_because_they_wish_it_raises_nothing(people: People) -> None:
    _, _, _, case = held(people, "routine", "wish_of_reporter")
    assert LEVELS[row_of(people, case).level] == "routine"


# --- by two ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", ["routine", "emergency"])
def test_contact_goes_on_when_a_second_person_agrees_who_has_read_it(
    people: People, level: str
) -> None:
    anna, bert, _, case = held(people, level)
    assert release(anna, case).get_json()["status"] == "paused_safety"
    assert agree(bert, case, "release").get_json()["status"] == "in_contact"
    assert standing(people, case) == ("in_contact", 0)
    name, outcome, detail = told(people)[-1]
    assert (name, outcome) == ("case.status", "ok")
    assert (detail["from"], detail["to"], "approver" in detail) == (
        "paused_safety",
        "in_contact",
        True,
    )
    assert anna.answer(anna.open(case), "how are you?").status_code == 201


def test_what_the_reporter_says_ends_the_question_whether_contact_goes_on(people: People) -> None:
    anna, bert, reporter, case = with_reporter(people)
    release(anna, case)
    theirs = bert.open(case, "cover")
    [proposal] = theirs.meta["proposals"]
    assert add_message(reporter, "it is fine").status_code == 201
    late = bert.do(theirs, lambda acts: acts.agree(proposal))
    assert (code(late), standing(people, case)) == ((404, "proposal"), PAUSED)
    assert code(anna.do(theirs, lambda acts: acts.release("safe_again"))) == (409, "unread")


def test_a_question_that_nobody_answered_within_the_hour_leaves_contact_paused(
    people: People,
) -> None:
    anna, bert, _, case = held(people)
    release(anna, case)
    [proposal] = proposals(bert, case)
    assert HOUR <= proposal["expires_at"] - people.clock() + 60 < 2 * HOUR + 60
    people.clock.pass_seconds(proposal["expires_at"] - people.clock())
    assert bert.sign_in().status_code == 200
    late = bert.do(bert.open(case, "cover"), lambda acts: acts.agree(proposal))
    assert code(late) == (404, "proposal")
    sweep(people)
    assert standing(people, case) == PAUSED


def test_where_nobody_else_could_be_asked_one_goes_on_and_it_shows(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case = report(people)
    assert anna.take(anna.open(case), alone=True).status_code == 201
    pause(anna, case)
    assert release(anna, case).get_json()["status"] == "in_contact"
    assert standing(people, case) == ("in_contact", 2)
    assert told(people)[-1][2]["reason"] == "alone"


def test_who_is_kept_from_a_case_is_nobody_who_could_be_asked(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara).status_code == 201
    case = report(people)
    opened = anna.open(case)
    put_person(people, case, cara, excluded=True)
    assert anna.take(opened, alone=True).status_code == 201
    pause(anna, case)
    assert release(anna, case).get_json()["status"] == "in_contact"


# --- writing meanwhile ----------------------------------------------------------------------------


def test_an_answer_while_contact_is_paused_carries_a_reason_that_is_logged(people: People) -> None:
    anna, _, _, case = held(people)

    def send(opened: Opened, despite: str | None) -> TestResponse:
        return anna.answer(opened, "leave by the back door", despite=despite or "")

    assert code(send(anna.open(case), None)) == (409, "paused")
    name, outcome, detail = told(people)[-1]
    assert (name, outcome, detail["reason"]) == ("case.message", "deny", "paused")
    assert code(send(anna.open(case), "because")) == (422, "despite")
    assert send(anna.open(case), "danger_grew").status_code == 201
    name, outcome, detail = told(people)[-1]
    assert (name, outcome, detail["reason"]) == ("case.message", "ok", "danger_grew")
    assert standing(people, case) == PAUSED


def test_the_client_answers_who_wanted_no_answer_only_with_a_reason_and_logs_it(
    people: People,
) -> None:
    anna, bert, _ = three(people)
    contact = {"c_mode": "none"}
    reporter = people.reporter(
        level="routine", change=lambda draft: replace(draft, contact=contact, rules=["T22"])
    )
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
    rules = load_questions().rules
    opened = open_case(anna.unlocked(), case, "casework", rules)
    with pytest.raises(ReasonWanted):
        answer(opened, "we are here")
    answer(opened, "do not go there today", despite="date_near")
    name, outcome, detail = told(people)[-1]
    assert (name, outcome, detail["reason"]) == ("case.message", "ok", "date_near")


# --- what waits when its proposer goes ------------------------------------------------------------


@pytest.mark.parametrize("act", ["release", "close"])
def test_what_a_suspended_member_proposed_ends_and_stays_ended(people: People, act: str) -> None:
    anna, bert, _, case = held(people, "emergency")
    ask: dict[str, Callable[[], TestResponse]] = {
        "release": lambda: release(anna, case),
        "close": lambda: propose_closing(anna, case),
    }
    assert ask[act]().status_code == 201
    theirs = bert.open(case, "cover")
    (proposal,) = theirs.meta["proposals"]
    adam = people.new("adam", "administrator")
    for way in ("suspend", "resume"):
        assert adam.post(f"/admin/{way}", {"account": anna.id}).status_code == 204
    late = bert.do(theirs, lambda acts: acts.agree(proposal))
    assert (code(late), standing(people, case)) == ((404, "proposal"), PAUSED)
    sweep(people)
    name, _, detail = told(people)[-1]
    assert (name, detail["act"], detail["reason"]) == ("case.agree", act, "proposer_gone")


# --- the one way ----------------------------------------------------------------------------------


def test_every_status_is_reached_through_the_one_way_that_keeps_a_pause() -> None:
    home = Path(pausing.__file__)
    setting = [
        path.relative_to(ROOT)
        for path in sorted(ROOT.rglob("*.py"))
        if path != home and sets_status(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert setting == []


def sets_status(tree: ast.AST) -> bool:
    """Tell whether a module sets the status of a case by itself."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "status"
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id == "case"
        for node in ast.walk(tree)
    )

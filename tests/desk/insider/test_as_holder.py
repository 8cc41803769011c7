"""What a holder tries who reads, and lets it sink."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from intake.case.stored import bounds
from intake.client.member.cases.acts import Acts
from intake.clock import DAY, day_of
from tests.desk.insider.tries import code, say
from tests.desk.listed import row_of as listed_row
from tests.desk.stored import agree, close, holders_of, propose_closing, report, row_of, three, told
from tests.people import Opened, People, Person


@pytest.mark.parametrize("way", ["sealed", "without a script"])
def test_a_message_is_unanswered_whatever_state_its_case_was_in(people: People, way: str) -> None:
    anna, bert, _ = three(people)
    reporters = {name: people.reporter() for name in ("waiting", "taken", "aside", "closed")}
    cases = {name: each.sending.case for name, each in reporters.items()}
    for reporter in reporters.values():
        assert reporter.send().status_code == 201
    for name in ("taken", "aside", "closed"):
        anna.hold(cases[name], bert)
        opened = anna.open(cases[name], "casework")
        anna.do(opened, lambda acts: acts.settle("no_question"))
    anna.do(anna.open(cases["aside"]), lambda acts: acts.set_aside("junk"))
    agree(bert, cases["aside"], "aside")
    close(anna, cases["closed"])
    for name, reporter in reporters.items():
        before = len(told(people))
        said = say(reporter, "one thing more", plain=way != "sealed")
        assert said.status_code in {200, 201}
        assert len(told(people)) == before  # Nothing in the log of staff dates it.
        row = row_of(people, cases[name])
        assert (row.said > row.answered, row.aside) == (True, False), name
        assert row.waiting_on == row.active_on, name
        for holder in (anna, bert):
            holder.open(cases[name], "casework") if name != "waiting" else anna.open(cases[name])
        assert row_of(people, cases[name]).waiting_on is not None, name  # Reading is no answer.
    assert row_of(people, cases["closed"]).status == "reopened"


def test_what_waits_is_counted_from_the_oldest_word_that_nobody_answered(people: People) -> None:
    anna, bert, _ = three(people)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
    first = day_of(people.clock())
    people.clock.pass_seconds(DAY)
    assert say(reporter, "are you there?").status_code == 201
    assert row_of(people, case).waiting_on == first
    assert anna.sign_in().status_code == 200
    assert anna.answer(anna.open(case, "casework"), "yes").status_code == 201
    people.clock.pass_seconds(DAY)
    assert say(reporter, "thank you").status_code == 201
    assert row_of(people, case).waiting_on == first + timedelta(2)


def test_nothing_is_closed_while_something_said_is_unanswered(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    assert code(anna.do(opened, lambda acts: acts.close(["record_only"]))) == (409, "unanswered")
    assert row_of(people, case).status == "assigned"
    assert propose_closing(anna, case).get_json()["status"] == "closed"
    assert f"account:{bert.id}" in holders_of(people, case)


def test_nobody_decides_on_words_that_only_a_colleague_has_read(people: People) -> None:
    anna, bert, _ = three(people)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
    held = anna.open(case, "casework")
    assert say(reporter, "they know where I live").status_code == 201
    assert bert.answer(bert.open(case, "cover"), "we call you").status_code == 201
    decisions: list[Callable[[Acts], object]] = [
        lambda acts: acts.close(["advice_given"]),
        lambda acts: acts.change_level("routine", "misjudged"),
        lambda acts: acts.set_aside("junk"),
    ]
    assert {code(anna.do(held, each)) for each in decisions} == {(409, "unread")}
    assert anna.do(held, lambda acts: acts.pause("unsafe_to_contact")).status_code == 201
    assert code(anna.do(held, lambda acts: acts.release("safe_again"))) == (409, "unread")


def test_an_answer_stops_while_something_newer_is_unread_and_loses_no_word(people: People) -> None:
    anna, bert, _ = three(people)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
    held = anna.open(case, "casework")
    assert say(reporter, "wait, not there").status_code == 201
    before = len(told(people))
    assert code(anna.answer(held, "meet us there")) == (409, "newer")
    lied = Opened(held.meta | {"said": row_of(people, case).said}, held.trusted, [])
    assert code(anna.answer(lied, "meet us there")) == (409, "newer")
    assert len(told(people)) == before  # An entry would date the message.
    other_tab, theirs = anna.open(case, "casework"), bert.open(case, "cover")
    assert code(anna.answer(held, "meet us there")) == (409, "newer")  # This tab shows less.
    assert anna.answer(other_tab, "then where?").status_code == 201
    assert code(bert.answer(theirs, "I answer as well")) == (409, "newer")  # Anna was faster.
    now = bert.open(case, "cover")
    assert bert.answer(now, "and one thing more").status_code == 201
    assert row_of(people, case).waiting_on is None


def test_what_one_did_oneself_is_not_new_and_hides_nothing_that_is(people: People) -> None:
    anna, bert, _ = three(people)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)

    def note(person: Person, opened: Opened) -> None:
        assert person.do(opened, lambda acts: acts.note("what one did")).status_code == 201

    note(anna, anna.open(case, "casework"))
    held, theirs = anna.open(case, "casework"), bert.open(case, "cover")
    assert held.meta["seen"] == len(held.meta["objects"]) - 1
    assert say(reporter, "somebody rings").status_code == 201
    note(anna, held)  # Written before that was read.
    assert listed_row(anna, case)["unread"] is True
    assert code(anna.do(held, lambda acts: acts.set_aside("junk"))) == (409, "unread")
    note(bert, bert.open(case, "cover"))
    assert anna.answer(anna.open(case, "casework"), "an answer").status_code == 201
    note(bert, theirs)
    late = bert.open(case, "cover").meta
    answered = [at for at, row in enumerate(late["objects"]) if row["by"] == "staff"]
    assert late["seen"] < answered[-2]  # Before the answer, which bert has not read.


def test_only_who_has_read_it_says_that_no_answer_is_needed(people: People) -> None:
    anna, bert, _ = three(people)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
    held = anna.open(case, "casework")
    assert say(reporter, "help").status_code == 201
    assert code(anna.do(held, lambda acts: acts.settle("no_question"))) == (409, "newer")
    assert row_of(people, case).waiting_on is not None
    again = anna.open(case, "casework")
    assert anna.do(again, lambda acts: acts.settle("no_question")).status_code == 201
    theirs = bert.open(case, "cover")
    assert [frame.body["reason"] for frame in theirs.frames if frame.kind == "settled"] == [
        "no_question"
    ]


def test_an_act_sent_twice_is_done_once(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    sent: list[tuple[str, object, dict[str, bytes]]] = []

    own = anna.unlocked()
    original = own.browser.send_parts

    def keep(path: str, meta: object, parts: dict[str, bytes]) -> object:
        sent.append((path, meta, parts))
        return original(path, meta, parts)

    own.browser.send_parts = keep  # type: ignore[method-assign, assignment]
    Acts(own, opened.trusted, opened.meta).change_level("emergency", "danger_grew")
    before = len(told(people))
    assert original(*sent[0]).status == 201
    assert (len(told(people)), row_of(people, case).level) == (before, 0)


def test_notes_without_end_keep_nobody_from_raising_the_case(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room, most in {"notes": 3, "acts": 3}.items():
        monkeypatch.setitem(bounds.MESSAGES, room, most)
    anna, bert, _ = three(people)
    case = report(people, "routine")
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    told = [code(anna.do(opened, lambda acts: acts.note("more")))[0] for _ in range(4)]
    assert told == [201, 201, 201, 409]
    raised = bert.do(
        bert.open(case, "cover"), lambda acts: acts.change_level("emergency", "danger_grew")
    )
    assert raised.get_json()["level"] == "emergency"


def test_one_person_does_not_set_an_urgent_case_aside_by_lowering_it_first(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people, "urgent")
    anna.hold(case, bert)
    anna.do(anna.open(case), lambda acts: acts.change_level("soon", "misjudged"))
    asked = anna.do(anna.open(case), lambda acts: acts.set_aside("junk"))
    told_before = anna.open(case).meta
    assert (told_before["level"], told_before["highest"]) == ("soon", "urgent")
    assert (asked.status_code, row_of(people, case).aside) == (201, False)
    agree(bert, case, "aside")
    assert row_of(people, case).aside is True
    bert.open(case)  # Its row does not differ from what was signed.


def test_what_was_raised_once_is_set_aside_by_two(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people, "routine")
    anna.hold(case, bert)
    anna.do(anna.open(case), lambda acts: acts.change_level("urgent", "danger_grew"))
    anna.do(anna.open(case), lambda acts: acts.change_level("routine", "misjudged"))
    anna.do(anna.open(case), lambda acts: acts.set_aside("junk"))
    assert row_of(people, case).aside is False

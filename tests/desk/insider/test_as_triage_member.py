"""What a member tries who reads what waits, and holds nothing of it."""

from tests.desk.insider.tries import code
from tests.desk.stored import report, row_of, three, told
from tests.people import Opened, People


def test_a_triage_member_neither_closes_nor_lowers_nor_buries_an_emergency_of_others(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    looking = cara.open(case, "safety")
    before, row = len(told(people)), row_of(people, case)
    tries = {
        "case.close": lambda acts: acts.close(["advice_given"]),
        "case.level": lambda acts: acts.change_level("routine", "misjudged"),
        "case.aside": lambda acts: acts.set_aside("junk"),
        "case.contact": lambda acts: acts.contacted("phone", "reached", agreed=True),
        "case.avoid": lambda acts: acts.exclude([anna.id], named=True),
        "case.onit": lambda acts: acts.be_on_it(anna.id),
    }
    notes = Opened(looking.meta, anna.open(case, "casework").trusted, [])  # With stolen keys.
    answers = {
        event: cara.do(notes if event == "case.close" else looking, act)
        for event, act in tries.items()
    }
    assert {code(answer) for answer in answers.values()} == {(404, "case")}
    refused = [(event, outcome) for event, outcome, _ in told(people, before) if outcome == "deny"]
    assert refused == [(event, "deny") for event in tries]
    after = row_of(people, case)
    same = ("level", "status", "aside", "assignee", "cover", "on_it", "screened")
    assert [getattr(after, name) for name in same] == [getattr(row, name) for name in same]


def test_junk_is_set_aside_by_one_and_comes_back_by_one(people: People) -> None:
    anna, _, cara = three(people)
    case = report(people, "routine")
    aside = anna.do(anna.open(case), lambda acts: acts.set_aside("junk"))
    assert aside.get_json()["aside"] is True
    back = cara.do(cara.open(case), lambda acts: acts.set_aside("misjudged", aside=False))
    assert back.get_json()["aside"] is False
    assert row_of(people, case).waiting_on is not None  # Clocks go on.


def test_a_case_that_nobody_took_only_rises(people: People) -> None:
    anna, _, _ = three(people)
    case = report(people, "urgent")
    opened = anna.open(case)
    lowered = anna.do(opened, lambda acts: acts.change_level("routine", "misjudged"))
    assert code(lowered) == (422, "not_taken")
    raised = anna.do(opened, lambda acts: acts.change_level("emergency", "danger_grew"))
    assert raised.get_json()["level"] == "emergency"
    late = anna.do(opened, lambda acts: acts.change_level("emergency", "danger_grew"))
    assert code(late) == (409, "changed")

"""What does not fit: codes of another list, and acts that do not follow from how a case stands."""

from collections.abc import Callable, Mapping

import pytest

from intake.client.member.cases.acts import Acts
from tests.desk.insider.test_told_beside import acting, refused
from tests.desk.insider.tries import code
from tests.desk.stored import agree, close, report, row_of, three
from tests.people import People

Doing = Callable[[Acts], object]

#: An act right in form, what is told beside its frame instead, and the word of the refusal.
UNFIT: Mapping[str, tuple[Doing, Mapping[str, object], str]] = {
    "level": (lambda acts: acts.change_level("soon", "misjudged"), {"reason": "junk"}, "reason"),
    "aside": (lambda acts: acts.set_aside("junk"), {"reason": "danger_grew"}, "reason"),
    "back": (
        lambda acts: acts.set_aside("misjudged", aside=False),
        {"reason": "junk"},
        "reason",
    ),
    "settle": (lambda acts: acts.settle("no_question"), {"reason": "junk"}, "reason"),
    "reopen": (lambda acts: acts.reopen("misjudged"), {"reason": "junk"}, "reason"),
    "pause": (lambda acts: acts.pause("unsafe_to_contact"), {"reason": "junk"}, "reason"),
    "release": (lambda acts: acts.release("safe_again"), {"reason": "junk"}, "reason"),
    "close": (
        lambda acts: acts.close(["advice_given"]),
        {"dispositions": ["junk"]},
        "dispositions",
    ),
    "contact": (
        lambda acts: acts.contacted("phone", "reached", agreed=True),
        {"via": "pigeon"},
        "via",
    ),
    "outcome": (
        lambda acts: acts.contacted("phone", "reached", agreed=True),
        {"outcome": "junk"},
        "outcome",
    ),
}


def test_no_act_takes_a_code_of_another_list(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    found = {}
    for name, (act, told, _) in UNFIT.items():
        acts = acting(anna, opened, told)
        found[name] = refused(lambda act=act, acts=acts: act(acts))  # type: ignore[misc]
    assert found == {name: (422, word) for name, (_, _, word) in UNFIT.items()}


STALE: Mapping[str, list[Doing]] = {
    "open": [
        lambda acts: acts.reopen("misjudged"),
        lambda acts: acts.release("safe_again"),
        lambda acts: acts.set_aside("misjudged", aside=False),
    ],
    "paused": [lambda acts: acts.pause("wish_of_reporter")],
    "closed": [
        lambda acts: acts.close(["advice_given"]),
        lambda acts: acts.pause("wish_of_reporter"),
        lambda acts: acts.release("safe_again"),
        lambda acts: acts.set_aside("junk"),
    ],
}


@pytest.mark.parametrize("how", STALE)
def test_an_act_that_does_not_follow_from_how_the_case_stands_changes_nothing(
    people: People, how: str
) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    if how == "paused":
        paused = anna.do(anna.open(case), lambda acts: acts.pause("unsafe_to_contact"))
        assert paused.status_code == 201
    elif how == "closed":
        close(anna, case)
    before = row_of(people, case)
    opened = anna.open(case, "casework")
    assert {code(anna.do(opened, each)) for each in STALE[how]} == {(409, "changed")}
    after = row_of(people, case)
    same = ("status", "aside", "paused", "level")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]


def test_a_status_is_left_only_by_who_has_seen_it(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    moved = {"status": "action", "reason": "step_agreed"}
    assert code(anna.post(f"/desk/{case}/status", moved | {"from": "new"})) == (409, "changed")
    assert anna.post(f"/desk/{case}/status", moved | {"from": "assigned"}).status_code == 200


def test_one_person_is_on_an_emergency_and_only_while_it_is_one(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    assert row_of(people, case).on_it == anna.id
    opened = bert.open(case, "cover")
    assert code(bert.do(opened, lambda acts: acts.be_on_it())) == (409, "on_it")
    assert bert.do(opened, lambda acts: acts.be_on_it(anna.id)).status_code == 201
    lower = anna.open(case, "casework")
    assert anna.do(lower, lambda acts: acts.change_level("soon", "misjudged")).status_code == 201
    assert agree(bert, case, "level").status_code == 201
    assert row_of(people, case).on_it is None
    assert code(bert.do(opened, lambda acts: acts.be_on_it())) == (422, "no_emergency")
    again = report(people, "emergency")
    anna.hold(again, bert)
    close(anna, again, bert)
    assert row_of(people, again).on_it is None
    late = bert.open(again, "cover")
    assert code(bert.do(late, lambda acts: acts.be_on_it())) == (422, "no_emergency")

"""A row that was rewritten behind the acts is found by whoever opens the case."""

import pytest

from intake.client.member.cases.opencase import state_of
from intake.crypto.case.acts.comparing import differences
from intake.crypto.case.acts.folding import fold_acts
from tests.desk.listed import put, put_person
from tests.desk.stored import agree, report, three
from tests.people import People, Person

#: What is looked for is the client's; the database is only rewritten.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def found_by(person: Person, case: str) -> list[str]:
    """Open a case, and return in what its row differs from what was signed."""
    opened = person.open(case, "casework")
    return differences(fold_acts(opened.trusted.written()), state_of(opened.meta))


def test_who_opens_a_case_finds_in_what_its_row_was_rewritten(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people, level="urgent")
    anna.hold(case, bert)
    held = anna.open(case, "casework")
    place = (cara.id, cara.recipient, "assignee", "what they must know")
    assert anna.do(held, lambda acts: acts.hand_over(*place)).status_code == 201
    assert agree(cara, case, "handover").status_code == 201
    assert found_by(cara, case) == []
    assert cara.do(cara.open(case), lambda acts: acts.pause("unsafe_to_contact")).status_code == 201
    rewritten: list[tuple[dict[str, object], dict[str, object], list[str]]] = [
        ({"level": 3}, {"level": 1}, ["level"]),
        ({"aside": True}, {"aside": False}, ["aside"]),
        ({"status": "closed"}, {"status": "paused_safety"}, ["closed"]),
        ({"paused": 0, "status": "in_contact"}, {"paused": 1}, ["paused"]),
        ({"assignee": bert.id, "cover": cara.id}, {"assignee": cara.id, "cover": bert.id}, []),
    ]
    for change, back, found in rewritten:
        put(people, case, **change)
        assert found_by(cara, case) == found
        put(people, case, **back)
    put(people, case, assignee=anna.id)
    assert found_by(bert, case) == ["holders"]
    put(people, case, assignee=cara.id)
    put_person(people, case, anna, excluded=True)
    assert found_by(cara, case) == ["excluded"]

"""A key file that a holder makes for the desk counts when somebody of triage has opened it."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from intake.client.member.cases import acts as client_acts
from intake.crypto.age.file import seal_file
from intake.crypto.age.hybrid import new_seed, recipient_of
from intake.crypto.case.objects import Untrusted
from intake.crypto.padding import pad
from tests.box.test_no_readers import disabled, has_readers, past_the_guard
from tests.desk.insider.tries import code, last
from tests.desk.listed import put
from tests.desk.stored import holders_of, report, row_of, three, told
from tests.desk.test_alone import row_for
from tests.people import People, Person
from tests.played import played_once


def junk(*_: object) -> bytes:
    """Return an age file as a key file is one, for nobody who is there."""
    return seal_file(pad(b"{}", "key"), recipient_of(new_seed()))


def give(holder: Person, case: str) -> TestResponse:
    opened = holder.look(case, "casework")
    return holder.do(opened, lambda acts: acts.give_desk_key(holder.walk()))


def raise_it(holder: Person, case: str) -> TestResponse:
    opened = holder.open(case, "casework")
    return holder.do(opened, lambda acts: acts.change_level("emergency", "danger_grew"))


def alarms(person: Person, case: str) -> tuple[list[str], bool]:
    """What the list says one person did alone, and whether it asks somebody to look now."""
    row: dict[str, Any] | None = row_for(person, case)
    assert row is not None
    return row["by_one"], "now" in row["lists"]


@played_once
def raised(people: People) -> tuple[tuple[Person, Person, Person, Person], str]:
    """Anna and bert hold what became an emergency; cara is triage, susi a supervisor."""
    anna, bert, cara = three(people)
    susi = people.new("susi", "supervisor")
    assert anna.admit(susi, cosigner=cara).status_code == 201
    case = report(people)
    anna.hold(case, bert)
    assert raise_it(anna, case).get_json()["wants_desk_key"] is True
    return (anna, bert, cara, susi), case


def test_an_emergency_that_only_its_holders_can_open_is_an_alarm(people: People) -> None:
    (anna, bert, cara, susi), case = raised(people)
    for person in (anna, bert, cara, susi):
        assert alarms(person, case) == (["desk_key"], True)
    assert anna.look(case, "casework").meta["by_one"] == ["desk_key"]
    put(people, case, waiting_on=None, answered=2, on_it=anna.id)  # Nothing else asks for anybody.
    assert alarms(bert, case) == (["desk_key"], True)


def test_a_desk_key_file_counts_once_somebody_of_triage_has_opened_it(people: People) -> None:
    (anna, _, cara, susi), case = raised(people)
    assert give(anna, case).get_json()["by_one"] == ["desk_key"]
    for person in (cara, susi):
        assert alarms(person, case) == (["desk_key"], True)
    assert code(give(anna, case)) == (409, "desk_key_there")
    assert cara.look(case, "safety").meta["confirmed"] is False
    assert row_of(people, case).desk_key_by == anna.id
    cara.open(case, "safety")  # Confirms it.
    assert told(people)[-1][:2] == ("case.confirm", "ok")
    assert told(people)[-1][2]["via"] == "desk"
    assert (row_of(people, case).desk_key, row_of(people, case).desk_key_by) == (0, None)
    assert cara.look(case, "safety").meta["confirmed"] is True
    assert row_for(susi, case) is None  # Nothing of it is hers any more.
    assert code(give(anna, case)) == (409, "desk_key_there")


def test_a_desk_key_file_of_rubbish_is_an_alarm_and_the_holders_still_owe_one(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    (anna, bert, cara, susi), case = raised(people)
    with monkeypatch.context() as patched:
        patched.setattr(client_acts, "make_desks_file", junk)
        assert give(anna, case).status_code == 201
    with pytest.raises(Untrusted) as refused:
        cara.open(case, "safety")
    said = {"reason": refused.value.reason, "object": None}  # As every client does.
    assert cara.post(f"/desk/{case}/unreadable", said).status_code == 204
    assert last(people) == ("case.mismatch", "error", "wrong_identity")
    for person in (bert, cara, susi):
        assert alarms(person, case) == (["desk_bad"], True)
    opened = bert.open(case, "cover")
    assert (opened.meta["by_one"], opened.meta["wants_desk_key"]) == (["desk_bad"], True)
    assert give(bert, case).get_json()["by_one"] == ["desk_key"]
    assert cara.open(case, "safety").meta["level"] == "emergency"
    assert cara.look(case, "safety").meta["by_one"] == []
    assert {f"account:{anna.id}", f"account:{bert.id}"} < holders_of(people, case)


def test_who_made_the_desks_key_file_does_not_confirm_it(people: People) -> None:
    (anna, bert, cara, _), case = raised(people)
    assert give(anna, case).status_code == 201
    put(people, case, assignee=cara.id)  # Anna holds it no more, and opens it with the desk's key.
    opened = anna.look(case, "safety")
    assert opened.meta["holder"].startswith("desk:")
    assert opened.meta["confirmed"] is True  # Her client owes nothing.
    refused = anna.do(opened, lambda acts: acts.confirm())
    assert refused.status_code == 404
    assert row_of(people, case).desk_key_by == anna.id
    assert bert.look(case, "cover").meta["by_one"] == ["desk_key"]


@pytest.mark.parametrize("reason", ["level_differs", "missing_object"])
def test_what_differs_in_an_open_case_says_nothing_of_its_key_file(
    people: People, reason: str
) -> None:
    (anna, _, cara, _), case = raised(people)
    assert give(anna, case).status_code == 201
    cara.open(case, "safety")
    unreadable = {"reason": reason, "object": None}
    assert cara.post(f"/desk/{case}/unreadable", unreadable).status_code == 204
    assert row_of(people, case).desk_key == 0


def test_one_object_that_does_not_open_says_nothing_of_the_key_file(people: People) -> None:
    (anna, _, cara, _), case = raised(people)
    assert give(anna, case).status_code == 201
    opened = cara.open(case, "safety")
    unreadable = {"reason": "wrong_identity", "object": opened.meta["objects"][-1]["id"]}
    assert cara.post(f"/desk/{case}/unreadable", unreadable).status_code == 204
    assert row_of(people, case).desk_key == 0


def test_the_key_file_that_the_reporter_made_is_not_replaced_on_a_clients_word(
    people: People,
) -> None:
    _, _, cara = three(people)
    case = report(people, "emergency")
    unreadable = {"reason": "wrong_identity", "object": None}
    assert cara.post(f"/desk/{case}/unreadable", unreadable).status_code == 204
    assert row_of(people, case).desk_key == 0  # Nobody holds it who could make another.


def test_a_holders_own_key_file_that_does_not_open_says_nothing_of_the_desks(
    people: People,
) -> None:
    (anna, bert, cara, _), case = raised(people)
    assert give(anna, case).status_code == 201
    cara.open(case, "safety")
    unreadable = {"reason": "wrong_identity", "object": None}
    assert bert.post(f"/desk/{case}/unreadable", unreadable).status_code == 204
    assert row_of(people, case).desk_key == 0


def test_a_desk_key_file_that_nobody_opened_keeps_no_box_open(people: People) -> None:
    anna, bert, cara = three(people)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    cara.hold(case, bert)
    assert raise_it(bert, case).status_code == 201
    assert give(bert, case).status_code == 201
    past_the_guard(people, disabled(bert), disabled(cara))
    assert has_readers(reporter) is False
    row = row_for(anna, case)
    assert row is not None
    assert row["unreadable"] is True
    anna.open(case, "safety")
    assert has_readers(reporter) is True

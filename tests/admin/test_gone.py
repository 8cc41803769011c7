"""Gone is gone: who is removed or disabled keeps no session and learns nothing more."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from intake.store.models import Case, StaffSession
from intake.web.services import services_of
from tests.admin.test_roster_changes import removing
from tests.people import People, Person


@dataclass(frozen=True)
class Desk:
    """Cara is about to go; anna can take her off the list, adam disable her."""

    anna: Person
    cara: Person
    adam: Person

    def end(self, how: str) -> None:
        if how == "disabled":
            answer = self.adam.post("/admin/disable", {"account": self.cara.id})
        else:
            body = removing(self.anna.walk().newest, self.cara, self.anna)
            answer = self.anna.post("/admin/people/roster", body)
        assert answer.status_code in {201, 204}


@pytest.fixture
def desk(people: People, adam: Person, pair: tuple[Person, Person]) -> Desk:
    anna, bert = pair
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara, cosigner=bert).status_code == 201
    return Desk(anna, cara, adam)


@pytest.mark.parametrize("how", ["disabled", "removed"])
def test_the_next_request_of_who_is_gone_is_refused_whatever_it_asks(
    people: People, desk: Desk, how: str
) -> None:
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    desk.end(how)
    with services_of(people.app).database.reading() as db:
        query = select(StaffSession).where(StaffSession.account_id == desk.cara.id)
        assert db.scalars(query).all() == []
    asked = ("/roster", "/admin/people", "/admin/people/data", "/desk/data", "/session/half")
    answers = [desk.cara.client.get(path, headers={"Accept": "*/*"}) for path in asked]
    answers += [desk.cara.post(f"/desk/{case}/open", {"purpose": "triage"}), desk.cara.export(case)]
    assert {answer.status_code for answer in answers} == {401}
    assert not any(b"anna" in answer.data for answer in answers)


@pytest.mark.parametrize("how", ["disabled", "removed"])
def test_who_is_gone_signs_in_no_more(desk: Desk, how: str) -> None:
    desk.end(how)
    refused = desk.cara.sign_in()
    assert refused.status_code == 403
    assert desk.cara.client.get("/roster").status_code == 401


def test_a_newcomer_whom_nobody_admitted_yet_still_signs_in(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    nora = people.new("nora", "caseworker")
    assert nora.client.get("/roster").status_code == 200
    assert nora.sign_in().get_json()["go"] == "/waiting"


def test_a_case_held_by_who_was_removed_stays_with_the_other_holder(
    people: People, desk: Desk
) -> None:
    anna = desk.anna
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    assert desk.cara.take(desk.cara.open(case), anna).status_code == 201
    desk.end("removed")
    assert anna.open(case, "cover").meta["assignee"] == "cara"
    with services_of(people.app).database.reading() as db:
        assert db.get_one(Case, case).cover == anna.id

"""Gone is gone: who is removed or disabled keeps no session and learns nothing more."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from intake.log.act import Act
from intake.store.models import (
    Case,
    Invite,
    LogEntry,
    RosterProposal,
    RosterVersion,
    StaffSession,
)
from intake.web.services import services_of
from intake.web.staff import guards
from tests.admin.signing import removing, signed_with
from tests.admin.stored import code_of, count, details, events
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
    asked = ("/roster", "/admin/people", "/admin/people/data", "/desk/rows", "/session/half")
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


NOAH = {"username": "noah", "role": "auditor", "triage": False}


@pytest.mark.parametrize(
    "late",
    [
        lambda desk, _: desk.adam.post("/admin/disable", {"account": desk.cara.id}),
        lambda desk, _: desk.adam.post("/admin/invite", NOAH),
        lambda desk, new: desk.cara.post("/admin/people/propose", new),
        lambda desk, new: desk.cara.post("/admin/people/roster", new),
        lambda desk, _: desk.cara.post("/admin/people/propose", method="DELETE"),
        lambda desk, _: desk.adam.post("/admin/resume", {"account": desk.cara.id}),
        lambda desk, _: desk.adam.post("/admin/revoke-invite", {"account": "0" * 32}),
        lambda desk, _: desk.cara.post("/desk/away", {"account": None, "until": None}),
    ],
    ids=[
        *("disable", "invite", "propose", "accept", "withdraw"),
        *("resume", "revoke", "away"),
    ],
)
def test_an_act_that_began_before_its_maker_was_disabled_changes_nothing(
    people: People,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    late: Callable[[Desk, dict[str, object]], TestResponse],
) -> None:
    berta, nora = people.new("berta", "administrator"), people.new("nora", "caseworker")
    before = desk.anna.walk().newest
    waiting = desk.anna.post("/admin/people/propose", signed_with(before, nora, desk.anna))
    assert waiting.status_code == 201
    new = signed_with(before, nora, desk.cara, desk.anna)
    act_in, ended = guards.act_in, list[int]()

    def after_the_end(db: Session) -> Act:
        """Let the guard pass, and the act begin when both are disabled."""
        if not ended:
            ended.append(0)
            both = (desk.adam, desk.cara)
            ended.extend(
                berta.post("/admin/disable", {"account": each.id}).status_code for each in both
            )
            ended.extend(count(people, LogEntry, RosterVersion, RosterProposal, Invite))
        return act_in(db)

    monkeypatch.setattr(guards, "act_in", after_the_end)
    assert code_of(late(desk, new)) == (422, "gone")
    assert ended[1:3] == [204, 204]
    assert count(people, LogEntry, RosterVersion, RosterProposal, Invite) == ended[3:]


def test_an_act_that_began_before_its_maker_was_removed_is_told_why_it_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    act_in, ended = guards.act_in, list[str]()

    def after_the_end(db: Session) -> Act:
        if not ended:
            ended.append("removed")
            desk.end("removed")
        return act_in(db)

    monkeypatch.setattr(guards, "act_in", after_the_end)
    late = desk.cara.post("/admin/suspend", {"account": desk.anna.id})
    assert code_of(late) == (422, "gone")


def test_an_invitation_ends_with_the_account_that_made_it(people: People, desk: Desk) -> None:
    berta = people.new("berta", "administrator")
    backdoor = {"username": "backdoor", "role": "administrator", "triage": False}
    link = desk.adam.post("/admin/invite", backdoor).get_json()["link"]
    other = berta.post("/admin/invite", NOAH).get_json()["link"]
    assert berta.post("/admin/disable", {"account": desk.adam.id}).status_code == 204
    answers = [
        people.client().post(
            "/enrol/start",
            json={"token": each.partition("#")[2]},
            headers={"Origin": "http://localhost"},
        )
        for each in (link, other)
    ]
    assert [answer.status_code for answer in answers] == [404, 200]
    assert events(people)[-2:] == ["user.invite", "user.disable"]
    assert details(people)[-2]["reason"] == "disabled"


@pytest.mark.parametrize("who", ["cara", "nora"])
def test_what_somebody_proposed_or_was_proposed_for_ends_with_their_account(
    people: People, desk: Desk, who: str
) -> None:
    nora = people.new("nora", "caseworker")
    body = signed_with(desk.anna.walk().newest, nora, desk.cara)
    assert desk.cara.post("/admin/people/propose", body).status_code == 201
    gone = {"cara": desk.cara, "nora": nora}[who]
    assert desk.adam.post("/admin/disable", {"account": gone.id}).status_code == 204
    assert desk.anna.client.get("/roster").get_json()["proposal"] is None
    assert events(people)[-2:] == ["config.change", "user.disable"]
    assert details(people)[-2]["roster"] == "withdrawn"


def test_a_proposal_of_others_stays_when_somebody_is_disabled(people: People, desk: Desk) -> None:
    nora = people.new("nora", "caseworker")
    body = signed_with(desk.anna.walk().newest, nora, desk.anna)
    assert desk.anna.post("/admin/people/propose", body).status_code == 201
    assert desk.adam.post("/admin/disable", {"account": desk.cara.id}).status_code == 204
    assert desk.anna.client.get("/roster").get_json()["proposal"]["newcomer"] == nora.id


def test_a_signature_that_a_disabled_member_left_behind_admits_nobody(
    people: People, desk: Desk
) -> None:
    nora = people.new("nora", "caseworker")
    body = signed_with(desk.anna.walk().newest, nora, desk.cara, desk.anna)
    assert desk.adam.post("/admin/disable", {"account": desk.cara.id}).status_code == 204
    answer = desk.anna.post("/admin/people/roster", body)
    assert code_of(answer) == (422, "too_few_signatures")
    assert desk.anna.walk().newest.find_member(nora.id) is None


def test_a_newcomer_is_told_of_no_other_newcomer(people: People, desk: Desk) -> None:
    nora, olga = people.new("nora", "caseworker"), people.new("olga", "caseworker")
    body = signed_with(desk.anna.walk().newest, nora, desk.anna)
    assert desk.anna.post("/admin/people/propose", body).status_code == 201
    told = [each.client.get("/roster").get_data(as_text=True) for each in (nora, desk.cara, olga)]
    assert ["nora" in text for text in told] == [True, True, False]

"""A supervisor is let into a case to be the second person: only where nobody else is there, only
to read and agree, and only as long as that waits."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.client.member.cases import keeping
from intake.client.member.cases.acts import Acts
from intake.client.member.people.away import be_away
from intake.clock import day_of
from intake.config import Settings
from intake.desk.acts import agreeing
from intake.desk.acts.holding import granting
from intake.log.act import SYSTEM, Act
from intake.store.models import CaseGrant
from intake.web.services import services_of
from tests.desk.insider.test_naming import name
from tests.desk.listed import put_person, shows
from tests.desk.listed import row_of as listed_row
from tests.desk.stored import holders_of, report, row_of, three, told
from tests.desk.test_permission import EVENTS, try_everything
from tests.people import Opened, People, Person
from tests.promises.reporting import add_message

HOUR = 3_600
TO_AGREE = {"open", "unreadable", "confirm", "agree"}  # Addresses.


class Desk:
    """Anna and bert hold an urgent case that anna wants set aside; bert is away."""

    def __init__(self, people: People, level: str = "urgent") -> None:
        self.people = people
        self.anna, self.bert, self.cara = three(people)
        self.susi = people.new("susi", "supervisor")
        assert self.anna.admit(self.susi, cosigner=self.cara).status_code == 201
        self.case = report(people, level)
        self.anna.hold(self.case, self.bert)

    def leave(self, person: Person, days: int = 5) -> None:
        until = (day_of(self.people.clock()) + timedelta(days)).isoformat()
        assert person.act(lambda own: be_away(own, until)).status_code == 204

    def propose(self) -> None:
        opened = self.anna.open(self.case, "casework")
        assert self.anna.do(opened, lambda acts: acts.set_aside("junk")).status_code == 201

    def waiting(self, person: Person) -> tuple[Opened, dict[str, Any]]:
        opened = person.open(self.case, "review")
        [proposal] = opened.meta["proposals"]
        return opened, proposal

    def let_in(self, to: Person | None = None, by: Person | None = None) -> TestResponse:
        holder, supervisor = by or self.anna, to or self.susi
        opened, proposal = self.waiting(holder)
        return holder.do(
            opened, lambda acts: acts.let_in(supervisor.id, supervisor.recipient, proposal)
        )

    def is_let_in(self) -> bool:
        return f"account:{self.susi.id}" in holders_of(self.people, self.case)

    def sweep(self) -> None:
        """Do what the program does by the clock."""
        found = services_of(self.people.app)
        settings: Settings = found.config.settings
        for each in (agreeing.sweep, granting.sweep):
            with found.database.session() as db:
                each(Act(db, SYSTEM, self.people.clock()), settings)
                db.commit()


@pytest.fixture
def desk(people: People) -> Desk:
    """As ``Desk`` says, and nothing waits yet."""
    made = Desk(people)
    made.leave(made.bert)
    return made


def grants(people: People) -> int:
    with services_of(people.app).database.reading() as db:
        return len(db.scalars(select(CaseGrant)).all())


def test_who_opens_an_emergency_by_the_desks_key_alone_is_no_second_who_reads(
    people: People,
) -> None:
    desk = Desk(people, "emergency")
    desk.leave(desk.bert)
    desk.propose()
    _, offered = desk.waiting(desk.anna)
    assert offered["supervisors"] == [desk.susi.id]  # Cara opens it, but not what was signed.
    opened, asked = desk.waiting(desk.cara)
    assert asked["for_me"] is False
    stolen = Opened(opened.meta, desk.anna.open(desk.case, "casework").trusted, [])
    tried = desk.cara.do(stolen, lambda acts: acts.agree(asked))
    assert (tried.status_code, tried.get_json()["error"]) == (422, "not_for_you")
    assert desk.let_in().status_code == 201


def test_where_nobody_else_is_there_a_supervisor_reads_and_agrees_and_it_is_over(
    desk: Desk,
) -> None:
    desk.propose()
    _, offered = desk.waiting(desk.anna)
    assert offered["supervisors"] == [desk.susi.id]
    before = len(told(desk.people))
    given = desk.let_in()
    assert given.status_code == 201
    [proposal] = given.get_json()["proposals"]
    assert (proposal["granted"], proposal["supervisors"]) == ("susi", [])
    entries = told(desk.people, before)
    assert [name for name, *_ in entries[-2:]] == ["case.grant", "key.create"]
    assert entries[-2][2]["act"] == "aside"
    assert listed_row(desk.susi, desk.case)["proposal"]["for_me"] is True
    assert "now" in listed_row(desk.susi, desk.case)["lists"]
    opened, proposal = desk.waiting(desk.susi)
    before = len(told(desk.people))
    agreed = desk.susi.do(opened, lambda acts: acts.agree(proposal))
    assert (agreed.status_code, agreed.get_json()) == (201, {})
    names = [name for name, *_ in told(desk.people, before)]
    assert names == ["case.agree", "key.revoke", "case.aside"]
    stored = row_of(desk.people, desk.case)
    assert (stored.aside, stored.rekey, desk.is_let_in(), grants(desk.people)) == (
        *(True, True, False, 0),
    )
    assert desk.susi.post(f"/desk/{desk.case}/open", {"purpose": "review"}).status_code == 404
    assert not shows(desk.susi, desk.case)
    assert desk.anna.open(desk.case, "casework").trusted.written()  # Of all acts, susi's too.


def test_who_was_let_in_does_nothing_but_read_for_review_and_agree(desk: Desk) -> None:
    desk.propose()
    assert desk.let_in().status_code == 201
    before = len(told(desk.people))
    answers = try_everything(desk.susi, desk.case)
    refused = {address for address, each in answers.items() if each.status_code == 404}
    assert refused == set(answers) - TO_AGREE
    assert answers["open"].get_json()["error"] == "purpose"
    assert answers["agree"].status_code == 422  # No frame, and none that waits.
    denied = {name for name, outcome, _ in told(desk.people, before) if outcome == "deny"}
    assert denied == {EVENTS[address] for address in refused | {"open"}}
    kept = desk.susi.act(partial(keeping.keep_draft, case=desk.case, text="words"))
    assert kept.status_code == 404
    assert row_of(desk.people, desk.case).aside is False


def test_who_was_let_in_for_one_thing_that_waits_says_nothing_to_another(people: People) -> None:
    desk = Desk(people, "emergency")
    desk.leave(desk.bert)
    desk.propose()
    assert desk.let_in().status_code == 201
    lowered = desk.anna.do(
        desk.anna.open(desk.case, "casework"), lambda acts: acts.change_level("soon", "misjudged")
    )
    assert lowered.status_code == 201
    opened = desk.susi.open(desk.case, "review")
    [other] = [each for each in opened.meta["proposals"] if each["act"] == "level"]
    for agrees in (True, False):
        tried = desk.susi.do(opened, partial(Acts.agree, proposal=other, agrees=agrees))
        assert (tried.status_code, tried.get_json()["error"]) == (422, "not_for_you")


def test_nobody_is_let_in_while_somebody_else_is_there_who_can_read(people: People) -> None:
    desk = Desk(people)
    desk.propose()
    _, offered = desk.waiting(desk.anna)
    assert offered["supervisors"] == []
    before = len(told(people))
    answer = desk.let_in()
    assert (answer.status_code, answer.get_json()["error"]) == (409, "second_there")
    name, outcome, detail = told(people, before)[-1]
    assert (name, outcome, detail["reason"]) == ("case.grant", "deny", "second_there")
    assert not desk.is_let_in()
    desk.leave(desk.bert)
    assert desk.let_in().status_code == 201


def test_who_is_named_again_is_asked_nothing_and_counts_as_nobody_who_is_there(
    people: People,
) -> None:
    desk = Desk(people, "emergency")
    settled = desk.anna.do(
        desk.anna.open(desk.case, "casework"), lambda acts: acts.settle("no_question")
    )
    assert settled.status_code == 201
    name(desk.anna, desk.case, desk.bert)
    people.clock.pass_seconds(2 * HOUR)
    desk.sweep()
    for person in (desk.anna, desk.bert, desk.cara):
        assert person.sign_in().status_code == 200
    name(desk.anna, desk.case, desk.bert)  # Now bert stays until two have decided.
    lists = {each.username: listed_row(each, desk.case)["lists"] for each in (desk.bert, desk.cara)}
    assert ("now" in lists["bert"], "now" in lists["cara"]) == (False, True)
    desk.leave(desk.cara)
    assert desk.waiting(desk.anna)[1]["supervisors"] == [desk.susi.id]
    assert desk.let_in().status_code == 201


def test_only_a_holder_lets_in_and_only_a_supervisor_and_only_one(desk: Desk) -> None:
    desk.propose()
    opened, proposal = desk.waiting(desk.anna)
    other = desk.anna.do(
        opened, lambda acts: acts.let_in(desk.cara.id, desk.cara.recipient, proposal)
    )
    assert (other.status_code, other.get_json()["error"]) == (422, "to")
    before = len(told(desk.people))
    stranger = desk.cara.do(
        opened, lambda acts: acts.let_in(desk.susi.id, desk.susi.recipient, proposal)
    )
    assert stranger.status_code == 404
    assert told(desk.people, before)[-1][:2] == ("case.grant", "deny")
    nothing = desk.anna.do(
        opened,
        lambda acts: acts.let_in(desk.susi.id, desk.susi.recipient, {"object": "0" * 32}),
    )
    assert nothing.get_json()["error"] == "proposal"
    assert desk.let_in().status_code == 201
    assert desk.let_in().get_json()["error"] == "granted"


def test_what_is_for_one_person_lets_nobody_in(
    desk: Desk,
) -> None:
    opened = desk.anna.open(desk.case, "casework")
    place = (desk.cara.id, desk.cara.recipient, "assignee", "what they must know")
    assert desk.anna.do(opened, lambda acts: acts.hand_over(*place)).status_code == 201
    assert desk.let_in().get_json()["error"] == "not_for_you"


def test_a_supervisor_whom_a_case_is_kept_from_is_neither_offered_nor_let_in(desk: Desk) -> None:
    desk.propose()
    put_person(desk.people, desk.case, desk.susi, excluded=True)
    assert desk.waiting(desk.anna)[1]["supervisors"] == []
    refused = desk.let_in()
    assert (refused.status_code, refused.get_json()["error"]) == (422, "to")
    assert not desk.is_let_in()


def is_over(desk: Desk) -> bool:
    """Tell whether susi opens nothing and sees nothing, whatever lies there."""
    opened = desk.susi.post(f"/desk/{desk.case}/open", {"purpose": "review"})
    return opened.status_code == 404 and not shows(desk.susi, desk.case)


def test_a_word_of_the_reporter_ends_it_at_once_and_the_log_says_so_at_the_full_hour(
    people: People,
) -> None:
    desk = Desk(people)
    desk.leave(desk.bert)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    desk.case = reporter.sending.case
    desk.anna.hold(desk.case, desk.bert)
    desk.propose()
    assert desk.let_in().status_code == 201
    before = len(told(people))
    assert add_message(reporter, "they called again").status_code == 201
    desk.sweep()
    assert (told(people, before), desk.is_let_in()) == ([], True)
    assert is_over(desk)
    people.clock.pass_seconds(HOUR)
    before = len(told(people))
    desk.sweep()
    assert [name for name, *_ in told(people, before)] == ["key.revoke"]
    assert (desk.is_let_in(), grants(people), row_of(people, desk.case).rekey) == (False, 0, True)


def test_what_is_taken_back_takes_the_key_file_with_it(desk: Desk) -> None:
    desk.propose()
    assert desk.let_in().status_code == 201
    opened, proposal = desk.waiting(desk.anna)
    own = desk.anna.do(opened, lambda acts: acts.agree(proposal, agrees=False))
    assert (own.status_code, desk.is_let_in(), grants(desk.people)) == (201, False, 0)
    assert is_over(desk)


def test_what_lapses_takes_the_key_file_with_it(desk: Desk) -> None:
    desk.propose()
    assert desk.let_in().status_code == 201
    desk.people.clock.pass_seconds(5 * HOUR)
    desk.susi.sign_in()
    assert is_over(desk)
    desk.sweep()
    assert (desk.is_let_in(), grants(desk.people)) == (False, 0)


def test_who_was_let_in_reads_no_more_once_the_proposer_is_out(desk: Desk) -> None:
    desk.propose()
    assert desk.let_in().status_code == 201
    adam = desk.people.new("adam", "administrator")
    assert adam.post("/admin/suspend", {"account": desk.anna.id}).status_code == 204
    opened = desk.susi.post(f"/desk/{desk.case}/open", {"purpose": "review"})
    assert opened.status_code == 404  # At once, and not only when the clock takes the key file.
    desk.sweep()
    assert (desk.is_let_in(), grants(desk.people)) == (False, 0)


def test_who_was_let_in_reads_no_more_once_the_case_is_kept_from_the_proposer(desk: Desk) -> None:
    desk.propose()
    assert desk.let_in().status_code == 201
    opened, anna = desk.anna.open(desk.case, "casework"), desk.anna
    assert anna.do(opened, lambda acts: acts.exclude([anna.id], named=True)).get_json() == {}
    assert (grants(desk.people), desk.is_let_in()) == (0, False)


def test_who_was_let_in_and_is_offered_the_case_may_read_and_accept_it(desk: Desk) -> None:
    desk.propose()
    assert desk.let_in().status_code == 201
    opened, susi = desk.anna.open(desk.case, "casework"), desk.susi
    offered = desk.anna.do(
        opened, lambda acts: acts.hand_over(susi.id, susi.recipient, "assignee", "what to know")
    )
    assert offered.status_code == 201
    assert susi.open(desk.case, "handover").meta["assignee"] == "anna"
    waiting = desk.anna.open(desk.case, "casework").meta["proposals"]
    [aside] = [each for each in waiting if each["act"] == "aside"]  # What she was let in for.
    desk.anna.do(opened, lambda acts: acts.agree(aside, agrees=False))
    assert (grants(desk.people), desk.is_let_in()) == (0, True)
    read = susi.open(desk.case, "handover")
    [offer] = [each for each in read.meta["proposals"] if each["act"] == "handover"]
    accepted = susi.do(read, lambda acts: acts.agree(offer)).get_json()
    assert (accepted["assignee"], desk.is_let_in()) == ("susi", True)


def test_a_case_is_not_read_by_a_grant_for_more_than_a_day(people: People) -> None:
    desk = Desk(people)
    desk.case = report(people, "emergency")
    desk.anna.hold(desk.case, desk.bert)
    for person in (desk.bert, desk.cara):
        desk.leave(person)
    opened = desk.anna.open(desk.case, "casework")
    desk.anna.do(opened, lambda acts: acts.settle("no_question"))
    opened = desk.anna.open(desk.case, "casework")
    assert desk.anna.do(opened, lambda acts: acts.close(["advice_given"])).status_code == 201
    assert desk.let_in().status_code == 201
    people.clock.pass_seconds(25 * HOUR + 1)
    for person in (desk.anna, desk.susi):
        person.sign_in()
    assert desk.susi.post(f"/desk/{desk.case}/open", {"purpose": "review"}).status_code == 404
    _, proposal = desk.waiting(desk.anna)
    assert (proposal["granted"], proposal["supervisors"]) == (None, [desk.susi.id])
    desk.sweep()
    assert not desk.is_let_in()
    assert desk.let_in().status_code == 201  # Closing still waits.


def test_whoever_was_let_in_to_decide_something_agrees_to_no_export(people: People) -> None:
    """The files were asked for while bert was there, who could have agreed."""
    desk = Desk(people)
    for each in (desk.bert, desk.anna):
        each.open(desk.case, "casework")
    assert desk.anna.export(desk.case, "legal").status_code == 409
    [index] = desk.anna.exports()
    desk.propose()
    desk.leave(desk.bert)
    assert desk.let_in().status_code == 201
    desk.susi.open(desk.case, "review")
    assert desk.susi.exports() == []
    answer = desk.susi.decide_export(index)
    assert answer.status_code == 422
    assert answer.get_json()["error"] == "not_for_you"
    assert told(desk.people)[-1][:2] == ("case.agree", "deny")

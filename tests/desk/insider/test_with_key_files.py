"""What a holder tries with key files: junk ones, the desk's, and those of a hand-over."""

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.client.member.cases import keeping
from intake.client.member.cases.casework import hand_in_taking
from intake.crypto.age.hybrid import new_seed, recipient_of
from intake.crypto.case.objects import Untrusted
from intake.store.models import Draft
from intake.web.services import services_of
from tests.desk.insider.tries import HOUR, code, last, say, sweep, waiting
from tests.desk.listed import put_person
from tests.desk.stored import agree, holders_of, report, row_of, three, told
from tests.people import People, Person

ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_junk_key_files_lose_nothing_and_show_as_unconfirmed(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    opened = anna.open(case)
    stranger = recipient_of(new_seed())  # Sealed to nobody who could open it.
    taken = anna.act(lambda own: hand_in_taking(own, opened.trusted, bert.id, stranger))
    assert taken.status_code == 201
    anna.open(case, "casework")
    with pytest.raises(Untrusted):
        bert.open(case, "cover")
    assert anna.open(case, "casework").meta["unconfirmed"] == ["bert"]
    assert any(holder.startswith("desk:") for holder in holders_of(people, case))
    assert cara.open(case, "review").meta["unconfirmed"] == ["bert"]


def test_the_desks_key_file_goes_when_the_last_holder_has_confirmed_theirs(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    assert anna.take(anna.open(case), bert).status_code == 201
    for holder, stays in ((anna, True), (bert, False)):
        holder.open(case, "casework")
        found = any(each.startswith("desk:") for each in holders_of(people, case))
        assert found is stays
    assert [name for name, *_ in told(people)][-2:] == ["case.confirm", "key.revoke"]


def test_an_emergency_that_is_reopened_or_raised_gets_a_key_file_of_the_desk_again(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    assert opened.meta["wants_desk_key"] is False
    raised = anna.do(opened, lambda acts: acts.change_level("emergency", "danger_grew"))
    assert raised.get_json()["wants_desk_key"] is True
    assert cara.post(f"/desk/{case}/open", {"purpose": "safety"}).status_code == 404
    given = anna.do(opened, lambda acts: acts.give_desk_key(anna.walk()))
    assert given.get_json()["wants_desk_key"] is False  # One waits to be opened by triage.
    assert cara.open(case, "safety").meta["level"] == "emergency"
    again = anna.do(opened, lambda acts: acts.give_desk_key(anna.walk()))
    assert code(again) == (409, "desk_key_there")


def drafts_in(people: People, case: str) -> int:
    """How many drafts lie in a case."""
    with services_of(people.app).database.reading() as db:
        return len(db.scalars(select(Draft).where(Draft.case_id == case)).all())


def hand_over(giver: Person, case: str, to: Person, place: str) -> TestResponse:
    opened = giver.open(case, "handover")
    return giver.do(opened, lambda acts: acts.hand_over(to.id, to.recipient, place, "what to know"))


def test_nobody_hands_over_the_place_of_somebody_who_is_there(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    assert code(hand_over(bert, case, cara, "assignee")) == (422, "not_yours")
    assert last(people) == ("case.handover", "deny", "not_yours")
    assert row_of(people, case).assignee == anna.id


@ONE_ENGINE
@pytest.mark.parametrize("who", ["disabled", "kept from it", "no member", "its holder"])
def test_a_place_is_offered_only_to_another_member_who_is_there_and_may_read(
    people: People, who: str
) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    to = {"no member": people.new("nora", "caseworker"), "its holder": anna}.get(who, cara)
    if who == "disabled":
        adam = people.new("adam", "administrator")
        assert adam.post("/admin/disable", {"account": cara.id}).status_code == 204
    if who == "kept from it":
        put_person(people, case, cara, excluded=True)
    assert code(hand_over(bert, case, to, "cover")) == (422, "to")
    assert last(people) == ("case.handover", "deny", "cover")
    assert f"account:{to.id}" not in holders_of(people, case) - {f"account:{anna.id}"}


@ONE_ENGINE
@pytest.mark.parametrize(("place", "still"), [("assignee", False), ("cover", True)])
def test_who_hands_an_emergency_over_is_on_it_no_more(
    people: People, place: str, *, still: bool
) -> None:
    anna, bert, cara = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    giver = {"assignee": anna, "cover": bert}[place]
    assert hand_over(giver, case, cara, place).status_code == 201
    assert agree(cara, case, "handover").status_code == 201
    assert row_of(people, case).on_it == (anna.id if still else None)


def test_a_case_changes_hands_when_the_new_holder_has_read_confirmed_and_accepted(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
    keeping.keep_draft(anna.unlocked(), case, "half an answer")
    assert hand_over(anna, case, cara, "assignee").status_code == 201
    assert row_of(people, case).assignee == anna.id
    [offer] = waiting(bert, case)
    assert offer["for_me"] is False
    theirs = bert.open(case, "cover")
    assert code(bert.do(theirs, lambda acts: acts.agree(offer))) == (422, "not_for_you")
    unconfirmed = cara.look(case, "handover")  # Their client says nothing of the key file.
    assert code(cara.do(unconfirmed, lambda acts: acts.agree(offer))) == (409, "unconfirmed")
    read = cara.open(case, "handover")
    assert say(reporter, "one thing more").status_code == 201
    assert code(cara.do(read, lambda acts: acts.agree(offer))) == (409, "unread")
    accepted = agree(cara, case, "handover").get_json()
    assert (accepted["assignee"], accepted["cover"], accepted["rekey"]) == ("cara", "bert", True)
    assert holders_of(people, case) == {"box", f"account:{bert.id}", f"account:{cara.id}"}
    assert anna.post(f"/desk/{case}/open", {"purpose": "casework"}).status_code == 404
    assert drafts_in(people, case) == 0
    names = [name for name, outcome, _ in told(people) if outcome == "ok"]
    assert names[-4:] == ["case.agree", "case.handover", "case.release", "key.revoke"]


def test_who_was_offered_a_case_and_does_not_accept_reads_it_no_more(people: People) -> None:
    anna, bert, cara = three(people)
    for how in ("declined", "lapsed"):
        case = report(people)
        anna.hold(case, bert)
        assert hand_over(anna, case, cara, "cover").status_code == 422
        assert hand_over(bert, case, cara, "cover").status_code == 201
        assert cara.open(case, "handover").meta["assignee"] == "anna"
        keeping.keep_draft(cara.unlocked(), case, "half a question")
        if how == "declined":
            assert agree(cara, case, "handover", agrees=False).get_json() == {}
        else:
            people.clock.pass_seconds(74 * HOUR)
            for person in (anna, bert, cara):
                assert person.sign_in().status_code == 200
        assert cara.post(f"/desk/{case}/open", {"purpose": "handover"}).status_code == 404
        sweep(people)
        assert f"account:{cara.id}" not in holders_of(people, case)
        assert drafts_in(people, case) == 0
        assert row_of(people, case).rekey is True

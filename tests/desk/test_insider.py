"""The insider's Monday: whatever one person tries alone is refused, or stands on another's list.

As holder, as cover, as triage member, as first opener and as second. A try that is refused changes
nothing and stands in the log as what was tried.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from werkzeug.test import TestResponse

from intake.client.member.cases.acts import Acts
from intake.client.member.cases.casework import hand_in_taking
from intake.crypto.age.hybrid import new_seed, recipient_of
from intake.crypto.case.objects import Untrusted
from intake.desk.acts import agreeing
from intake.log.act import SYSTEM, Act
from intake.store.models import CasePerson
from intake.web.services import services_of
from tests.desk.stored import agree, close, holders_of, propose_closing, report, row_of, three, told
from tests.people import Opened, People, Person, Reporter
from tests.promises.reporting import add_message, come_back_plain

HOUR = 3_600


def code(answer: TestResponse) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, str(answer.get_json().get("error", ""))


def waiting(person: Person, case: str) -> list[dict[str, Any]]:
    """What waits in a case, as it stands on somebody's page."""
    found: list[dict[str, Any]] = person.open(case, "review").meta["proposals"]
    return found


def last(people: People) -> tuple[str, str, str]:
    """Event, outcome and reason of the newest entry."""
    event, outcome, detail = told(people)[-1]
    return event, outcome, str(detail.get("reason", ""))


def say(reporter: Reporter, text: str, *, plain: bool = False) -> TestResponse:
    """Come back and add a message, sealed or on the page without a script."""
    if plain:
        return come_back_plain(reporter.client, reporter.receipt, text)
    return add_message(reporter, text)


def sweep(people: People) -> None:
    """Do what the clock does."""
    running = services_of(people.app)
    with running.database.session() as db:
        agreeing.sweep(Act(db, SYSTEM, running.clock()), running.config.settings)
        db.commit()


# --- who only may look ----------------------------------------------------------------------------


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


# --- one of two -----------------------------------------------------------------------------------


def test_an_emergency_is_closed_only_when_somebody_else_agrees_who_has_read_it(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    assert propose_closing(anna, case).status_code == 201
    assert row_of(people, case).status == "assigned"
    own = anna.open(case, "casework")
    [mine] = own.meta["proposals"]
    assert mine["for_me"] is False
    assert code(anna.do(own, lambda acts: acts.agree(mine))) == (422, "own_proposal")
    assert last(people) == ("case.agree", "deny", "own_proposal")
    for other in (bert, cara):
        assert [(each["act"], each["by"], each["for_me"]) for each in waiting(other, case)] == [
            ("close", "anna", True)
        ]
    assert agree(cara, case, "close").get_json() == {}  # The desk's key file went with it.
    assert row_of(people, case).status == "closed"
    closed = [entry for entry in told(people) if entry[0] == "case.close"]
    assert [set(detail) & {"approver", "dispositions"} for *_, detail in closed] == [{"approver"}]
    proposed = next(detail for name, _, detail in told(people) if name == "case.propose")
    assert proposed["dispositions"] == ["advice_given"]


@pytest.mark.parametrize(
    ("level", "hours", "act"),
    [
        ("emergency", 4, lambda acts: acts.change_level("soon", "misjudged")),
        ("urgent", 4, lambda acts: acts.set_aside("junk")),
        ("emergency", 48, lambda acts: acts.close(["advice_given"])),
    ],
)
def test_what_nobody_agreed_to_in_time_lapses_on_the_hour_and_changes_nothing(
    people: People, level: str, hours: int, act: Callable[[Acts], object]
) -> None:
    anna, bert, _ = three(people)
    case = report(people, level)
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    anna.do(opened, lambda acts: acts.settle("no_question"))
    before = row_of(people, case)
    assert anna.do(opened, act).status_code == 201
    [proposal] = waiting(bert, case)
    assert proposal["expires_at"] % HOUR == 0
    assert hours * HOUR <= proposal["expires_at"] - people.clock() + 60 < (hours + 1) * HOUR + 60
    people.clock.pass_seconds(proposal["expires_at"] - people.clock())
    assert bert.sign_in().status_code == 200
    late = bert.open(case, "cover")
    assert late.meta["proposals"] == []
    assert code(bert.do(late, lambda acts: acts.agree(proposal))) == (404, "proposal")
    sweep(people)
    assert last(people)[::2] == ("case.agree", "expired")
    after = row_of(people, case)
    assert (after.level, after.aside, after.status) == (before.level, False, before.status)


def test_a_second_proposal_beside_one_that_waits_is_told_and_loses_nothing(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    theirs = bert.open(case, "cover")
    assert propose_closing(anna, case).status_code == 201
    late = bert.do(theirs, lambda acts: acts.close(["record_only"]))
    assert code(late) == (409, "proposed")
    assert [each["by"] for each in waiting(bert, case)] == ["anna"]
    assert agree(bert, case, "close", agrees=False).status_code == 201  # Ended, not done.
    assert (waiting(anna, case), row_of(people, case).status) == ([], "assigned")


def test_what_the_reporter_says_ends_what_was_proposed_without_knowing_it(people: People) -> None:
    anna, bert, _ = three(people)
    reporter = people.reporter(level="emergency")
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
    assert propose_closing(anna, case).status_code == 201
    lower = anna.open(case, "casework")
    assert anna.do(lower, lambda acts: acts.change_level("soon", "misjudged")).status_code == 201
    theirs = bert.open(case, "cover")
    assert len(theirs.meta["proposals"]) == 2
    assert say(reporter, "they are at the door").status_code == 201
    for proposal in theirs.meta["proposals"]:
        late = bert.do(theirs, partial(Acts.agree, proposal=proposal))
        assert code(late) == (404, "proposal")
    row = row_of(people, case)
    assert (row.status, row.level, row.waiting_on is None) == ("assigned", 0, False)


# --- read, and let it sink ------------------------------------------------------------------------


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


def test_nothing_is_closed_while_something_said_is_unanswered(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    assert code(anna.do(opened, lambda acts: acts.close(["record_only"]))) == (409, "unanswered")
    assert row_of(people, case).status == "assigned"
    assert propose_closing(anna, case).get_json()["status"] == "closed"
    assert f"account:{bert.id}" in holders_of(people, case)


def test_an_answer_stops_while_something_newer_is_unread_and_loses_no_word(people: People) -> None:
    anna, bert, _ = three(people)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
    held, theirs = anna.open(case, "casework"), bert.open(case, "cover")
    assert say(reporter, "wait, not there").status_code == 201
    before = len(told(people))
    assert code(anna.answer(held, "meet us there")) == (409, "newer")
    lied = Opened(held.meta | {"said": held.meta["said"] + 1}, held.trusted, [])
    assert code(anna.answer(lied, "meet us there")) == (409, "newer")
    assert len(told(people)) == before  # An entry would date the message.
    assert anna.answer(anna.open(case, "casework"), "then where?").status_code == 201
    assert code(bert.answer(theirs, "I answer as well")) == (409, "newer")
    now = bert.open(case, "cover")
    assert bert.answer(now, "and one thing more").status_code == 201
    assert row_of(people, case).waiting_on is None


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


# --- key files ------------------------------------------------------------------------------------


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
    assert given.get_json()["wants_desk_key"] is False
    assert cara.open(case, "safety").meta["level"] == "emergency"
    again = anna.do(opened, lambda acts: acts.give_desk_key(anna.walk()))
    assert code(again) == (409, "desk_key_there")


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


def test_a_case_changes_hands_when_the_new_holder_has_read_confirmed_and_accepted(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
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
        if how == "declined":
            assert agree(cara, case, "handover", agrees=False).get_json() == {}
        else:
            people.clock.pass_seconds(74 * HOUR)
            for person in (anna, bert, cara):
                assert person.sign_in().status_code == 200
        assert cara.post(f"/desk/{case}/open", {"purpose": "handover"}).status_code == 404
        sweep(people)
        assert f"account:{cara.id}" not in holders_of(people, case)
        assert row_of(people, case).rekey is True


# --- whom the reporter names ----------------------------------------------------------------------


def named_report(people: People, level: str = "urgent") -> str:
    """A report whose contact file names somebody."""
    contact = {"c_mode": "here", "c_avoid": "the one with the glasses"}
    reporter = people.reporter(
        level=level, change=lambda draft: replace(draft, avoid=True, contact=contact)
    )
    assert reporter.send().status_code == 201
    return reporter.sending.case


def exclude(person: Person, case: str, *members: Person, named: bool = True) -> TestResponse:
    """Say as who looks first whom a case is kept from."""
    ids = [member.id for member in members]
    return person.do(person.look(case), lambda acts: acts.exclude(ids, named=named))


def agree_first(second: Person, case: str, *, agrees: bool = True) -> TestResponse:
    look = second.look(case)
    [proposal] = look.meta["proposals"]
    return second.do(look, lambda acts: acts.agree(proposal, agrees=agrees))


def test_the_first_opener_gets_the_contact_file_and_nothing_else(people: People) -> None:
    anna, bert, _ = three(people)
    case = named_report(people)
    look = anna.look(case)
    assert look.meta["whole"] is False
    assert {row["kind"] for row in look.meta["objects"]} == {"contact"}
    assert code(anna.export(case)) == (409, "unscreened")
    assert code(anna.take(look, bert)) == (409, "unscreened")
    assert last(people) == ("case.assign", "deny", "unscreened")
    assert row_of(people, case).assignee is None


def test_whom_two_read_that_the_reporter_means_the_case_is_kept_from(people: People) -> None:
    anna, bert, cara = three(people)
    dora = people.new("dora", "caseworker", triage=True)
    assert anna.admit(dora, cosigner=cara).status_code == 201
    case = named_report(people)
    assert exclude(anna, case, cara).status_code == 201
    assert row_of(people, case).screened == 1
    assert anna.look(case).meta["whole"] is False  # It waits for the second.
    assert cara.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404
    assert agree_first(dora, case).get_json()["screened"] == 2
    opened = anna.open(case)
    assert (opened.meta["excluded"], cara.id in opened.meta["covers"]) == (["cara"], False)
    assert code(anna.take(opened, cara)) == (422, "cover")
    for path in ("open", "export"):
        refused = cara.post(f"/desk/{case}/{path}", {"purpose": "triage"})
        none = cara.post(f"/desk/{'0' * 32}/{path}", {"purpose": "triage"})
        assert (
            (refused.status_code, refused.data) == (none.status_code, none.data) == (404, none.data)
        )
    anna.hold(case, bert)
    assert case not in str(cara.client.get("/desk/rows").get_json()["rows"])


def test_in_an_emergency_work_goes_on_while_a_second_person_is_asked(people: People) -> None:
    anna, bert, cara = three(people)
    case = named_report(people, "emergency")
    assert exclude(anna, case).status_code == 201
    anna.hold(case, bert)
    assert row_of(people, case).screened == 1
    [proposal] = waiting(cara, case)
    assert (proposal["act"], proposal["for_me"]) == ("exclude", True)
    people.clock.pass_seconds(2 * HOUR)
    assert cara.sign_in().status_code == 200
    sweep(people)
    assert row_of(people, case).screened == 0
    assert cara.look(case, "safety").meta["proposals"] == []


def test_colleagues_named_by_one_alone_are_back_when_nobody_agreed_or_one_disagreed(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    dora = people.new("dora", "caseworker", triage=True)
    assert anna.admit(dora, cosigner=cara).status_code == 201
    for how in ("lapsed", "declined"):
        case = named_report(people)
        assert exclude(anna, case, cara, bert).status_code == 201
        assert cara.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404
        if how == "declined":
            assert agree_first(dora, case, agrees=False).status_code == 201
        else:
            people.clock.pass_seconds(2 * HOUR)
            for person in (anna, cara, dora):
                assert person.sign_in().status_code == 200
            sweep(people)
        assert cara.look(case).meta["whole"] is False
        assert row_of(people, case).screened == 0


def test_who_is_named_agrees_to_nothing_and_their_own_word_is_enough(people: People) -> None:
    anna, bert, cara = three(people)
    case = named_report(people)
    assert exclude(cara, case, cara).get_json() == {}  # Nothing more is said to them.
    assert cara.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404
    people.clock.pass_seconds(2 * HOUR)
    for person in (anna, cara):
        assert person.sign_in().status_code == 200
    sweep(people)
    assert cara.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404
    assert exclude(anna, case, bert).status_code == 201
    with services_of(people.app).database.reading() as db:
        kept = {row.account_id for row in db.query(CasePerson) if row.excluded}
    assert kept == {cara.id, bert.id}


def test_that_nobody_is_named_is_decided_by_one_and_the_row_tells_it_from_two(
    people: People,
) -> None:
    anna, _, cara = three(people)
    case = named_report(people)
    assert exclude(anna, case, named=False).get_json()["screened"] == 3
    assert cara.open(case).meta["screened"] == 3
    row = next(
        row for row in cara.client.get("/desk/rows").get_json()["rows"] if row["case"] == case
    )
    assert row["screened"] == 3  # Beside a summary that says `avoid`.
    [entry] = [detail for name, _, detail in told(people) if name == "case.avoid"]
    assert (entry["count"], entry["for"], entry["unsure"]) == (0, [], False)
    again = cara.do(cara.open(case), lambda acts: acts.exclude([anna.id], named=True))
    assert again.get_json()["screened"] == 4  # Nobody else is there to agree, and it shows.
    alone = [detail for name, _, detail in told(people) if name == "case.avoid"][-1]
    assert (alone["count"], alone["reason"]) == (1, "alone")


def test_who_cannot_tell_passes_it_on_and_nothing_is_decided(people: People) -> None:
    anna, _, cara = three(people)
    case = named_report(people)
    look = anna.look(case)
    assert anna.do(look, lambda acts: acts.exclude(unsure=True)).status_code == 201
    assert row_of(people, case).screened == 0
    assert anna.look(case).meta["whole"] is False
    assert cara.look(case).meta["whole"] is False
    for named, unsure in ((False, False), (True, True)):
        said = partial(Acts.exclude, members=[cara.id], named=named, unsure=unsure)
        assert code(anna.do(anna.look(case), said)) == (422, "members")


def test_nobody_is_kept_away_so_that_nobody_is_left(people: People) -> None:
    anna, _, cara = three(people)
    case = named_report(people)
    assert code(exclude(anna, case, anna, cara)) == (409, "last_reader")
    assert cara.look(case).meta["whole"] is False


def test_no_holder_drives_out_the_other_where_nobody_else_could_agree(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    alone = anna.do(opened, lambda acts: acts.exclude([bert.id], named=True))
    assert code(alone) == (409, "no_second")
    assert last(people) == ("case.avoid", "deny", "no_second")
    assert f"account:{bert.id}" in holders_of(people, case)


def test_a_later_name_that_nobody_agreed_to_leaves_what_was_decided(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    named = anna.do(opened, lambda acts: acts.exclude([bert.id], named=True))
    assert named.get_json()["screened"] == 3
    assert bert.post(f"/desk/{case}/open", {"purpose": "cover"}).status_code == 404
    assert [each["act"] for each in waiting(cara, case)] == ["exclude"]
    people.clock.pass_seconds(2 * HOUR)
    assert bert.sign_in().status_code == 200
    sweep(people)
    assert bert.open(case, "cover").meta["screened"] == 3
    assert row_of(people, case).cover == bert.id


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

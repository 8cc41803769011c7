"""The list: what stands where for whom, all numbers true, nobody's rows but one's own (D4, D8).

Acts set the plain columns; here they are set by hand, so that each rule is asked for by itself.
"""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import delete

from intake.case.access.readers import SURE
from intake.clock import day_of
from intake.crypto.case.sealing.sending import Draft
from intake.desk.listing.leaving import rows
from intake.desk.listing.order.lists import LISTS
from intake.store.models import SealedObject
from intake.web.services import services_of
from tests.desk.listed import listed, propose, put, put_person, row_of, shows, summaries
from tests.desk.stored import report, three, told
from tests.people import People, Person
from tests.played import played_once

MAGIC = b"age-encryption.org"
HOUR = 3_600


@played_once
def taken(people: People, taker: Person, cover: Person, level: str = "urgent") -> str:
    """A case that two hold, answered so far, both key files confirmed."""
    case = report(people, level)
    taker.hold(case, cover)
    put(people, case, waiting_on=None, answered=2, status="in_contact", on_it=None)
    for holder in (taker, cover):
        put_person(people, case, holder, confirmed=True, seen=2)
    return case


# --- numbers and pages ---------------------------------------------------------------------------


def test_counts_are_of_everything_and_not_of_the_page(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "FIRST", 2)
    monkeypatch.setattr(rows, "PAGE", 2)
    anna, bert, _ = three(people)
    for level in ("routine", "soon", "urgent", "emergency", "soon"):
        report(people, level)
    held = taken(people, anna, bert)
    put(people, taken(people, anna, bert), status="closed")
    page = anna.client.get("/desk/rows").get_json()
    assert len(page["rows"]) == 2
    counts = {"now": 5, "mine": 1, "unassigned": 5, "waiting": 0, "closed": 1, "aside": 0}
    assert page["counts"] == counts
    found = listed(anna)
    assert {name: len(found.on(name)) for name in counts} == counts
    assert [row["case"] for row in found.on("mine")] == [held]


def test_pages_follow_each_other_without_gap_or_repeat_in_one_order(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, bert, _ = three(people)
    for level in ("routine", "emergency", "soon", "urgent"):
        report(people, level)
    taken(people, anna, bert)
    put(people, report(people), aside=True)
    whole = [row["case"] for row in listed(anna).rows]
    monkeypatch.setattr(rows, "FIRST", 1)
    monkeypatch.setattr(rows, "PAGE", 2)
    assert [row["case"] for row in listed(anna).rows] == whole
    assert len(set(whole)) == 6


def test_the_order_is_alone_asked_longest_unanswered_level_age(people: People) -> None:
    anna, bert, cara = three(people)
    today = day_of(people.clock())
    fresh, old, alone = report(people, "urgent"), report(people, "routine"), None
    put(people, old, waiting_on=today - timedelta(3))
    alone = report(people, "emergency")
    asked = report(people, "soon")
    propose(people, asked, cara)
    quiet = taken(people, anna, bert, "soon")
    over = taken(people, anna, bert)
    put(people, over, status="closed")
    order = [row["case"] for row in listed(anna).rows]
    assert order == [alone, asked, old, fresh, quiet, over]


def test_a_taken_emergency_and_a_stop_word_that_wait_stand_before_older_cases(
    people: People,
) -> None:
    anna, bert, _ = three(people)
    today = day_of(people.clock())
    old, asked, stop, emergency = (taken(people, anna, bert) for _ in range(4))
    put(people, old, waiting_on=today - timedelta(9))
    propose(people, asked, bert)
    put(people, stop, waiting_on=today, paused=1, status="paused_safety")
    there = {"level": 0, "on_it": anna.id, "desk_key": SURE}  # As if it came as an emergency.
    put(people, emergency, waiting_on=today - timedelta(1), **there)
    assert [row["case"] for row in listed(anna).on("now")] == [emergency, stop, asked, old]
    put(people, emergency, waiting_on=None)  # Answered: it waits for them, and is in no hurry.
    put(people, stop, paused=0, status="in_contact")
    assert [row["case"] for row in listed(anna).on("now")] == [asked, old, stop]


@pytest.mark.parametrize(
    "cursor",
    [
        "9",
        "0.0.1.1.2026-13-99.1.2026-11-22." + "0" * 32,
        "3.0.1.1.2026-11-22.1.2026-11-22." + "0" * 32,
        "0.0.1.1.2026-11-22.1.2026-11-22." + "G" * 32,
        "0.0.1.1.2026-11-22.1.2026-11-22." + "0" * 32 + " OR 1",
        "²",
        "0" * 5000,
    ],
)
def test_a_cursor_nobody_made_is_refused(people: People, cursor: str) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    answer = anna.client.get("/desk/rows", query_string={"after": cursor})
    assert (answer.status_code, answer.get_json()["error"]) == (422, "after")


def test_a_cursor_gives_whoever_uses_it_rows_of_their_own_list_only(people: People) -> None:
    anna, bert, cara = three(people)
    case = taken(people, anna, bert)
    cursor = "0.0.0.0.0001-01-01.0.0001-01-01." + "0" * 32
    found = {
        who.username: who.client.get(f"/desk/rows?after={cursor}").get_json()["rows"]
        for who in (anna, bert, cara)
    }
    assert {name: [row["case"] for row in each] for name, each in found.items()} == {
        "anna": [case],
        "bert": [case],
        "cara": [],
    }


# --- what a row says -----------------------------------------------------------------------------


def test_every_row_has_its_id_and_says_who_holds_and_covers_it(people: People) -> None:
    anna, bert, _ = three(people)
    waiting, held = report(people), taken(people, anna, bert)
    over = taken(people, anna, bert)
    put(people, over, status="closed")
    found = {row["case"]: (row["assignee"], row["cover"]) for row in listed(anna).rows}
    assert found == {waiting: (None, None), held: ("anna", "bert"), over: ("anna", "bert")}


def test_rows_are_unlogged_and_disclose_no_ciphertext(people: People) -> None:
    anna, bert, _ = three(people)
    report(people)
    taken(people, anna, bert)
    before = len(told(people))
    answer = anna.client.get("/desk/rows")
    assert len(answer.get_json()["rows"]) == 2
    assert MAGIC not in answer.data
    assert len(told(people)) == before


def test_a_row_is_late_once_the_day_to_answer_what_waits_is_over(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case, today = report(people, "routine"), day_of(people.clock())
    assert row_of(anna, case)["late"] is False
    put(people, case, waiting_on=today - timedelta(1))  # Nobody promised an answer by now.
    assert row_of(anna, case)["late"] is False
    put(people, case, waiting_on=today - timedelta(30))
    assert row_of(anna, case)["late"] is True
    put(people, case, waiting_on=None)
    assert row_of(anna, case)["late"] is False


def test_reading_removes_the_dot_and_nothing_else(people: People) -> None:
    anna, bert, _ = three(people)
    case = taken(people, anna, bert)
    put(people, case, said=3, waiting_on=day_of(people.clock()))
    assert (row_of(anna, case)["unread"], "now" in row_of(anna, case)["lists"]) == (True, True)
    put_person(people, case, anna, confirmed=True, seen=3)
    assert (row_of(anna, case)["unread"], "now" in row_of(anna, case)["lists"]) == (False, True)
    assert row_of(bert, case)["unread"] is True


# --- which list, for whom ------------------------------------------------------------------------


def test_what_a_reporter_says_stands_before_its_holders_until_it_is_answered(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = taken(people, anna, bert)
    assert [row_of(who, case)["lists"] for who in (anna, bert)] == [["mine"]] * 2
    put(people, case, said=3, waiting_on=day_of(people.clock()))
    assert [row_of(who, case)["lists"] for who in (anna, bert)] == [["now", "mine"]] * 2
    assert not shows(cara, case)


def test_a_case_that_waits_for_others_leaves_that_list_when_something_is_said(
    people: People,
) -> None:
    anna, bert, _ = three(people)
    case = taken(people, anna, bert)
    put(people, case, status="waiting_reporter")
    assert row_of(anna, case)["lists"] == ["mine", "waiting"]
    put(people, case, said=3, waiting_on=day_of(people.clock()))
    assert row_of(anna, case)["lists"] == ["now", "mine"]


def test_what_is_set_aside_stands_on_its_own_list_and_no_other(people: People) -> None:
    anna, bert, cara = three(people)
    waiting, held = report(people, "emergency"), taken(people, anna, bert)
    for case in (waiting, held):
        put(people, case, aside=True, waiting_on=day_of(people.clock()))
        assert row_of(anna, case)["lists"] == ["aside"]
    assert listed(anna).counts["aside"] == 2
    assert (shows(cara, waiting), shows(cara, held), shows(bert, waiting)) == (True, False, False)


def test_an_emergency_needs_everybody_who_can_read_it_until_somebody_is_on_it(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = taken(people, anna, bert, "emergency")
    assert [row_of(who, case)["lists"] for who in (anna, cara)] == [["now", "mine"], ["now"]]
    put(people, case, on_it=bert.id)
    assert row_of(anna, case)["lists"] == ["mine"]
    assert (row_of(cara, case)["lists"], row_of(cara, case)["on_it"]) == ([], "bert")
    put(people, case, said=3)  # A dot is for who has it: others would never get rid of it.
    assert [row_of(who, case)["unread"] for who in (bert, cara)] == [True, False]


def test_a_proposal_stands_before_who_may_agree_and_not_before_who_made_it(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = taken(people, anna, bert)
    propose(people, case, anna, value="routine")
    told_of = row_of(bert, case)["proposal"]
    assert (told_of["act"], told_of["by"], told_of["value"]) == ("close", "anna", "routine")
    assert (told_of["for_me"], "now" in row_of(bert, case)["lists"]) == (True, True)
    mine = row_of(anna, case)
    assert (mine["proposal"]["for_me"], "now" in mine["lists"]) == (False, False)
    assert not shows(cara, case)
    people.clock.pass_seconds(3 * HOUR)
    assert anna.sign_in().status_code == bert.sign_in().status_code == 200
    assert (row_of(bert, case)["proposal"], row_of(bert, case)["lists"]) == (None, ["mine"])


def test_a_proposal_for_one_person_waits_for_nobody_else(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    propose(people, case, anna, act="handover", for_account=bert.id)
    assert row_of(cara, case)["proposal"]["for_me"] is False
    assert not shows(bert, case)  # Until there is a key file for him.


def test_a_holder_whose_client_never_opened_the_key_file_is_named_and_told(people: People) -> None:
    anna, bert, _ = three(people)
    case = taken(people, anna, bert)
    assert row_of(anna, case)["unconfirmed"] == []
    put_person(people, case, bert, confirmed=False, seen=2)
    assert row_of(anna, case)["unconfirmed"] == ["bert"]
    assert row_of(bert, case)["lists"] == ["now", "mine"]


def test_a_key_file_unopened_for_a_working_day_is_an_alarm_for_who_sees_the_case(
    people: People,
) -> None:
    anna, bert, _ = three(people)
    case, today = taken(people, anna, bert), day_of(people.clock())
    put_person(people, case, bert, confirmed=False, seen=2, keyed_on=today)
    assert (row_of(anna, case)["late_keys"], row_of(anna, case)["lists"]) == ([], ["mine"])
    put_person(people, case, bert, confirmed=False, seen=2, keyed_on=today - timedelta(7))
    row = row_of(anna, case)
    assert (row["late_keys"], row["lists"]) == (["bert"], ["now", "mine"])
    put(people, case, status="closed")
    assert row_of(anna, case)["lists"] == ["closed"]
    put_person(people, case, bert, confirmed=True, seen=2, keyed_on=today - timedelta(7))
    assert row_of(anna, case)["late_keys"] == []


def test_the_day_of_a_key_file_counts_from_when_it_was_made(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    assert anna.take(anna.open(case), bert).status_code == 201
    anna.open(case, "casework")  # Bert's client never does.
    assert row_of(anna, case)["late_keys"] == []
    people.clock.pass_seconds(7 * 24 * HOUR)
    assert anna.sign_in().status_code == 200
    assert row_of(anna, case)["late_keys"] == ["bert"]


def test_whoever_is_excluded_gets_no_row_and_is_not_counted(people: People) -> None:
    anna, bert, cara = three(people)
    waiting, held = report(people, "emergency"), taken(people, anna, bert)
    put(people, held, waiting_on=day_of(people.clock()))
    for case, who in ((waiting, anna), (held, bert)):
        put_person(people, case, who, excluded=True, confirmed=True)
        assert not shows(who, case)
    assert listed(bert).counts == dict.fromkeys(LISTS, 0)
    assert listed(anna).counts["unassigned"] == 0
    assert (shows(cara, waiting), shows(anna, held)) == (True, True)


def test_a_newcomer_sees_nothing(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    report(people)
    nora = people.new("nora", "caseworker", triage=True)
    page = nora.client.get("/desk/rows").get_json()
    assert (page["rows"], page["people"], set(page["counts"].values())) == ([], [], {0})
    assert page["desk"] is None


def test_the_list_offers_a_summary_exactly_where_the_case_opens(people: People) -> None:
    """Reading is one rule in two places, rows of key files asked one by one and as SQL."""
    anna, bert, cara = three(people)
    cases = [report(people), report(people, "emergency"), taken(people, anna, bert)]
    cases += [taken(people, cara, bert, "emergency"), taken(people, cara, bert)]
    for who in (anna, cara):
        offered = {row["case"] for row in listed(who).rows if row["summary"]}
        opens = {
            case
            for case in cases
            if who.post(f"/desk/{case}/open", {"purpose": "review"}).status_code == 200
        }
        assert offered == opens
        assert 0 < len(opens) < len(cases)
    assert [row["summary"] for row in listed(bert).rows] == [None] * 3


def test_a_case_that_nobody_can_open_alarms_triage_and_supervisors_and_shows_no_content(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    susi = people.new("susi", "supervisor")
    assert anna.admit(susi, cosigner=cara).status_code == 201
    adam = people.new("adam", "administrator")
    dora = people.new("dora", "caseworker")
    assert anna.admit(dora, cosigner=cara).status_code == 201
    case = taken(people, cara, dora)
    assert not shows(susi, case)
    for leaver in (cara, dora):
        assert adam.post("/admin/disable", {"account": leaver.id}).status_code == 204
    for who in (anna, susi):
        row = row_of(who, case)
        assert (row["unreadable"], row["lists"], row["summary"]) == (True, ["now"], None)
    assert not shows(bert, case)


def test_somebody_to_keep_away_shows_in_the_summary_only_as_a_mark(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)

    def avoid(draft: Draft) -> Draft:
        return dataclasses.replace(
            draft, avoid=True, contact={"c_mode": "here", "c_avoid": "a person by name"}
        )

    reporter = people.reporter(change=avoid)
    reporter.send()
    opened = anna.open(reporter.sending.case)
    summary = next(frame for frame in opened.frames if frame.kind == "summary")
    assert summary.body["avoid"] is True
    assert "a person by name" not in str(summary.body)


def test_a_case_whose_summary_is_lost_keeps_its_place_in_the_list(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    sent = [people.reporter(level=level) for level in ("urgent", "routine")]
    assert [each.send().status_code for each in sent] == [201, 201]
    lost, kept = (each.sending.case for each in sent)
    summary = (SealedObject.case_id == lost, SealedObject.kind == "summary")
    with services_of(people.app).database.engine.begin() as past_the_guard:
        past_the_guard.execute(delete(SealedObject).where(*summary))
    shown = listed(anna).on("unassigned")
    assert [row["case"] for row in shown] == [lost, kept]
    assert [row["summary"] is None for row in shown] == [True, False]
    assert summaries(anna, [lost, kept])[1].keys() == {kept}


# --- what is only claimed ------------------------------------------------------------------------


def test_a_level_is_claimed_on_everybodys_list_until_somebody_opened_the_report(
    people: People,
) -> None:
    anna, _, cara = three(people)
    case, other = report(people, "emergency"), report(people, "emergency")
    assert [row_of(each, case)["opened"] for each in (anna, cara)] == [False, False]
    anna.open(case)
    assert [row_of(each, case)["opened"] for each in (anna, cara)] == [True, True]
    assert not row_of(cara, other)["opened"]

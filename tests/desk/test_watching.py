"""One entry an hour covers what leaves by itself, and the day after tells what was shown (C12)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from intake.client.member.account.person import OpenSession
from intake.client.member.cases import listing
from intake.clock import DAY, day_of
from intake.desk.listing.entries import shown
from intake.desk.listing.leaving import mark as marks
from intake.desk.views import listing as view
from intake.serving.timed import timed_work
from intake.store.models import Case, LogActor, LogEntry, SealedObject, Shown, StaffSession
from intake.web.services import services_of
from tests.desk.listed import listed, propose, put_person, summaries
from tests.desk.stored import report, three, told
from tests.people import People, Person

HOUR = 3_600
QUARTER = 900


def watches(people: People) -> int:
    return [name for name, _, _ in told(people)].count("case.watch")


def to_the_hour(people: People) -> None:
    people.clock.pass_seconds(HOUR - people.clock() % HOUR)


def mark(person: Person) -> str:
    found: str = person.client.get("/desk/mark").get_json()["mark"]
    return found


def stored(people: People, cases: list[str]) -> dict[str, bytes]:
    query = select(SealedObject.case_id, SealedObject.data).where(SealedObject.kind == "summary")
    with services_of(people.app).database.reading() as db:
        return dict(db.execute(query.where(SealedObject.case_id.in_(cases))).all())


def seen_at(people: People) -> set[int]:
    with services_of(people.app).database.reading() as db:
        return set(db.scalars(select(StaffSession.seen_at)))


# --- summaries -----------------------------------------------------------------------------------


def test_summaries_come_as_they_are_stored_with_what_opens_them(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    cases = [report(people), report(people)]
    meta, files = summaries(anna, cases)
    assert files == stored(people, cases)
    assert (list(files), meta["count"]) == (cases, 2)
    assert anna.act(lambda own: open_all(own, cases)).status_code == 200


def open_all(own: OpenSession, cases: list[str]) -> None:
    opened = listing.open_summaries(own, listing.fetch_list(own).rows)
    assert {case: opened[case].body["country"] for case in cases} == dict.fromkeys(cases, "fr")


def test_summaries_leave_only_for_who_can_open_them_and_of_cases_they_may_read(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    waiting, held = report(people), report(people)
    cara.hold(held, bert)
    kept_from = report(people)
    put_person(people, kept_from, anna, excluded=True)
    asked = [waiting, held, kept_from, "0" * 32]
    assert list(summaries(anna, asked)[1]) == [waiting]
    assert list(summaries(cara, asked)[1]) == [waiting, held, kept_from]
    for who in (bert, people.new("nora", "caseworker", triage=True)):
        assert summaries(who, asked) == ({"count": 0, "desk_key": None}, {})


@pytest.mark.parametrize("cases", [None, "x", ["0" * 31], ["0" * 32] * 2, [3], ["0" * 32] * 201])
def test_a_request_that_is_no_list_of_different_cases_is_refused(
    people: People, cases: object
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    answer = anna.post("/desk/summaries", {"cases": cases})
    assert (answer.status_code, answer.get_json()["error"]) == (422, "cases")


# --- one entry an hour ---------------------------------------------------------------------------


def test_an_account_has_one_entry_an_hour_whatever_it_looks_at_and_how_often(
    people: People,
) -> None:
    anna, _, cara = three(people)
    case = report(people)
    to_the_hour(people)
    assert anna.sign_in().status_code == cara.sign_in().status_code == 200
    before = watches(people)
    for _ in range(4):
        for who in (anna, cara):
            mark(who)
            listed(who)
            summaries(who, [case])
        people.clock.pass_seconds(15)
    assert watches(people) == before + 2
    to_the_hour(people)
    assert anna.sign_in().status_code == 200
    summaries(anna, [case])
    mark(anna)
    assert watches(people) == before + 3


def test_the_entry_says_nothing_of_what_there_was(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    mark(anna)
    report(people)
    to_the_hour(people)
    assert anna.sign_in().status_code == 200
    summaries(anna, [report(people)])
    assert [entry for entry in told(people) if entry[0] == "case.watch"] == [
        ("case.watch", "ok", {})
    ] * 2


# --- the mark ------------------------------------------------------------------------------------


def test_a_mark_changes_with_the_list_at_the_next_boundary_and_else_never(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    people.clock.pass_seconds(15 - people.clock() % 15)
    first = mark(anna)
    case = report(people)
    people.clock.pass_seconds(14)
    assert mark(anna) == first
    people.clock.pass_seconds(1)
    second = mark(anna)
    assert second != first
    people.clock.pass_seconds(15)
    assert mark(anna) == second
    put_person(people, case, anna, seen=2)  # It is no longer unread.
    people.clock.pass_seconds(15)
    assert (len(second), mark(anna) == second) == (32, False)


def test_a_mark_changes_with_what_one_has_proposed_and_with_the_day(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case = report(people)
    people.clock.pass_seconds(15 - people.clock() % 15)
    marks = [mark(anna)]
    propose(people, case, anna, expires_at=people.clock() + 48 * 3_600)
    people.clock.pass_seconds(15)
    marks.append(mark(anna))
    people.clock.pass_seconds(24 * 3_600)  # A row says how many days old it is.
    assert anna.sign_in().status_code == 200
    marks.append(mark(anna))
    assert len(set(marks)) == len(marks)


def test_a_mark_is_another_for_everybody_and_a_constant_for_who_is_not_admitted(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    nora = people.new("nora", "caseworker", triage=True)
    marks = [mark(who) for who in (anna, bert, cara, nora)]
    assert len(set(marks)) == 4
    case = report(people)
    put_person(people, case, cara, excluded=True)
    people.clock.pass_seconds(15)
    again = [mark(who) for who in (anna, bert, cara, nora)]
    assert [one == other for one, other in zip(marks, again, strict=True)] == [
        *(False, True, True, True)
    ]


def test_a_mark_is_worked_out_once_in_a_boundary(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    people.clock.pass_seconds(15 - people.clock() % 15)
    calls: list[str] = []

    def work(*given: Any) -> str:  # noqa: ANN401 - whatever the view hands on
        calls.append("once")
        return marks.read_mark(*given)

    monkeypatch.setattr(view, "read_mark", work)
    for _ in range(14):
        mark(anna)
        people.clock.pass_seconds(1)
    assert len(calls) == 1


# --- what pages ask for by themselves is no use of a session -------------------------------------


def test_a_page_that_looks_for_changes_keeps_no_session_alive(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case = report(people)
    before = seen_at(people)
    for _ in range(15):
        people.clock.pass_seconds(60)
        mark(anna)
        assert anna.client.get("/desk/rows").status_code == 200
        summaries(anna, [case])
    assert seen_at(people) == before
    people.clock.pass_seconds(60)
    assert anna.client.get("/desk/mark").status_code == 401
    assert seen_at(people) == set()


def test_what_a_person_asks_for_is_a_use_and_what_is_refused_is_none(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    (before,) = seen_at(people)
    people.clock.pass_seconds(60)
    assert anna.client.get("/audit/").status_code == 403
    assert seen_at(people) == {before}
    assert anna.client.get("/session/half").status_code == 200
    assert seen_at(people) == {people.clock()}


# --- the day after -------------------------------------------------------------------------------


def end_of_day(people: People) -> None:
    work = {each.name: each for each in timed_work(people.app)}
    assert work["day end"].tick()


def lists(people: People) -> list[dict[str, Any]]:
    return [detail for name, _, detail in told(people) if name == "case.shown"]


def refs(people: People, cases: list[str]) -> list[str]:
    query = select(Case.log_ref).where(Case.id.in_(cases))
    with services_of(people.app).database.reading() as db:
        return sorted(db.scalars(query))


def test_the_day_after_the_log_lists_what_was_shown_first_in_no_order_of_arrival(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown, "REFS", 2)
    anna, _, cara = three(people)
    people.clock.pass_seconds(DAY - people.clock() % DAY)
    assert anna.sign_in().status_code == cara.sign_in().status_code == 200
    day, cases = day_of(people.clock()), [report(people) for _ in range(3)]
    summaries(anna, cases)
    summaries(anna, cases)
    summaries(cara, cases[:1])
    end_of_day(people)
    assert lists(people) == []
    people.clock.pass_seconds(DAY)
    end_of_day(people)
    end_of_day(people)
    found = lists(people)
    assert {each["day"] for each in found} == {day.isoformat()}
    assert all(each["refs"] == sorted(each["refs"]) and len(each["refs"]) <= 2 for each in found)
    by_person: dict[str, list[str]] = {}
    for each in found:
        by_person.setdefault(each["for"], []).extend(each["refs"])
    assert sorted(map(sorted, by_person.values())) == sorted(
        [refs(people, cases), refs(people, cases[:1])]
    )
    assert anna.sign_in().status_code == 200
    summaries(anna, cases)
    people.clock.pass_seconds(DAY)
    end_of_day(people)
    assert lists(people) == found


def test_what_was_shown_is_kept_as_a_day(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case = report(people)
    summaries(anna, [case])
    with services_of(people.app).database.reading() as db:
        (row,) = db.scalars(select(Shown)).all()
    assert (row.case_id, row.shown_on, row.is_logged) == (case, day_of(people.clock()), False)
    assert row.shown_on - day_of(people.clock()) == timedelta(0)


def test_a_name_in_the_log_is_that_of_the_quarter_of_the_day(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    people.clock.pass_seconds(days_to_new_year(people) * DAY)
    assert anna.sign_in().status_code == 200
    summaries(anna, [report(people)])
    with services_of(people.app).database.reading() as db:
        last = [
            json.loads(leaf)["a"]
            for leaf in db.scalars(select(LogEntry.leaf).where(LogEntry.log == "access"))
            if b"case.watch" in leaf
        ][-1]
        assert db.get(LogActor, last)
    people.clock.pass_seconds(DAY)
    end_of_day(people)
    assert [each["for"] for each in lists(people)] == [last]


def days_to_new_year(people: People) -> int:
    """Days until the last one of the year."""
    today = day_of(people.clock())
    return (today.replace(month=12, day=31) - today).days

"""What one person did alone, because nobody else was there, stands where somebody asks about it."""

from typing import Any

from tests.desk.listed import put, put_person
from tests.desk.stored import report, three
from tests.people import People, Person

#: What stands in the row, and what it says to an auditor.
ALONE: dict[str, tuple[dict[str, object], str]] = {
    "exclude": ({"screened": 4}, "one person decided whom it is kept from"),
    "take": ({"cover": None}, "held by one person, without a cover"),
    "release": ({"paused": 2}, "one person went on with contact that was paused"),
    "desk_key": ({"level": 0}, "given the desk no key file that triage has opened"),
    "desk_bad": ({"desk_key": 2}, "the desk’s key file does not open it"),
}


def row_for(person: Person, case: str) -> dict[str, Any] | None:
    rows = person.client.get("/desk/rows").get_json()["rows"]
    return next((row for row in rows if row["case"] == case), None)


def test_what_one_person_did_alone_stands_before_everybody_who_should_ask(people: People) -> None:
    anna, bert, cara = three(people)
    susi, audra = people.new("susi", "supervisor"), people.new("audra", "auditor")
    assert anna.admit(susi, cosigner=cara).status_code == 201
    cases = {act: report(people, "soon") for act in ALONE}
    for act, case in cases.items():
        anna.hold(case, bert)  # The desk's key file is gone: triage cannot open it.
        put(people, case, waiting_on=None, **ALONE[act][0])
    page = audra.client.get("/audit/").get_data(as_text=True)
    overview = susi.client.get("/desk/overview/data").get_json()["alone"]
    assert {row["case"]: row["alone"] for row in overview} == {
        case: [act] for act, case in cases.items()
    }
    for act, case in cases.items():
        for person in (anna, cara, susi):
            row = row_for(person, case)
            assert row is not None
            assert row["by_one"] == [act]
            # Of what anna did alone only what she owes is her own work.
            assert ("now" in row["lists"]) is (person is not anna or act == "desk_key")
        assert ALONE[act][1] in page
        assert case not in page


def test_an_alarm_about_one_person_ends_with_the_case_and_never_reaches_who_is_kept_away(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    audra = people.new("audra", "auditor")
    closed, kept = report(people), report(people)
    for case in (closed, kept):
        anna.hold(case, bert)
    put(people, closed, paused=2, status="closed", waiting_on=None)
    put(people, kept, screened=4)
    put_person(people, kept, cara, excluded=True)
    assert row_for(cara, closed) is None
    assert row_for(cara, kept) is None
    page = audra.client.get("/audit/").get_data(as_text=True)
    assert (ALONE["release"][1] in page, ALONE["exclude"][1] in page) == (False, True)

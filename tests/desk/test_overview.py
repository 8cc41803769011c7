"""What supervisors see of the whole desk: plain columns, logged, and nothing kept from them."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from intake.clock import DAY, day_of
from intake.store.models import KeyFileRow
from intake.store.statements import table_of
from intake.web.services import services_of
from tests.desk.listed import propose, put, put_person
from tests.desk.stored import report, three, told
from tests.people import People, Person

MAGIC = b"age-encryption.org"


def staffed(people: People) -> tuple[Person, Person, Person]:
    """Anna, bert, and susi, who supervises them; cara is there, too."""
    anna, bert, cara = three(people)
    susi = people.new("susi", "supervisor")
    assert anna.admit(susi, cosigner=cara).status_code == 201
    return anna, bert, susi


def survey(susi: Person) -> dict[str, Any]:
    found: dict[str, Any] = susi.client.get("/desk/overview/data").get_json()
    return found


def cases_of(rows: list[dict[str, Any]]) -> list[str]:
    return [row["case"] for row in rows]


def test_a_supervisor_sees_where_the_whole_desk_stands(people: People) -> None:
    anna, bert, susi = staffed(people)
    today = day_of(people.clock())
    late, fresh = report(people, "soon"), report(people, "routine")
    put(people, late, waiting_on=today - timedelta(9))
    held = report(people, "emergency")
    put(people, held, assignee=anna.id, cover=bert.id, status="in_contact", on_it=bert.id)
    junk = report(people)
    put(people, junk, aside=True)
    over = report(people)
    put(people, over, status="closed", waiting_on=None, assignee=anna.id)
    propose(people, held, anna)
    found = survey(susi)
    assert cases_of(found["emergencies"]) == [held]
    emergency = found["emergencies"][0]
    assert (emergency["assignee"], emergency["cover"], emergency["on_it"]) == (
        *("anna", "bert", "bert"),
    )
    assert emergency["last_contact"] is None
    assert cases_of(found["late"]) == [late]
    assert cases_of(found["unassigned"]) == [late, fresh]
    assert [(row["case"], row["by"]) for row in found["proposals"]] == [(held, "anna")]
    people_there = {row["name"]: (row["assignee"], row["cover"]) for row in found["people"]}
    assert people_there == {"anna": (1, 0), "bert": (0, 1), "cara": (0, 0), "susi": (0, 0)}
    assert cases_of(found["aside"]) == [junk]
    assert found["unreadable"] == []


def test_what_was_set_aside_stands_there_for_a_week_and_is_late_nowhere(people: People) -> None:
    anna, _, susi = staffed(people)
    junk = report(people, "routine")
    assert anna.do(anna.open(junk), lambda acts: acts.set_aside("junk")).status_code == 201
    assert cases_of(survey(susi)["aside"]) == [junk]
    people.clock.pass_seconds(20 * DAY)
    assert susi.sign_in().status_code == 200
    found = survey(susi)
    assert (found["aside"], found["late"]) == ([], [])


def test_what_nobody_can_open_stands_before_the_supervisor(people: People) -> None:
    _, _, susi = staffed(people)
    case, keys = report(people), table_of(KeyFileRow)
    with services_of(people.app).database.engine.begin() as past_the_guard:
        lost = (keys.c.case_id == case, keys.c.holder.startswith("desk:"))
        past_the_guard.execute(delete(keys).where(*lost))
    assert cases_of(survey(susi)["unreadable"]) == [case]


def test_what_is_kept_from_a_supervisor_stands_in_no_list_and_no_number(people: People) -> None:
    anna, bert, susi = staffed(people)
    before = survey(susi)
    case = report(people, "emergency")
    put(people, case, assignee=anna.id, cover=bert.id)
    propose(people, case, anna)
    assert survey(susi) != before
    put_person(people, case, susi, excluded=True)
    assert survey(susi) == before


def test_a_look_at_the_whole_desk_is_logged_and_discloses_nothing_sealed(people: People) -> None:
    anna, _, susi = staffed(people)
    report(people)
    before = len(told(people))
    answer = susi.client.get("/desk/overview/data")
    assert (answer.status_code, MAGIC in answer.data) == (200, False)
    assert told(people, before) == [("case.list", "ok", {})]
    assert anna.client.get("/desk/overview/data").status_code == 403


def test_a_level_that_nobody_has_looked_behind_is_told_as_claimed(people: People) -> None:
    anna, _, susi = staffed(people)
    case = report(people, "emergency")
    assert not survey(susi)["emergencies"][0]["opened"]
    anna.open(case)
    assert survey(susi)["emergencies"][0]["opened"]

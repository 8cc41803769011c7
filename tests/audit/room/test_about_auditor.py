"""What is about the only auditor: a supervisor is told that it waits, the auditor is not asked."""

import json
import re

import pytest

from intake.store.models import AuditFinding
from intake.web.services import services_of
from tests.admin.stored import pseudonym_of
from tests.audit.room.test_first_page import part
from tests.audit.test_overview import FINDINGS, TILE, blame, follow, look, read_outside, review
from tests.people import People, Person

TOLD = re.compile(r"<p class=\"notice\" data-about>.*?</p>", re.DOTALL)
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def susi(people: People, anna: Person, ben: Person) -> Person:
    """A supervisor."""
    susi = people.new("susi", "supervisor")
    assert anna.admit(susi, cosigner=ben).status_code == 201
    return susi


def told(person: Person, path: str = "/desk/") -> list[str]:
    """What a page tells somebody of it."""
    return TOLD.findall(person.client.get(path).get_data(as_text=True))


def change(people: People, **values: object) -> None:
    """Let each finding be otherwise."""
    with services_of(people.app).database.session() as db:
        for row in db.query(AuditFinding):
            for name, value in values.items():
                setattr(row, name, value)
        db.commit()


def test_a_supervisor_is_told_that_it_waits_and_nobody_else_is(
    people: People, anna: Person, ben: Person, audra: Person, susi: Person
) -> None:
    adam = people.new("adam", "administrator")
    read_outside(people, anna, ben)
    follow(people)
    assert told(susi) == [], "it is about somebody else"
    blame(people, audra)
    (line,) = told(susi)
    assert "something about the only auditor" in line
    assert not re.search(r"[0-9a-f]{8}", line), "no more than that it is there"
    assert told(susi, "/audit/names/") == [], "there it is"
    assert [told(each) for each in (anna, ben)] == [[], []]
    assert [told(each, "/admin/") for each in (adam,)] == [[]]
    assert told(audra, "/audit/names/") == told(audra, "/audit/") == []
    second = people.new("ottilie", "auditor")
    assert told(susi) == [], "the other auditor reviews it"
    assert adam.post("/admin/disable", {"account": second.id}).status_code == 204
    page = susi.client.get("/audit/names/").get_data(as_text=True)
    assert len(told(susi)) == len(FINDINGS.findall(page)) == 1
    assert review(susi, page) == (204, "")
    follow(people)
    assert told(susi) == []


def test_what_is_about_an_auditor_of_before_is_not_about_the_only_one(
    people: People, anna: Person, ben: Person, audra: Person, susi: Person
) -> None:
    before = people.new("ottilie", "auditor")
    read_outside(people, anna, ben)
    page = look(people, audra)
    blame(people, before)
    adam = people.new("adam", "administrator")
    assert adam.post("/admin/disable", {"account": before.id}).status_code == 204
    assert told(susi) == []
    assert FINDINGS.findall(susi.client.get("/audit/names/").get_data(as_text=True)) == []
    assert review(susi, page) == (404, "finding")
    assert review(audra, page) == (204, "")


def test_what_an_auditor_may_not_review_does_not_wait_for_them(
    people: People, anna: Person, ben: Person, audra: Person, susi: Person
) -> None:
    read_outside(people, anna, ben)
    look(people, audra)
    change(people, level=3)
    assert dict(TILE.findall(audra.client.get("/audit/").get_data(as_text=True)))["waits"] == "warn"
    blame(people, audra)
    page = audra.client.get("/audit/").get_data(as_text=True)
    assert dict(TILE.findall(page)) | {"whole": ""} == {
        "whole": "",
        "odd": "bad",
        "waits": "good",
        "outside": "warn",
    }
    odd = part(page, "odd")
    assert "data-incident" in odd
    assert "What is about you in it waits for another auditor" in odd
    assert FINDINGS.findall(page) == [], "no form that is refused"
    assert susi.client.get("/audit/").status_code != 200


def find_beside(people: People, actor: str) -> None:
    """Let another rule have found the same entry and the next, about somebody else."""
    with services_of(people.app).database.session() as db:
        row = db.query(AuditFinding).one()
        body = json.loads(row.json)
        body["entries"].append(["access", body["entries"][0][1] + 1, row.newest])
        same = {"version": 1, "level": 3, "newest": row.newest, "a": actor}
        db.add(AuditFinding(id="0" * 16, rule="two-person", json=json.dumps(body), **same))
        db.commit()


def test_of_an_incident_that_is_also_about_others_each_reviews_their_part(
    people: People, anna: Person, ben: Person, audra: Person, susi: Person
) -> None:
    read_outside(people, anna, ben)
    look(people, audra)
    blame(people, audra)
    find_beside(people, pseudonym_of(people, anna.id))
    page = audra.client.get("/audit/").get_data(as_text=True)
    assert page.count("data-incident=") == 1
    assert FINDINGS.findall(page) == [("0" * 16, "2")]
    assert dict(TILE.findall(page))["waits"] == "warn"
    assert review(audra, page) == (204, "")
    page = audra.client.get("/audit/").get_data(as_text=True)
    assert (dict(TILE.findall(page))["waits"], FINDINGS.findall(page)) == ("good", [])
    page = susi.client.get("/audit/names/").get_data(as_text=True)
    ((ids, entries),) = FINDINGS.findall(page)
    assert (len(ids.split()), entries) == (1, "1")
    assert review(susi, page) == (204, "")
    assert "Reviewed (1)" in audra.client.get("/audit/").get_data(as_text=True)

"""What others find an auditor's pages by: each hook that stays stable is there."""

import re

import pytest
from sqlalchemy import delete

from intake.store.models import AuditFinding
from intake.web.services import services_of
from tests.audit.test_overview import blame, look, read_outside
from tests.people import People, Person

#: Address, and what stands in its page; other people's tests and scripts rely on it.
HOOKS = (
    ("/audit/", r'<html [^>]*lang="\w+"[^>]* dir="ltr"'),
    ("/audit/", r'data-lamp="(green|amber|red|grey)"'),
    ("/audit/", r'data-tile="whole"'),
    ("/audit/", r'data-tile="odd"'),
    ("/audit/", r'data-tile="waits"'),
    ("/audit/", r'data-tile="outside"'),
    ("/audit/", r'data-finding="outside"'),
    ("/audit/names/", r'data-finding="outside"'),
    ("/audit/names/", r'data-does="review"'),
)
FINDING = re.compile(r'data-finding="([\w-]+)"')
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_every_hook_of_the_auditors_pages_is_on_its_page(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    susi = people.new("susi", "supervisor")
    assert anna.admit(susi, cosigner=ben).status_code == 201
    read_outside(people, anna, ben)
    look(people, audra)
    blame(people, audra)
    readers = {"/audit/": audra, "/audit/names/": susi}
    pages = {at: each.client.get(at).get_data(as_text=True) for at, each in readers.items()}
    missing = [(at, hook) for at, hook in HOOKS if not re.search(hook, pages[at])]
    assert missing == []
    assert all(page.count("<h1") == 1 for page in pages.values())


def test_each_finding_of_an_incident_has_its_own(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    assert FINDING.findall(look(people, audra)) == ["outside"]
    with services_of(people.app).database.session() as db:
        row = db.query(AuditFinding).one()
        same = {"a": row.a, "version": 1, "level": 2, "newest": row.newest, "json": row.json}
        db.add(AuditFinding(id="0" * 16, rule="outside", **same))
        db.add(AuditFinding(id="1" * 16, rule="burst", **same))
        db.commit()
    page = audra.client.get("/audit/").get_data(as_text=True)
    assert page.count("data-incident=") == 1
    assert sorted(FINDING.findall(page)) == ["burst", "outside", "outside"]
    with services_of(people.app).database.session() as db:
        db.execute(delete(AuditFinding))
        db.commit()
    assert FINDING.findall(audra.client.get("/audit/").get_data(as_text=True)) == []

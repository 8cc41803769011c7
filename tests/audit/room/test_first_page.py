"""The auditor's first page: who reviewed what, as of when it counts, where its pictures lead."""

import re

import pytest
from sqlalchemy import update

from intake.audit.passing.nightly import FullPass
from intake.clock import DAY
from intake.log.signing.publishing import publish_daily
from intake.store.models import Case, SealedObject
from intake.web.services import services_of
from tests.admin.stored import pseudonym_of
from tests.audit import tampering
from tests.audit.test_overview import FINDINGS, follow, look, read_outside, review
from tests.people import People, Person

REVIEWED = re.compile(
    r'data-reviewed="(\w+)">Reviewed by ([\w ]+) on \d\d \w{3} \d{4}: <b>(.*?)</b>'
)
ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def part(page: str, name: str) -> str:
    """One section of the page, by its id."""
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


@ONE_ENGINE
def test_who_reviewed_what_and_what_came_of_it_is_told_to_every_auditor(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    page = look(people, audra)
    assert REVIEWED.findall(page) == []
    assert review(audra, page, "explained") == (204, "")
    told = REVIEWED.findall(look(people, audra))
    assert [(code, who) for code, who, _ in told] == [("explained", "you")]
    other = people.new("ottilie", "auditor")
    assert other.sign_in().status_code == 200
    ((code, who, _),) = REVIEWED.findall(look(people, other))
    assert code == "explained"
    assert who == pseudonym_of(people, audra.id)[:8], "nobody has listed the roles yet"
    assert audra.username not in look(people, other).partition("<main")[2]


@ONE_ENGINE
def test_nothing_is_chosen_before_somebody_chooses(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    page = look(people, audra)
    chosen = page.partition('name="outcome"')[2].partition("</option>")[0]
    assert '<option value="">' in chosen
    assert review(audra, page, "") == (422, "outcome")


@ONE_ENGINE
def test_the_page_says_up_to_which_entry_it_counts_and_what_is_newer(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    page = look(people, audra)
    (last,) = map(int, re.findall(r"Counted up to entry (\d+), of \d\d \w{3}, [\d:]{8} UTC", page))
    assert "One newer entry" in page, "that of this visit"
    again = audra.client.get("/audit/").get_data(as_text=True)
    assert f"Counted up to entry {last}," in again
    assert "2 newer entries" in again


@ONE_ENGINE
def test_what_is_drawn_leads_to_what_it_is_and_stands_in_the_table(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    ref = read_outside(people, anna, ben)
    section = part(look(people, audra), "outside")
    drawn, _, table = section.partition("<table")
    assert f'<a href="/audit/case/{ref}"><title>Case {ref[:6]}</title><text' in drawn
    assert f'<a href="/audit/entries?actor={pseudonym_of(people, anna.id)}"><title>' in drawn
    assert drawn.index('class="chart') < drawn.index('class="key"'), (
        "a legend goes with its picture"
    )
    assert f'href="/audit/case/{ref}">{ref[:6]}</a>' in table
    people.clock.pass_seconds(600)
    with services_of(people.app).database.session() as db:
        case_id = db.query(Case).one().id
    assert anna.open(case_id).meta
    follow(people)
    case = audra.client.get(f"/audit/case/{ref}").get_data(as_text=True)
    deeds = re.findall(r'<a href="/audit/access/(\d+)" tabindex="-1"><title>Entry \1</title>', case)
    assert len(deeds) >= 2


@ONE_ENGINE
def test_what_was_once_not_whole_stays_told(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    assert "No entry says that it ever was not" in part(look(people, audra), "whole")
    running = services_of(people.app)
    other = update(SealedObject).where(SealedObject.kind == "report").values(data=b"other")
    tampering.run(running.database, other)
    people.clock.pass_seconds(DAY)
    publish_daily(running.database, running.signer, people.clock(), hour=3)
    night = FullPass(running.database, running.signer, running.clock)
    while not night.tick():
        pass
    assert audra.sign_in().status_code == 200
    follow(people)
    page = look(people, audra)
    assert "What was stored is not there as it was" in part(page, "whole")
    while FINDINGS.findall(page):
        assert review(audra, page) == (204, "")
        page = look(people, audra)
    assert "What was stored is not there as it was" in part(page, "whole")

"""The auditor's first page: who reviewed what, as of when it counts, where its pictures lead."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from intake.audit.passing.nightly import FullPass
from intake.clock import DAY, HOUR, day_of
from intake.log.signing.publishing import publish_daily
from intake.store.models import AuditFinding, Case, SealedObject
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
    assert re.fullmatch("Auditor [AB]", who)
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
def test_an_incident_is_a_head_line_with_all_of_it_inside_and_the_list_is_counted(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    odd = part(look(people, audra), "odd")
    assert "1 incident that nobody has reviewed: 1 to look at." in odd
    head = odd.partition("<summary>")[2].partition("</summary>")[0]
    said = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", head))
    assert re.search(r"Caseworker [A-C] opened case .* To look at · 1 entry, of \d\d \w{3}", said)
    assert "data-findings" not in head, "forms are inside"
    assert odd.count("<details>") == odd.count('data-does="review"') == 1


@ONE_ENGINE
def test_what_waits_is_counted_and_the_worst_is_one_line_with_a_link(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    look(people, audra)
    with services_of(people.app).database.session() as db:
        row = db.query(AuditFinding).one()
        body = json.loads(row.json)
        row.level = 3
        for at in range(14):  # As if other people had done the same, on other days.
            other = {**body, "entries": [["access", 900 + at, row.newest - (at + 2) * HOUR]]}
            same = {"rule": row.rule, "version": 1, "level": 3, "newest": row.newest}
            db.add(AuditFinding(id=f"{at:016x}", a=f"{at:016x}", json=json.dumps(other), **same))
        db.commit()
    page = audra.client.get("/audit/").get_data(as_text=True)
    waits, odd = part(page, "tile-waits"), part(page, "tile-odd")
    assert waits.startswith(">15 things wait for you")
    assert "15 serious incidents for you to review." in waits
    assert "15 incidents that nobody has reviewed: 15 serious." in part(page, "odd")
    (first,) = re.findall(r'The worst: [^<]*<a href="#(incident-\w+)">', odd)
    closed = page.partition(f'id="{first}"')[0].rpartition("<details>")[2]
    assert "</summary>" in closed, "a browser that is sent to what is closed opens it"


@ONE_ENGINE
def test_the_page_says_from_when_the_log_begins(
    people: People, anna: Person, audra: Person
) -> None:
    day = f"{datetime.fromtimestamp(people.clock(), UTC):%d %b %Y}"
    assert f"the log begins on {day}" in look(people, audra)
    people.clock.pass_seconds(10 * DAY)
    assert audra.sign_in().status_code == 200
    look(people, audra)
    week = day_of(people.clock()) - timedelta(7)
    later = audra.client.get(f"/audit/?since={week}").get_data(as_text=True)
    assert "the log begins" not in later
    assert anna.username not in later.partition("<main")[2]


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
    assert "The log tells of one loss or change in what is stored" in part(page, "whole")
    while FINDINGS.findall(page):
        assert review(audra, page) == (204, "")
        page = look(people, audra)
    assert "The log tells of one loss or change in what is stored" in part(page, "whole")

"""What nobody has reviewed stays on the first page, however old it is; and of many the gravest."""

import json
import re

import pytest

from intake.audit.found.older import LISTED
from intake.audit.reading.first import WINDOW, keep_first_page
from intake.clock import DAY, day_of
from intake.store.models import AuditFinding
from intake.web.services import services_of
from tests.audit.asking.reading import ask, indices_of
from tests.audit.room.test_first_page import part
from tests.audit.test_overview import FINDINGS, TILE, follow, look, read_outside, review
from tests.people import People, Person

OLD = (WINDOW + 3) * DAY
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def find_old(people: People, levels: dict[int, int]) -> None:
    """Let the rules have found so many things of each level, each on a day of its own, long ago."""
    with services_of(people.app).database.session() as db:
        for level, count in levels.items():
            for at in range(count):
                time = people.clock() - OLD - at * DAY
                entry = ["access", 10_000 * level + at, time]
                body = {"entries": [entry], "refs": [], "numbers": {}}
                row = {"rule": "two-person", "version": 1, "level": level, "newest": time}
                who = f"{level}{at:015x}"
                db.add(AuditFinding(id=who, a=who, json=json.dumps(body), **row))
        db.commit()
    keep_first_page(services_of(people.app).database)


def test_what_nobody_has_reviewed_stays_when_the_window_has_gone_on(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    page = look(people, audra)
    assert "older than the days of this page" not in page
    people.clock.pass_seconds(OLD)
    assert audra.sign_in().status_code == 200
    page = look(people, audra)
    assert dict(TILE.findall(page))["odd"] == "warn"
    assert "1 of them is older than the days of this page" in page
    assert "0 of 0 openings outside assignment" in page, "the charts are of the window"
    said = ask(people, audra, 17)
    assert said.answer.startswith("2 things are odd and not reviewed"), "and a silence"
    assert "1 of them is older than these days" in said.answer
    (old,) = indices_of(people, "report.open")[:1]
    assert old in said.entries
    tomorrow = day_of(people.clock() + DAY)
    later = audra.client.get(f"/audit/?since={tomorrow}").get_data(as_text=True)
    assert dict(TILE.findall(later))["odd"] == "warn"
    while FINDINGS.findall(page):
        assert review(audra, page) == (204, "")
        page = audra.client.get("/audit/").get_data(as_text=True)
    for _ in range(2):  # Before and after the clock makes the page again.
        page = audra.client.get("/audit/").get_data(as_text=True)
        assert dict(TILE.findall(page))["odd"] == "good"
        assert "Reviewed (2)" in page
        follow(people)


def test_a_page_of_many_old_ones_lists_the_gravest_and_counts_the_rest(
    people: People, anna: Person, audra: Person
) -> None:
    assert anna.sign_in().status_code == 200
    look(people, audra)
    find_old(people, {1: 5_000, 3: 2})
    page = audra.client.get("/audit/").get_data(as_text=True)
    assert "2 serious, 5,000 notes" in part(page, "tile-odd")
    assert "2 serious incidents for you to review" in part(page, "waits")
    odd = part(page, "odd")
    assert "5002 incidents that nobody has reviewed: 2 serious, 5,000 notes." in odd
    levels = re.findall(r'data-incident="\w+" data-level="(\d)"', odd)
    assert levels == ["3", "3", *["1"] * (LISTED - 2)]
    assert f"{5_002 - LISTED} older incidents that nobody has reviewed are counted" in odd
    answer = audra.client.get("/audit/questions/17").get_data(as_text=True)
    assert "5,002 things are odd and not reviewed, 2 of them serious." in answer
    assert f"{5_002 - LISTED:,} older ones that nobody has reviewed are not listed" in answer


def test_the_link_to_those_not_listed_leads_to_all_of_them(
    people: People, anna: Person, audra: Person
) -> None:
    assert anna.sign_in().status_code == 200
    look(people, audra)
    find_old(people, {2: LISTED + 5})
    page = audra.client.get("/audit/").get_data(as_text=True)
    (link,) = re.findall(r'href="(/audit/\?since=[\d-]+)#odd"', page)
    whole = audra.client.get(link).get_data(as_text=True)
    assert whole.count("data-incident=") == LISTED + 5
    assert "counted and not listed" not in whole
    assert page.count("data-incident=") == LISTED
    week = day_of(people.clock() - 7 * DAY)
    short = audra.client.get(f"/audit/?since={week}").get_data(as_text=True)
    assert short.count("data-incident=") == LISTED
    assert "5 older incidents" in short

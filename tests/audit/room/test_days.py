"""From one day to another: a form without a script, links that keep them, entries by index."""

import re

import pytest

from intake.clock import DAY, day_of
from intake.log.signing.publishing import publish_daily
from intake.web.services import services_of
from tests.admin.stored import entries
from tests.audit.asking.reading import ask, indices_of
from tests.audit.test_overview import look
from tests.audit.test_views import listed
from tests.people import People, Person

PAGES = ("/audit/", "/audit/questions/", "/audit/questions/1", "/audit/entries")
FORM = re.compile(r'<form class="[^"]*" role="search"[^>]* method="get" action="([^"]+)">')
FIELD = re.compile(r'<input type="date" id="\w+" name="(\w+)" value="([\d-]*)"')
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def days(people: People, anna: Person, audra: Person) -> tuple[str, str, str]:
    """Three days apart by ten, on each of which both signed in."""
    found = []
    for _ in range(3):
        people.clock.pass_seconds(10 * DAY)
        found.append(day_of(people.clock()).isoformat())
        for each in (anna, audra):
            assert each.sign_in().status_code == 200
    return found[0], found[1], found[2]


def of_day(people: People, day: str) -> list[int]:
    """Where the entries of a day stand, the newest first."""
    times = enumerate(each["t"] for each in entries(people))
    return [at for at, time in times if day_of(time).isoformat() == day][::-1]


def read(person: Person, path: str) -> str:
    answer = person.client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("path", PAGES)
def test_days_are_asked_for_by_a_form_that_needs_no_script(
    people: People, audra: Person, path: str
) -> None:
    look(people, audra)
    page = read(audra, path + "?since=2020-02-29")
    assert FORM.findall(page) == [path]
    there = dict(FIELD.findall(page))
    assert there.pop("since") == "2020-02-29"
    assert there == ({} if path == "/audit/" else {"to": ""})
    assert 'type="submit"' in page.partition("<form")[2].partition("</form>")[0]
    policy = audra.client.get(path).headers["Content-Security-Policy"]
    assert "form-action 'self'" in policy
    assert page.index("<form") > page.find('data-tile="outside"')
    other = audra.client.get("/audit/names/").headers["Content-Security-Policy"]
    assert "form-action 'none'" in other


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_no_day_or_turned_round_is_said_on_a_page_of_its_own(
    audra: Person, path: str, language: str
) -> None:
    no_day, turned = {
        "en": ("This is no day", "The last day is before the first"),
        "fr": ("Ceci n’est pas un jour", "Le dernier jour précède le premier"),
    }[language]
    asked = {
        "since=yesterday": no_day,
        "to=2026-13-01": no_day,
        "since=2026-02-30": no_day,
        "since=2026-02-02&to=2026-02-01": turned,
    }
    assert audra.post("/session/language", {"lang": language}).status_code == 204
    for query, title in asked.items():
        answer = audra.client.get(f"{path}?{query}", headers={"Accept": "text/html"})
        assert answer.status_code == 400, query
        assert title in answer.get_data(as_text=True), query


def test_the_first_and_the_last_day_there_is_can_be_asked_for(
    people: People, audra: Person
) -> None:
    look(people, audra)
    for path in PAGES:
        for query in ("since=0001-01-01", "to=0001-01-01", "since=9999-12-31", "to=9999-12-31"):
            assert audra.client.get(f"{path}?{query}").status_code == 200, (path, query)


def test_the_entries_of_some_days_are_listed_with_their_filter_and_it_says_which(
    people: People, audra: Person, days: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    second = of_day(people, days[1])
    page = read(audra, f"/audit/entries?since={days[1]}&to={days[1]}")
    assert listed(page) == second
    assert f"of entry {second[-1]} up to entry {second[0]}. Newer ones are left out." in page
    page = read(audra, f"/audit/entries?event=auth.ok&to={days[1]}")
    assert listed(page)
    assert listed(page) == [at for at in indices_of(people, "auth.ok") if at <= second[0]]
    assert '<option value="auth.ok" selected>' in page
    last = read(audra, f"/audit/entries?since={days[2]}")
    assert listed(last) == of_day(people, days[2])
    assert "Newer ones are left out" not in last
    assert "No entry is of these days." in read(audra, "/audit/entries?to=2020-01-01")
    monkeypatch.setattr("intake.audit.listing.PAGE", 1)
    page = read(audra, f"/audit/entries?event=auth.ok&since={days[1]}&to={days[1]}")
    (older,) = re.findall(r'href="([^"]*before=[^"]*)"', page)
    older = older.replace("&amp;", "&")
    assert older.endswith(f"&since={days[1]}&to={days[1]}")
    following = read(audra, older)
    assert len(listed(following)) == 1
    assert "before=" not in following, "what is older is of another day"


def test_the_intake_log_is_read_by_days_too_and_padding_ends_with_them(
    people: People, audra: Person
) -> None:
    running, found = services_of(people.app), []
    for _ in range(3):
        found.append(day_of(people.clock()).isoformat())
        assert people.reporter("a story", "soon").send().status_code == 201
        people.clock.pass_seconds(DAY)
        publish_daily(running.database, running.signer, people.clock(), hour=3)
    assert audra.sign_in().status_code == 200
    whole = read(audra, "/audit/entries?log=intake")
    page = read(audra, f"/audit/entries?log=intake&since={found[1]}&to={found[1]}")
    shown = listed(page)
    assert 0 < len(shown) < len(listed(whole))
    assert set(shown) < set(listed(whole))
    first, last = map(int, re.findall(r"of entry (\d+) up to entry (\d+)", page)[0])
    padding = [tuple(map(int, each)) for each in re.findall(r"(\d+)–(\d+)</td>", page)]
    ends = [*shown, *(end for each in padding for end in each)]
    assert (min(ends), max(ends)) == (first, last)


def test_a_question_ends_with_a_day_says_so_and_its_links_keep_both(
    people: People, audra: Person, days: tuple[str, str, str]
) -> None:
    query = f"since={days[0]}&to={days[1]}"
    page = ask(people, audra, 8, f"?{query}")
    last = of_day(people, days[1])[0]
    assert f"up to entry {last}: newer ones are left out" in page.text
    escaped = query.replace("&", "&amp;")
    assert f'href="/audit/questions/?{escaped}"' in page.text
    every = read(audra, f"/audit/questions/?{query}")
    assert every.count(f'?{escaped}"') >= 20
    looks = ask(people, audra, 20, f"?{query}").entries
    assert all(at <= last for at in looks)
    asked = ask(people, audra, 1, f"?case=abc&{query}").text
    assert '<input type="hidden" autocomplete="off" name="case" value="abc">' in asked
    assert f'<a href="/audit/questions/1?{escaped}">Of all cases' in asked
    assert "There are no entries from" in ask(people, audra, 8, "?to=2020-01-01").text

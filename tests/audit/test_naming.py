"""Whose a pseudonym is: two people decide, nobody about themselves, and who is named is told."""

import re

import pytest
from sqlalchemy import select

from intake.clock import DAY
from intake.serving.daily import DayEnd
from intake.store.models import LogActor
from intake.web.services import services_of
from tests.admin.stored import code_of, details, entries, events, pseudonym_of
from tests.admin.test_witnesses import propose
from tests.meeting import meet
from tests.people import People, Person

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@pytest.fixture
def anna(people: People) -> Person:
    """Who begins the desk."""
    return people.new("anna", "caseworker", triage=True)


@pytest.fixture
def adam(people: People, anna: Person) -> Person:
    """An administrator who counts."""
    adam = people.new("adam", "administrator")
    anna.vouch(adam)
    return adam


@pytest.fixture
def audra(people: People, anna: Person) -> Person:
    """An auditor of anna's desk, who counts."""
    audra = people.new("audra", "auditor")
    anna.vouch(audra)
    return audra


@pytest.fixture
def susi(people: People, anna: Person) -> Person:
    """A supervisor on the desk's list."""
    susi = people.new("susi", "supervisor")
    assert anna.admit(susi).status_code == 201
    return susi


def ask(audra: Person, *of: str, entries: str = "") -> tuple[int, str]:
    """Ask about what the first of them did last, unless entries are named."""
    entries = entries or str(indices_of(audra.people, of[0])[-1])
    answer = audra.post("/audit/names/ask", {"of": of, "entries": entries, "ground": "finding"})
    return (204, "") if answer.status_code == 204 else code_of(answer)


def indices_of(people: People, pseudonym: str) -> list[int]:
    """The entries that somebody made; the first of the log if there is none."""
    found = [at for at, each in enumerate(entries(people)) if each.get("a") == pseudonym]
    return found or [0]


def names_page(person: Person) -> str:
    """The page but for its token, which tells the second it was made in."""
    page = person.client.get("/audit/names/").get_data(as_text=True)
    return re.sub(r'<meta name="csrf" content="[^"]+">', "", page)


def waiting(person: Person) -> list[str]:
    """Ids of the asks that a person is offered to decide."""
    page = person.client.get("/audit/names/").get_data(as_text=True)
    part = page.partition('id="decide-title"')[2].partition("</section>")[0]
    return [piece[:32] for piece in part.split('data-ask="')[1:]]


def decide(person: Person, ask_id: str, *, agrees: bool = True) -> int:
    return person.post("/audit/names/decide", {"ask": ask_id, "agrees": agrees}).status_code


def show(person: Person, ask_id: str) -> tuple[int, object]:
    answer = person.post("/audit/names/show", {"ask": ask_id})
    return answer.status_code, answer.get_json()


def test_a_name_takes_an_auditor_and_a_second_person_and_every_step_is_an_entry(
    people: People, anna: Person, audra: Person, susi: Person
) -> None:
    annas = pseudonym_of(people, anna.id)
    own = indices_of(people, annas)[-3:]
    assert ask(audra, annas, entries=", ".join(map(str, own))) == (204, "")
    [waits] = waiting(susi)
    assert show(audra, waits)[0] == 409
    assert "anna" not in susi.client.get("/audit/names/").get_data(as_text=True).split("<main")[1]
    assert decide(susi, waits) == 204
    assert show(audra, waits) == (200, {"name": "anna", "same": None})
    assert events(people)[-3:] == ["audit.ask", "audit.agree", "audit.name"]
    told = details(people)
    index = events(people).index("audit.ask")
    assert {"of": [annas], "index": own, "ground": "finding"} in told
    assert {"index": index, "agrees": True} in told
    assert {"index": index, "of": annas, "approver": pseudonym_of(people, susi.id)} in told
    assert "anna" not in str(entries(people)) + str(told)


def test_whom_it_is_about_is_answered_as_if_there_were_no_ask(
    people: People, anna: Person, audra: Person, susi: Person, adam: Person
) -> None:
    assert susi.client.get("/desk/rows").status_code == 200
    assert anna.client.get("/audit/names/").status_code == 403
    susi.post("/desk/away", {"until": None})  # Something in the log is hers.
    before = names_page(susi)
    assert ask(audra, pseudonym_of(people, susi.id)) == (204, "")
    assert names_page(susi) == before
    [waits] = waiting(adam)
    asked = susi.post("/audit/names/decide", {"ask": waits, "agrees": False})
    unknown = susi.post("/audit/names/decide", {"ask": "0" * 32, "agrees": False})
    assert (code_of(asked), asked.data) == (code_of(unknown), unknown.data)
    assert decide(adam, waits, agrees=False) == 204
    assert show(audra, waits)[0] == 409


def test_nobody_agrees_to_their_own_ask_and_only_its_asker_is_shown_the_answer(
    people: People, anna: Person, audra: Person, susi: Person
) -> None:
    other = people.new("ottilie", "auditor")
    audra.vouch(other)
    assert ask(audra, pseudonym_of(people, anna.id)) == (204, "")
    [waits] = waiting(other)
    assert (waiting(audra), decide(audra, waits)) == ([], 404)
    assert decide(other, waits) == 204
    assert decide(susi, waits) == 404, "it was decided already"
    assert show(other, waits)[0] == 404
    assert show(audra, waits)[0] == 200


def test_who_asked_more_often_than_one_may_has_none_left(
    people: People, anna: Person, audra: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    annas = pseudonym_of(people, anna.id)
    assert [ask(audra, annas) for _ in range(2)] == [(204, "")] * 2
    monkeypatch.setattr("intake.audit.naming.asking.MOST", 1)
    assert ask(audra, annas) == (422, "asked_enough")
    page = audra.client.get("/audit/names/").get_data(as_text=True)
    assert "Asks left in this quarter of the year: 0." in page


def test_an_auditor_asks_twice_a_quarter(people: People, anna: Person, audra: Person) -> None:
    annas = pseudonym_of(people, anna.id)
    for left, answer in ((2, (204, "")), (1, (204, "")), (0, (422, "asked_enough"))):
        page = audra.client.get("/audit/names/").get_data(as_text=True)
        assert f"Asks left in this quarter of the year: {left}." in page
        assert ask(audra, annas) == answer
    people.clock.pass_seconds(92 * DAY)
    assert audra.sign_in().status_code == 200
    assert ask(audra, annas) == (204, "")


@on_postgresql
@pytest.mark.parametrize("before", ["log", "commit"])
def test_of_two_second_asks_at_once_one_is_refused(
    people: People, anna: Person, audra: Person, database_url: str, before: str
) -> None:
    annas = pseudonym_of(people, anna.id)
    assert ask(audra, annas) == (204, "")
    both = (lambda: ask(audra, annas),) * 2
    assert meet(database_url, *both, before=before) == [(204, ""), (422, "asked_enough")]


@on_postgresql
def test_of_two_who_decide_at_once_the_second_finds_it_decided(
    anna: Person, audra: Person, susi: Person, adam: Person, database_url: str
) -> None:
    assert ask(audra, pseudonym_of(anna.people, anna.id)) == (204, "")
    [waits] = waiting(adam)
    both = (lambda: decide(susi, waits, agrees=False), lambda: decide(adam, waits))
    assert meet(database_url, *both, before="log") == [204, 404]


@pytest.mark.parametrize(
    ("entries_text", "code"),
    [(text, "entries") for text in (" ", "9999", "5-1", "0-100000", "x", "0,,1", "-1")],
)
def test_entries_that_are_not_there_are_refused(
    people: People, anna: Person, audra: Person, entries_text: str, code: str
) -> None:
    assert ask(audra, pseudonym_of(people, anna.id), entries=entries_text) == (422, code)
    assert "audit.ask" not in events(people)


def test_what_somebody_else_did_is_no_ground(
    people: People, anna: Person, audra: Person, susi: Person
) -> None:
    annas, susis = (pseudonym_of(people, each.id) for each in (anna, susi))
    others = indices_of(people, susis)[-1]
    assert ask(audra, annas, entries=str(others)) == (422, "entries")
    assert ask(audra, annas, entries=f"{indices_of(people, annas)[-1]}, {others}")[0] == 422


def test_a_pseudonym_is_somebodys_else_and_two_are_of_two_quarters(
    people: People, anna: Person, audra: Person, susi: Person
) -> None:
    susi.post("/desk/away", {"until": None})
    audra.client.get("/audit/")
    annas, own = pseudonym_of(people, anna.id), pseudonym_of(people, audra.id)
    assert ask(audra, "0" * 16) == (422, "of")
    assert ask(audra, own, entries="0") == (422, "yourself")
    assert ask(audra, annas, pseudonym_of(people, susi.id)) == (422, "of")
    assert ask(audra, annas, annas) == (422, "of")


def test_whether_two_are_one_person_names_nobody(
    people: People, anna: Person, audra: Person, susi: Person
) -> None:
    people.clock.pass_seconds(92 * DAY)
    for each in (anna, audra, susi):
        assert each.sign_in().status_code == 200
    with services_of(people.app).database.reading() as db:
        query = select(LogActor).order_by(LogActor.since)
        both = [row.pseudonym for row in db.scalars(query) if row.account_id == anna.id]
    assert ask(audra, *both) == (204, "")
    [waits] = waiting(susi)
    assert decide(susi, waits) == 204
    assert show(audra, waits) == (200, {"name": None, "same": True})
    assert events(people)[-1] == "audit.link"
    people.clock.pass_seconds(200 * DAY)
    assert told(people, anna) == 0


def told(people: People, person: Person) -> int:
    """End the day; return how often somebody reads that they were named."""
    running = services_of(people.app)
    assert DayEnd(running.database, running.clock).tick()
    assert person.sign_in().status_code == 200
    pages = ("/desk/notices", "/desk/")
    (count,) = {
        person.client.get(path).get_data(as_text=True).count("data-named") for path in pages
    }
    return count


def test_who_was_named_is_told_ninety_days_after_it_was_shown(
    people: People, anna: Person, audra: Person, susi: Person
) -> None:
    assert ask(audra, pseudonym_of(people, anna.id)) == (204, "")
    [waits] = waiting(susi)
    decide(susi, waits)
    assert show(audra, waits)[0] == 200
    people.clock.pass_seconds(89 * DAY)
    assert told(people, anna) == 0
    people.clock.pass_seconds(DAY)
    assert told(people, anna) == 1
    assert events(people).count("audit.told") == 1
    assert told(people, susi) == 0
    people.clock.pass_seconds(90 * DAY)
    assert told(people, anna) == 0


def test_telling_is_put_off_once_and_by_another_person(
    people: People, anna: Person, audra: Person, susi: Person, adam: Person
) -> None:
    assert ask(audra, pseudonym_of(people, anna.id)) == (204, "")
    [waits] = waiting(susi)
    decide(susi, waits)
    show(audra, waits)
    assert susi.post("/audit/names/defer", {"ask": waits}).status_code == 404
    assert audra.post("/audit/names/defer", {"ask": waits}).status_code == 404
    assert waiting(adam) == [waits]
    assert adam.post("/audit/names/defer", {"ask": waits}).status_code == 204
    assert code_of(adam.post("/audit/names/defer", {"ask": waits})) == (409, "deferred")
    people.clock.pass_seconds(179 * DAY)
    assert told(people, anna) == 0
    people.clock.pass_seconds(DAY)
    assert told(people, anna) == 1


def test_an_ask_lapses_after_fourteen_days_and_an_answer_after_thirty(
    people: People, anna: Person, audra: Person, susi: Person
) -> None:
    annas = pseudonym_of(people, anna.id)
    for _ in range(2):
        assert ask(audra, annas) == (204, "")
    first, second = waiting(susi)
    assert decide(susi, first) == 204
    people.clock.pass_seconds(14 * DAY)
    assert susi.sign_in().status_code == 200
    assert (waiting(susi), decide(susi, second)) == ([], 404)
    people.clock.pass_seconds(15 * DAY)
    assert audra.sign_in().status_code == 200
    assert show(audra, first)[0] == 200
    people.clock.pass_seconds(DAY)
    assert audra.sign_in().status_code == 200
    assert show(audra, first)[0] == 409


def test_a_pseudonym_is_found_by_its_first_eight_characters(
    people: People, anna: Person, audra: Person, adam: Person
) -> None:
    of = pseudonym_of(people, anna.id)
    entry = str(indices_of(people, of)[-1])
    assert ask(audra, of[:7], entries=entry) == (422, "of")
    assert ask(audra, "0" * 8, entries=entry) == (422, "of")
    assert ask(audra, of[:8], entries=entry) == (204, "")
    assert details(people)[-1]["of"] == [of]
    twin = f"{of[:8]}{'0' * 8}"
    with services_of(people.app).database.session() as db:
        db.add(LogActor(pseudonym=twin, account_id=adam.id, since=0))
        db.commit()
    assert ask(audra, of[:8], entries=entry) == (422, "several")


def test_what_waits_for_a_second_person_is_told_where_people_come_to(
    people: People, anna: Person, audra: Person, susi: Person, adam: Person
) -> None:
    def told(person: Person, path: str) -> list[str]:
        page = person.client.get(path).get_data(as_text=True)
        return re.findall('<p class="notice" data-(asks|policy)>', page)

    assert ask(audra, pseudonym_of(people, susi.id)) == (204, "")
    assert told(adam, "/admin/") == ["asks"]
    assert told(susi, "/desk/") == [], "whom it is about is told of no ask"
    assert told(anna, "/desk/") == [], "a caseworker cannot agree"
    assert propose(audra).status_code == 201
    assert told(adam, "/admin/") == ["asks", "policy"]
    assert told(susi, "/desk/") == ["policy"]
    assert told(audra, "/admin/witnesses") == []
    assert "A policy of witnesses" not in audra.client.get("/audit/").get_data(as_text=True)


def test_the_form_begins_with_all_entries_that_an_address_names(audra: Person) -> None:
    entries = "12, 40-44, 100-140, 1200-1300"
    asked = {"of": "a" * 16, "entries": entries}
    page = audra.client.get("/audit/names/", query_string=asked)
    assert f'value="{entries}"' in page.get_data(as_text=True)

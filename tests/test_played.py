"""What was played once is put back whole, and never where something else had happened."""

from collections.abc import Callable
from dataclasses import replace
from threading import Thread

import pytest

from intake.store.engine import Database
from tests.desk.stored import report, three
from tests.people import People
from tests.played.rows import ENGINES, FRESH, Rows


def rows_of(database: Database) -> Rows:
    with database.engine.connect() as connection:
        return ENGINES[connection.dialect.name].read(connection)


def test_what_is_put_back_is_what_was_kept_and_people_go_on_from_there(
    people: People, database: Database
) -> None:
    assert rows_of(database).keys() == FRESH
    members = three(people)
    before, now = rows_of(database), people.clock()
    kept = people.past.keep(members)
    case = report(people)
    assert rows_of(database) != before
    anna, bert, cara = people.past.put_back(kept)
    found = rows_of(database)
    log = "log_entry"  # On SQLite no entry goes; every other test begins with fewer.
    assert {name: found[name] for name in before if name != log} == {
        name: before[name] for name in before if name != log
    }
    assert people.clock() == now
    assert anna == replace(members[0], client=anna.client)
    assert anna.client is not members[0].client
    assert [who.client.get("/session/half").status_code for who in (anna, bert, cara)] == [200] * 3
    assert anna.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404


@pytest.mark.parametrize("what", ["sign out", "sign in", "invite"])
def test_after_anything_that_was_stored_beside_it_a_past_has_no_name(
    people: People, what: str
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    assert people.past.with_next("more", ()) is not None
    acts: dict[str, Callable[[], object]] = {
        "sign out": lambda: anna.post("/sign-out"),
        "sign in": anna.sign_in,
        "invite": lambda: people.invite("adam", "auditor"),
    }
    acts[what]()
    assert people.past.with_next("more", ()) is None


def test_a_past_is_told_apart_by_engine_clock_order_and_everything_of_a_person(
    people: People, database: Database
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    named = people.past.with_next("more", (anna,))
    assert named is not None
    assert named[0] == database.engine.dialect.name
    other = [replace(anna, seed=bytes(32)), replace(anna, csrf="x"), replace(anna, change={"a": 1})]
    names = {people.past.with_next("more", (each,)) for each in [*other, anna.username]}
    people.clock.pass_seconds(1)
    names |= {people.past.with_next("more", (anna,)), named}
    assert len(names) == 6


def test_what_a_test_sealed_for_itself_or_another_thread_does_is_played_as_it_stands(
    people: People,
) -> None:
    people.new("anna", "caseworker", triage=True)
    own = people.reporter(change=lambda draft: replace(draft, country="de"))
    assert people.past.with_next("more", (own,)) is None
    names: list[object] = []
    thread = Thread(target=lambda: names.append(people.past.with_next("more", ())))
    thread.start()
    thread.join()
    assert names == [None]


def test_where_a_test_changes_the_program_nothing_is_taken_from_others(
    people: People,
    monkeypatch: pytest.MonkeyPatch,  # noqa: ARG001 - by its name
) -> None:
    first, second = people.new("anna", "caseworker", triage=True), people.new("bert", "caseworker")
    assert first.admit(second).status_code == 201
    assert people.past.with_next("more", ()) is None

"""What the first page and the filters cost does not grow with the log: in steps, not in time.

SQLite tells after every so many instructions of its machine that it is still at work; for the same
question over the same rows that is the same number each time.
"""

import json
import random
import sqlite3
from collections.abc import Iterator

import pytest
from sqlalchemy import event

from intake.audit.reading.around import list_around
from intake.audit.reading.searching import Filter, search
from intake.audit.tables.advancing import advance
from intake.log.events import Event, Log
from intake.store.engine import Database
from intake.store.models import AuditFinding, LogCosigned
from tests.audit.room.signing import visited
from tests.bench.room.days import Made, make
from tests.bench.room.filling import Growing, append, size_of
from tests.bench.room.measuring import asked, database_of
from tests.people import Person

#: The smaller fills the quarter that the page speaks of; of both the last tile holds 16 hashes.
FEW, MANY = 10_000, 24_848  # Entries.
STEP = 10  # Instructions.
MORE = 1.25  # A tree one level deeper, some more of what is read whole: reviews, lists of accounts.
NAMES = 2  # Each quarter has names of its own, and how one begins stands for some of each.
PAGE = 101
MOST = 50_000  # Instructions of a filter.


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Person, Person]]:
    """The auditors of a small log and of a larger one that begins alike."""
    growing = Growing(tmp_path_factory.mktemp("rooms") / "room")
    vouch(growing)
    found = []
    for size in (FEW, MANY):
        growing.grow_to(size)
        found.append(growing.copy())
        found[-1].sign_in()
    yield found[0], found[1]
    for each in found:
        database_of(each).close()
    growing.running.database.close()


def vouch(growing: Growing) -> None:
    """Let a witness, and the auditor's own copy, have signed how the log begins."""
    running, auditor = growing.running, growing.auditor
    note = running.signer.checkpoint(running.database, Log.ACCESS)
    size = int(note.split("\n")[1])
    with running.database.session() as db:
        db.add(LogCosigned(log=Log.ACCESS, size=size, checkpoint=note))
        db.commit()
    visited(auditor.people, auditor, Log.ACCESS, size)


class Steps:
    """Counts instructions on every connection that a database opens from now on."""

    def __init__(self, database: Database) -> None:
        self.count = 0
        engine = database.engine
        engine.dispose()
        event.listen(engine, "connect", self._watch)

    def _watch(self, connection: sqlite3.Connection, _record: object) -> None:
        connection.set_progress_handler(self._add, STEP)

    def _add(self) -> int:
        self.count += STEP
        return 0


def steps_of_page(auditor: Person) -> int:
    auditor.client.get("/audit/")  # What is made once.
    steps = Steps(database_of(auditor))
    answer = auditor.client.get("/audit/")
    assert answer.status_code == 200
    assert b"data-tile" in answer.data
    assert b'data-lamp="amber"' in answer.data
    return steps.count


def steps_of_filters(auditor: Person) -> dict[str, int]:
    steps, taken = Steps(database_of(auditor)), {}
    for name, wanted in asked(auditor).items():
        steps.count = 0
        with database_of(auditor).reading() as db:
            search(db, Log.ACCESS, 2**53, wanted, PAGE)
        taken[name] = steps.count
    return taken


def test_the_first_page_takes_as_many_steps_whatever_the_log_holds(
    rooms: tuple[Person, Person],
) -> None:
    few, many = (steps_of_page(each) for each in rooms)
    assert 0 < many <= MORE * few


def test_a_filter_takes_no_more_steps_than_a_page_of_it_needs(
    rooms: tuple[Person, Person],
) -> None:
    few, many = (steps_of_filters(each) for each in rooms)
    grown = {name for name, taken in many.items() if taken > NAMES * few[name]}
    assert grown == set()
    assert max(many.values()) <= MOST


def test_a_case_by_its_first_character_takes_no_more_whichever_it_is(
    rooms: tuple[Person, Person],
) -> None:
    steps, taken = Steps(database_of(rooms[1])), dict[str, int]()
    for wanted in (Filter(case=character) for character in "0123456789abcdef"):
        steps.count = 0
        with database_of(rooms[1]).reading() as db:
            assert len(search(db, Log.ACCESS, 2**53, wanted, PAGE)) == PAGE
        taken[wanted.case] = steps.count
    assert max(taken.values()) <= 1.1 * min(taken.values()) < MOST / 10


WHO, NOBODY = "a" * 16, "none"
SOON = 600  # Seconds: an entry that counts failed sign-ins comes no sooner than that.


def tried(count: int, start: int) -> Iterator[Made]:
    """Yield what stands before an act: failures, sign-ins and absences as often as can be."""
    draw, kinds = random.Random(9), (Event.AUTH_FAIL, Event.AUTH_OK, Event.USER_AWAY)  # noqa: S311
    details = ({"failures": 3}, {"role": "caseworker"}, {"to": "off", "who": WHO})
    for at in range(count):
        of = at % len(kinds)
        leaf: dict[str, object] = {"a": (NOBODY, WHO, WHO)[of], "o": ("deny", "ok", "ok")[of]}
        yield make(draw, leaf | {"e": kinds[of].value, "t": start + at * SOON}, details[of])


def steps_around(database: Database, count: int) -> int:
    """Return what the last of so many more entries takes, found by a rule."""
    start = size_of(database, Log.ACCESS)
    append(database, Log.ACCESS, tried(count, start * SOON))
    end = size_of(database, Log.ACCESS)
    while advance(database, Log.ACCESS, end) < end:
        pass
    with database.session() as db:
        db.query(AuditFinding).delete()
        body = {"entries": [["access", end - 2, 0]], "refs": [], "numbers": {}}
        about = {"rule": "outside", "version": 1, "level": 2, "a": WHO, "newest": 0}
        db.add(AuditFinding(id="f" * 16, json=json.dumps(body), **about))
        db.commit()
    steps = Steps(database)
    with database.reading() as db:
        (told,) = list_around(db, 0).values()
    assert told.failed
    assert told.signed_in
    return steps.count


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_stands_before_an_act_takes_as_many_steps_whatever_the_log_holds(
    database: Database,
) -> None:
    few, many = steps_around(database, 3_000), steps_around(database, 12_000)
    assert 0 < many <= MORE * few

"""The auditors' pages by the size of the access log: whole views, filters, taking in what came.

Each view and each filter is asked for by turns in instances of several sizes; the floor is the
smallest of them. What is taken in has a floor of its own: hashing and inserting the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from intake.audit.reading.first import make_first_page
from intake.audit.reading.searching import Filter, search
from intake.audit.tables.advancing import advance
from intake.audit.tables.entries import read_entries
from intake.audit.tables.rows import index_row
from intake.crypto.tlog.merkle import leaf_hash
from intake.log.events import Log
from intake.store.engine import Database
from intake.web.services import services_of
from tests.bench.figures import Figure, Goal, Rounds, Step, alternate, milliseconds, timed
from tests.bench.postgresql import for_sqlalchemy, run_postgresql
from tests.bench.room.filling import Growing, append, size_of
from tests.people import Person

FLAT = Goal(1.2)
QUICK = Goal(5, of="ours")  # ms
TAKEN = 1_000  # Entries.
BARE = (
    "CREATE TABLE bare_ix (log VARCHAR(8), idx BIGINT, t BIGINT, e VARCHAR(32), a VARCHAR(16),"
    " o VARCHAR(5), ref VARCHAR(32), way VARCHAR(7), PRIMARY KEY (log, idx))"
)
# The first character of a case that was seen longest ago.
RARE = text(
    "SELECT substr(ref, 1, 1) FROM log_ix WHERE log = 'access' AND ref IS NOT NULL"
    " GROUP BY substr(ref, 1, 1) ORDER BY max(idx) LIMIT 1"
)
ADD_BARE = text("INSERT INTO bare_ix VALUES (:log, :idx, :t, :e, :a, :o, :ref, :way)")


@dataclass(frozen=True)
class Sizes:
    """How far the logs grow, and how often each is looked at."""

    entries: Sequence[int] = (10_000, 100_000)  # Of the access log, the smallest first.
    rounds: int = 5
    calls: int = 10  # In a round.


LARGE = Sizes(entries=(10_000, 100_000, 1_000_000))


def measure_room(folder: Path, sizes: Sizes) -> list[Figure]:
    """Return the figures of both engines; instances go into the folder."""
    figures = _measure("SQLite", Growing(folder / "room"), sizes)
    with run_postgresql() as url:
        growing = Growing(folder / "room-postgresql", for_sqlalchemy(url))
        some = Sizes(sizes.entries[:2], sizes.rounds, sizes.calls)
        return [*figures, *_measure("PostgreSQL", growing, some)]


def _measure(engine: str, growing: Growing, sizes: Sizes) -> list[Figure]:
    copies = []
    for size in sizes.entries:
        growing.grow_to(size)
        copies.append((size, growing.copy()))
    try:
        found = [*_views(engine, copies, sizes), *_making(engine, copies, sizes)]
        return [*found, *_filters(engine, copies, sizes), _taking_in(engine, growing, sizes.rounds)]
    finally:
        for _, auditor in copies:
            database_of(auditor).close()
        growing.running.database.close()


def _views(engine: str, copies: Sequence[tuple[int, Person]], sizes: Sizes) -> list[Figure]:
    (few, floor), *larger = copies
    note = f"floor: {few:,} entries; the whole view, in one process"
    figures = []
    for size, auditor in larger:
        took = alternate(_look(auditor), _look(floor), rounds=sizes.rounds, calls=sizes.calls)
        name = f"first page, {size:,} entries, {engine}"
        figures.append(_beside(name, took, FLAT, note))
    return figures


def _making(engine: str, copies: Sequence[tuple[int, Person]], sizes: Sizes) -> list[Figure]:
    """Measure what the clock does for it, once in a minute at most."""
    few, floor = copies[0]
    size, largest = copies[-1]
    took = alternate(_make(largest), _make(floor), rounds=sizes.rounds, calls=2)
    name = f"first page made by the clock, {size:,}, {engine}"
    return [_beside(name, took, None, f"floor: {few:,} entries")]


def _filters(engine: str, copies: Sequence[tuple[int, Person]], sizes: Sizes) -> list[Figure]:
    few, floor = copies[0]
    size, largest = copies[-1]
    small, large = asked(floor), asked(largest)
    return [
        _beside(
            f"filter: {name}, {size:,}, {engine}",
            alternate(
                _search(largest, large[name]),
                _search(floor, small[name]),
                rounds=sizes.rounds,
                calls=sizes.calls,
            ),
            QUICK,
            f"floor: {few:,} entries",
        )
        for name in large
    ]


def _beside(name: str, took: Rounds, goal: Goal | None, note: str) -> Figure:
    ours, floor = milliseconds(took.ours), milliseconds(took.floor)
    return Figure("audit", name, "ms", ours, floor, goal, note)


def _taking_in(engine: str, growing: Growing, rounds: int) -> Figure:
    database = growing.running.database
    with database.session() as db:
        db.execute(text(BARE))
        db.commit()
    took = Rounds()
    for _ in range(rounds + 1):  # The first one does not count.
        start = size_of(database, Log.ACCESS)
        append(database, Log.ACCESS, growing.days.take(TAKEN))
        end = size_of(database, Log.ACCESS)
        for values, step in (
            (took.floor, _bare(database, start, end)),
            (took.ours, _take(database, end)),
        ):
            values.append(timed(step)[0] / (end - start) * TAKEN)
    del took.ours[0], took.floor[0]
    note = "floor: hashing the entries and inserting the same rows into a table without an index"
    return _beside(f"taking in {TAKEN:,} entries, {engine}", took, None, note)


def _take(database: Database, end: int) -> Step:
    return lambda: advance(database, Log.ACCESS, end)


def _bare(database: Database, start: int, end: int) -> Step:
    with database.reading() as db:
        taken: dict[str, int] = {}
        found = list(read_entries(db, Log.ACCESS, start, end))
        rows = [index_row(Log.ACCESS, each, taken)._asdict() for each in found]

    def insert() -> None:
        with database.session() as db:
            query = text("SELECT leaf FROM log_entry WHERE log = 'access' AND idx >= :at")
            for leaf in db.scalars(query, {"at": start}):
                leaf_hash(leaf)
            db.execute(ADD_BARE, rows)
            db.commit()

    return insert


def _look(auditor: Person) -> Step:
    def look() -> None:
        answer = auditor.client.get("/audit/")
        if answer.status_code != 200 or b"data-tile" not in answer.data:
            raise RuntimeError(f"/audit/ answered {answer.status_code}")

    return look


def _make(auditor: Person) -> Step:
    def make() -> None:
        with database_of(auditor).reading() as db:
            make_first_page(db)

    return make


def _search(auditor: Person, wanted: Filter) -> Step:
    def look() -> None:
        with database_of(auditor).reading() as db:
            search(db, Log.ACCESS, 2**53, wanted, 101)

    return look


def asked(auditor: Person) -> dict[str, Filter]:
    """Return what is asked for, by name: of the middle of the log, so that nothing is near."""
    with database_of(auditor).reading() as db:
        query = text(
            "SELECT a, ref FROM log_ix WHERE log = 'access' AND ref IS NOT NULL AND idx >="
            " (SELECT size / 2 FROM log_seen WHERE log = 'access') ORDER BY idx LIMIT 1"
        )
        actor, ref = db.execute(query).one()
        letter = db.scalars(RARE).one()
    return {
        "event": Filter(event="report.open"),
        "actor": Filter(actor=actor),
        "case": Filter(case=ref),
        "event of an actor in a case": Filter("report.open", actor, ref),
        "unknown case": Filter(case="0" * 32),
        "1 character of a case": Filter(case=letter),
        "1 character of a case, and an event": Filter("report.open", case=letter),
        **{f"{n} characters of a case": Filter(case=ref[:n]) for n in (4, 8)},
        **{f"{n} characters of an actor": Filter(actor=actor[:n]) for n in (1, 4, 8)},
    }


def database_of(auditor: Person) -> Database:
    """Return the database of an auditor's instance."""
    return services_of(auditor.people.app).database

"""Side tables are taken in from the logs step by step, and say what the logs say."""

import pytest
from sqlalchemy import Executable, delete, func, insert, select, update

from intake.audit.tables.advancing import advance
from intake.audit.tables.comparing import differing
from intake.audit.tables.erasing import forget
from intake.audit.tables.rebuilding import rebuild
from intake.audit.tables.seen import read_seen
from intake.clock import DAY
from intake.log.events import Log
from intake.log.tree import log_size, stored_frontier
from intake.store.engine import Database
from intake.store.models import (
    AuditFinding,
    AuditPage,
    LogDetail,
    LogFold,
    LogHour,
    LogIx,
    LogPair,
    LogSeen,
)
from tests.audit import tampering
from tests.audit.tables.happening import ANNA, BILL, ONE, TWO, erase, happen
from tests.audit.tables.saying import made_anew, said, take_in
from tests.log.filling import NOW, fill
from tests.threads import at_once

DAY_ONE, HOUR = NOW // DAY, NOW % DAY // 3600


def test_an_opening_is_told_by_the_way_somebody_came_to_the_case(database: Database) -> None:
    happen(database)
    take_in(database)
    with database.reading() as db:
        query = select(LogIx.idx, LogIx.way).where(LogIx.way.is_not(None)).order_by(LogIx.idx)
        ways = [tuple(row) for row in db.execute(query)]
    assert ways == [
        *((0, "desk"), (2, "inside"), (3, "outside"), (5, "outside")),
        *((6, "inside"), (7, "desk")),  # Without `as`; nobody took the second case.
    ]


def test_people_and_cases_are_counted_by_day(database: Database) -> None:
    happen(database)
    take_in(database)
    assert said(database)[2] == [
        (DAY_ONE, ANNA, ONE, 1, 1, 0, 2),
        (DAY_ONE, BILL, ONE, 0, 0, 2, 5),
        (DAY_ONE, BILL, TWO, 1, 0, 0, 6),
        (DAY_ONE + 1, BILL, TWO, 0, 1, 0, 7),
    ]


def test_hours_are_counted_by_person_and_event_and_the_intake_log_by_day(
    database: Database,
) -> None:
    happen(database)
    take_in(database)
    counted = {row[:5]: row[5] for row in said(database)[1]}
    assert counted["access", DAY_ONE, ANNA, HOUR, "report.open"] == 1
    assert counted["access", DAY_ONE, BILL, HOUR + 1, "report.open"] == 2
    assert counted["access", DAY_ONE + 1, "system", HOUR, "sys.start"] == 1
    assert counted["intake", DAY_ONE, "system", 0, "report.received"] == 1
    assert sum(counted.values()) == 12


@pytest.mark.parametrize("most", [1, 3, 4, 2000])
def test_steps_of_any_size_come_to_the_same(database: Database, most: int) -> None:
    happen(database)
    erase(database, 1, 2)
    happen(database)
    take_in(database, most)
    assert said(database) == made_anew(database)
    with database.reading() as db:
        assert differing(db) == ["log_ix"]  # The details that an entry says are gone are there.
        for log in Log:
            assert read_seen(db, log).tree.root() == stored_frontier(db, log).root()


def test_nothing_beyond_the_size_that_is_served_is_taken_in(database: Database) -> None:
    happen(database)
    assert advance(database, Log.ACCESS, 4) == 4
    assert [row[1] for row in said(database)[0]] == [0, 1, 2, 3]
    assert advance(database, Log.ACCESS, 2) == 4  # Nor does anything go back.
    with database.reading() as db:
        assert differing(db) == []


def test_two_who_take_in_at_once_take_in_everything_once(database: Database) -> None:
    fill(database, 900)
    happen(database)

    def follow() -> None:
        with database.reading() as db:
            size = log_size(db, Log.ACCESS)
        while advance(database, Log.ACCESS, size, most=50) < size:
            pass

    at_once([follow] * 4)
    assert advance(database, Log.INTAKE, 2) == 2
    assert said(database) == made_anew(database)


# --- erasing -------------------------------------------------------------------------------------


def references(database: Database) -> dict[int, str]:
    with database.reading() as db:
        query = select(LogIx.idx, LogIx.ref).where(LogIx.ref.is_not(None), LogIx.log == "access")
        return {row.idx: str(row.ref) for row in db.execute(query)}


def test_what_was_erased_is_in_no_side_table_and_what_is_left_is_counted_again(
    database: Database,
) -> None:
    happen(database)
    take_in(database)
    with database.session() as db:
        gone = (LogDetail.log == Log.ACCESS, LogDetail.idx.in_([1, 2, 6, 7]))
        db.execute(delete(LogDetail).where(*gone))
        forget(db, Log.ACCESS, [1, 2, 6, 7])
        db.commit()
    assert references(database) == dict.fromkeys((0, 3, 4, 5), ONE)
    # Nobody took the case, as far as anything still says.
    assert [row[:6] for row in said(database)[2]] == [
        (DAY_ONE, ANNA, ONE, 0, 1, 0),
        (DAY_ONE, BILL, ONE, 0, 2, 0),
    ]
    with database.reading() as db:
        assert differing(db) == []
    assert said(database) == made_anew(database)


def test_taking_in_the_entry_that_says_so_erases_too(database: Database) -> None:
    happen(database)
    take_in(database)
    erase(database, *range(8))
    take_in(database)
    assert references(database) == {}
    assert said(database)[2] == []
    assert len(said(database)[0]) == 13  # The entries stand.


def test_an_erasing_entry_whose_own_detail_is_another_erases_nothing(database: Database) -> None:
    happen(database)
    erase(database, 0)
    tampering.change_detail(database, 10, b'{"indices":[1,2]}')
    take_in(database)
    assert references(database)[0] == references(database)[1] == ONE


def made_of_cases(database: Database) -> list[int]:
    """How many rows there are of each kind that may name a case, and how far findings speak."""
    with database.reading() as db:
        kinds = (AuditPage, AuditFinding, LogFold)
        rows = [db.scalar(select(func.count()).select_from(each)) or 0 for each in kinds]
        return [*rows, *(read_seen(db, log).found_size for log in Log)]


@pytest.mark.parametrize("how", ["forget", "rebuild"])
def test_what_was_made_of_cases_is_thrown_away_and_made_anew(database: Database, how: str) -> None:
    """A page, a finding, a midnight: each may name a case whose details are gone."""
    happen(database)
    take_in(database)
    finding = {"id": "1" * 16, "rule": "burst", "version": 1, "level": 2, "newest": 1}
    tampering.run(
        database,
        insert(AuditPage).values(size=4, json="{}"),
        insert(AuditFinding).values(finding | {"json": "{}"}),
        insert(LogFold).values(day=DAY_ONE, state=b"{}"),
        update(LogSeen).values(found_size=4),
    )
    assert made_of_cases(database) == [1, 1, 1, 4, 4]
    if how == "rebuild":
        rebuild(database, {Log.ACCESS: 10, Log.INTAKE: 2})
    else:
        with database.session() as db:
            forget(db, Log.ACCESS, [1])
            db.commit()
    assert made_of_cases(database) == [0, 0, 0, 0, 0]
    with database.reading() as db:
        assert read_seen(db, Log.ACCESS).erased == (how == "forget")


# --- making anew ---------------------------------------------------------------------------------

SPOILT: list[tuple[str, Executable]] = [
    ("log_ix", update(LogIx).where(LogIx.idx == 3).values(ref=TWO)),
    ("log_ix", insert(LogIx).values(log="access", idx=99, t=NOW, e="case.list", a=ANNA)),
    ("log_ix", delete(LogIx).where(LogIx.idx == 3)),
    ("log_hour", update(LogHour).values(n=LogHour.n + 1)),
    ("log_pair", delete(LogPair).where(LogPair.a == ANNA)),
    ("log_pair", insert(LogPair).values(
        day=DAY_ONE - 1, a=BILL, ref=TWO, inside=0, desk=1, outside=0, last=3
    )),
]  # fmt: skip
"""A row that is other than it was, one too many, and one that is gone."""


@pytest.mark.parametrize(("table", "spoilt"), SPOILT)
def test_a_rebuild_names_the_table_that_was_wrong_and_mends_it(
    database: Database, table: str, spoilt: Executable
) -> None:
    happen(database)
    take_in(database)
    whole, sizes = said(database), {Log.ACCESS: 10, Log.INTAKE: 2}
    assert rebuild(database, sizes) == []
    assert said(database) == whole
    tampering.run(database, spoilt)
    assert table in rebuild(database, sizes)
    assert said(database) == whole
    assert rebuild(database, sizes) == []

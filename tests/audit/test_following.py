"""Side tables, findings and the first page follow the logs, and forget what was erased."""

import json
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from intake.audit.passing import folding
from intake.audit.passing.folding import Folding
from intake.audit.passing.following import Follower
from intake.audit.reading.first import (
    find_first_page,
    keep_first_page,
    list_case,
    make_first_page,
    read_first_page,
)
from intake.audit.tables.erasing import forget
from intake.clock import DAY, quarter_of
from intake.log.events import Event, Log
from intake.log.signing.publishing import publish_daily
from intake.log.signing.signer import Signer
from intake.log.tree import log_size
from intake.store.engine import Database
from intake.store.models import AuditFinding, AuditPage, LogDetail, LogFold
from tests.audit import tampering
from tests.audit.tables.happening import ANNA, BILL, ONE, TWO, happen
from tests.audit.tables.saying import take_in
from tests.log.appending import append
from tests.log.filling import NOW, fill

ROUNDS = 200
START = NOW // DAY


def follow(database: Database, signer: Signer) -> Follower:
    follower = Follower(database, signer)
    assert any(follower.tick() for _ in range(ROUNDS))
    return follower


def findings(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as db:
        found = db.scalars(select(AuditFinding).order_by(AuditFinding.id))
        return [(row.id, row.rule, row.json) for row in found]


def nights(database: Database) -> list[int]:
    with database.reading() as db:
        return list(db.scalars(select(LogFold.day).order_by(LogFold.day)))


def fold(database: Database) -> None:
    with database.reading() as db:
        sizes = {log: log_size(db, log) for log in Log}
    for _ in Folding(database, sizes):
        pass


def pass_days(database: Database, signer: Signer, days: int, first: int = 2) -> None:
    """Publish each day, with an opening past who holds the case."""
    for day in range(first, first + days):
        with database.session() as db:
            now, detail = NOW + day * DAY, {"log_ref": ONE, "as": "desk", "via": "desk"}
            append(
                db, Log.ACCESS, Event.REPORT_OPEN, now=now, actor=BILL, outcome="ok", detail=detail
            )
            db.commit()
        publish_daily(database, signer, NOW + day * DAY)


# --- what the rules found ------------------------------------------------------------------------


def test_findings_are_those_of_one_pass_however_often_it_was_gone_on_with(
    database: Database, signer: Signer
) -> None:
    happen(database)
    for first in (2, 5, 8):
        pass_days(database, signer, 3, first)
        take_in(database)
        fold(database)
    kept, found = nights(database), findings(database)
    assert kept
    assert {rule for _, rule, _ in found} >= {"chain", "untold"}
    with database.session() as db:
        db.execute(delete(LogFold))
        db.commit()
    fold(database)
    assert (nights(database), findings(database)) == (kept, found)


def test_a_midnight_is_kept_once_the_intake_log_is_published_beyond_it_and_few_are(
    database: Database, signer: Signer
) -> None:
    happen(database)
    take_in(database)
    fold(database)
    assert nights(database) == [START]  # Of the day before the newest entry.
    pass_days(database, signer, 12)
    take_in(database)
    fold(database)
    assert nights(database) == list(range(START + 13 - folding.KEPT, START + 13))


def test_a_midnight_of_other_rules_is_not_gone_on_from(database: Database, signer: Signer) -> None:
    happen(database)
    pass_days(database, signer, 2)
    take_in(database)
    fold(database)
    found = findings(database)
    with database.session() as db:
        for row in db.scalars(select(LogFold)):
            row.state = b'{"form":1,"rules":{},"state":{}}'
        db.commit()
    fold(database)
    assert findings(database) == found


# --- the first page ------------------------------------------------------------------------------


def test_a_page_that_an_earlier_program_kept_is_not_read_and_is_made_anew(
    database: Database, signer: Signer
) -> None:
    happen(database)
    follow(database, signer)
    tampering.run(database, update(AuditPage).values(json='{"size":1}'))
    with database.reading() as db:
        assert read_first_page(db) is None
        assert find_first_page(db)["size"] == 10
    follow(database, signer)
    with database.reading() as db:
        assert read_first_page(db) == json.loads(json.dumps(make_first_page(db)))


def test_the_first_page_knows_roles_by_what_is_listed(database: Database) -> None:
    happen(database)
    with database.session() as db:
        for role, who in (("caseworker", [ANNA]), ("auditor", [BILL, "c" * 16])):
            detail: dict[str, object] = {"role": role, "who": who}
            append(db, Log.ACCESS, Event.SYS_ACCOUNTS, now=NOW + DAY, detail=detail)
        db.commit()
    take_in(database)
    roles = {ANNA: "caseworker", BILL: "auditor", "c" * 16: "auditor"}
    assert page_of(database)["roles"] == roles


def page_of(database: Database) -> dict[str, Any]:
    with database.reading() as db:
        return dict(make_first_page(db))


def test_the_first_page_tells_what_happened(database: Database) -> None:
    happen(database)
    take_in(database)
    page = page_of(database)
    assert (page["size"], page["intake"], page["day"]) == (10, 2, START + 1)
    assert page["since"] == START + 1 - 91
    assert page["openings"] == {"inside": 2, "desk": 2, "outside": 2}
    assert page["outside"] == [5, 3]
    assert page["pairs"] == [
        (BILL, TWO, 1, 1, 0, 7),
        (BILL, ONE, 0, 0, 2, 5),
        (ANNA, ONE, 1, 1, 0, 2),
    ]
    assert page["refused"] == [4]
    assert page["received"] == [(START, "report.received", 1), (START + 1, "report.received", 1)]
    assert {a for a, *_ in page["hours"]} == {ANNA, BILL}
    assert sum(n for *_, n in page["hours"]) == 9
    assert page["looked"] == []


def test_hours_of_two_quarters_are_kept_apart_and_what_is_older_is_left_out(
    database: Database,
) -> None:
    with database.session() as db:
        for days in (-40, 0, 20, 60):
            now = NOW + days * DAY
            append(db, Log.ACCESS, Event.AUDIT_VIEW, now=now, actor=ANNA, outcome="ok")
        append(db, Log.INTAKE, Event.PAD, now=NOW + 60 * DAY)
        db.commit()
    take_in(database)
    page = page_of(database)
    hour, first, second = NOW % DAY // 3600, quarter_of(NOW), quarter_of(NOW + 20 * DAY)
    assert first < second
    assert page["hours"] == [(ANNA, first // DAY, hour, 1), (ANNA, second // DAY, hour, 2)]
    assert page["looked"] == [(ANNA, "audit.view", 3)]
    assert page["received"] == []


def test_a_case_is_one_line_of_entries(database: Database) -> None:
    happen(database)
    take_in(database)
    with database.reading() as db:
        assert [row["idx"] for row in list_case(db, ONE, 5)] == [4, 3, 2, 1, 0]
        assert [row["way"] for row in list_case(db, ONE, 5, 3)] == [None, "outside", "inside"]
        assert list_case(db, "3" * 32, 99) == []


def test_the_page_is_kept_for_the_newest_checkpoint_alone(
    database: Database, signer: Signer
) -> None:
    happen(database)
    follower = follow(database, signer)
    for _ in range(2):
        fill(database, 3)
        assert any(follower.tick() for _ in range(ROUNDS))
    with database.reading() as db:
        kept, made = read_first_page(db), make_first_page(db)
    assert kept == json.loads(json.dumps(made))
    assert made["size"] == 16
    assert follower.tick()


# --- erasing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", ["findings", "page"])
def test_nothing_made_before_an_erasure_is_kept_after_it(
    database: Database, signer: Signer, monkeypatch: pytest.MonkeyPatch, made: str
) -> None:
    happen(database)
    pass_days(database, signer, 2)
    take_in(database)

    def erase_now(*_: object) -> list[int]:
        with database.session() as db:
            db.execute(delete(LogDetail).where(LogDetail.log == Log.ACCESS))
            forget(db, Log.ACCESS, range(12))
            db.commit()
        return []

    if made == "findings":
        monkeypatch.setattr(folding, "finding_row", lambda _: erase_now())
        fold(database)
    else:
        make = make_first_page

        def made_and_erased(db: Any) -> Any:  # noqa: ANN401 - as it stands there
            page = make(db)
            erase_now()
            return page

        monkeypatch.setattr("intake.audit.reading.first.make_first_page", made_and_erased)
        keep_first_page(database)
    with database.reading() as db:
        assert read_first_page(db) is None
        assert (nights(database), findings(database)) == ([], [])


def test_findings_and_pages_that_were_made_go_with_an_erasure_and_come_again_without_it(
    database: Database, signer: Signer
) -> None:
    happen(database)
    pass_days(database, signer, 2)
    follower = follow(database, signer)
    assert findings(database)
    with database.session() as db:
        db.execute(delete(LogDetail).where(LogDetail.log == Log.ACCESS))
        forget(db, Log.ACCESS, range(12))
        db.commit()
    assert (nights(database), findings(database)) == ([], [])
    assert any(follower.tick() for _ in range(ROUNDS))
    text = json.dumps([findings(database), page_of(database)])
    assert ONE not in text
    assert TWO not in text
    with database.reading() as db:
        assert not any(ONE.encode() in state for state in db.scalars(select(LogFold.state)))
        assert db.scalar(select(func.count()).select_from(AuditFinding))  # Details are missing.

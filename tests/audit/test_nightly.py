"""The full pass of each night finds what was replaced or taken out, and says so once in the log."""

import json

import pytest
from sqlalchemy import Executable, delete, select, text, update

from intake.audit.passing import stored, whole
from intake.audit.passing.following import Follower
from intake.audit.passing.nightly import FullPass
from intake.audit.tables.seen import read_seen
from intake.clock import DAY
from intake.log.events import Event, Log
from intake.store.models import (
    AuditFinding,
    AuditStatement,
    Case,
    LogEntry,
    Opening,
    SealedObject,
)
from tests.audit import tampering
from tests.audit.night import ROUNDS, Night
from tests.audit.stated import VKEY, say
from tests.audit.visits.machine import sign_now
from tests.people import People


@pytest.fixture
def night(people: People) -> Night:
    return Night(people)


def test_a_night_after_which_all_is_there_adds_no_entry(night: Night) -> None:
    assert night.pass_by() == []
    with night.found.database.reading() as db:
        for log in Log:
            seen = read_seen(db, log)
            assert (seen.full_at, seen.full_reason) == (night.people.clock(), "")
            assert seen.full_size > 0


def kind_of(kind: str, case: str) -> tuple[object, ...]:
    return SealedObject.case_id == case, SealedObject.kind == kind


@pytest.mark.parametrize("kind", ["report", "contact"])
def test_a_ciphertext_that_was_replaced_is_told(night: Night, kind: str) -> None:
    night.run(update(SealedObject).where(*kind_of(kind, night.cases[1])).values(data=b"other"))  # type: ignore[arg-type]
    assert night.pass_by() == [("intake", night.entry(Event.REPORT_RECEIVED, 1), "bad_hash")]


def test_a_ciphertext_that_was_replaced_with_its_hash_is_told(night: Night) -> None:
    where = kind_of("message", night.cases[0])
    night.run(update(SealedObject).where(*where).values(data=b"other", sha256=bytes(32)))  # type: ignore[arg-type]
    told = [("intake", night.entry(Event.MESSAGE_RECEIVED, 0), "missing_object")]
    assert night.pass_by() == told


@pytest.mark.parametrize(
    ("done", "reason"),
    [
        (delete(AuditStatement), "missing_object"),
        (update(AuditStatement).values(note="x"), "bad_hash"),
    ],
)
def test_a_statement_that_is_gone_or_another_is_told(
    night: Night, people: People, done: Executable, reason: str
) -> None:
    audra = people.new("audra", "auditor")
    sign_now(people)
    body = {"statement": say(people).note(), "signed_by": VKEY}
    assert audra.post("/audit/statements/", body).status_code == 204
    sign_now(people)
    assert night.pass_by() == []
    night.run(done)
    people.clock.pass_seconds(DAY)
    told = ("access", night.entry(Event.AUDIT_STATEMENT, 0, Log.ACCESS), reason)
    assert night.pass_by() == [told]


def take_out(case: str) -> list[Executable]:
    """Take a case out of every table that refers to it."""
    tables = ("openings", "key_files", "sealed_objects", "case_people", "shown", "told", "drafts")
    gone = [text(f"DELETE FROM {table} WHERE case_id = '{case}'") for table in tables]  # noqa: S608 - ours
    return [*gone, delete(Case).where(Case.id == case)]


def test_a_case_that_is_gone_is_told_by_what_was_received_and_once_by_its_openings(
    night: Night,
) -> None:
    night.run(*take_out(night.cases[0]))
    assert sorted(night.pass_by()) == [
        ("access", night.entry(Event.REPORT_OPEN, 0, Log.ACCESS), "missing_case"),
        ("access", night.entry(Event.CASE_AVOID, 0, Log.ACCESS), "missing_object"),
        ("intake", night.entry(Event.REPORT_RECEIVED, 0), "missing_object"),
        ("intake", night.entry(Event.KEY_CREATE, 1), "missing_object"),
        ("intake", night.entry(Event.MESSAGE_RECEIVED, 0), "missing_object"),
    ]


def test_an_opening_that_is_gone_is_told(night: Night) -> None:
    night.run(delete(Opening))
    opened = [night.entry(Event.REPORT_OPEN, nth, Log.ACCESS) for nth in (0, 1)]
    assert night.pass_by() == [("access", index, "missing_opening") for index in opened]


def test_what_was_told_once_is_not_told_again(night: Night) -> None:
    night.run(delete(Opening))
    once = night.pass_by()
    assert night.pass_by() == once
    night.run(update(SealedObject).where(*kind_of("report", night.cases[0])).values(data=b""))  # type: ignore[arg-type]
    assert night.pass_by()[len(once) :] == [
        ("intake", night.entry(Event.REPORT_RECEIVED), "bad_hash")
    ]


def test_the_entry_names_nobody_and_says_that_it_is_an_error(night: Night) -> None:
    night.run(delete(Opening))
    night.pass_by()
    with night.found.database.reading() as db:
        leaves = db.scalars(select(LogEntry.leaf).where(LogEntry.log == Log.ACCESS))
        leaf = next(each for each in map(json.loads, leaves) if each["e"] == "sys.mismatch")
    assert ("a" in leaf, leaf["o"], leaf["t"]) == (False, "error", night.people.clock())


def test_what_is_gone_is_a_finding(night: Night) -> None:
    night.run(delete(Opening))
    told = night.pass_by()
    follower = Follower(night.found.database, night.found.signer)
    assert any(follower.tick() for _ in range(ROUNDS))
    with night.found.database.reading() as db:
        found = db.scalars(select(AuditFinding).where(AuditFinding.rule == "stored")).one()
    assert [found.level, len(json.loads(found.json)["entries"])] == [3, len(told)]


def test_a_pass_is_done_once_a_night_and_in_steps(
    night: Night, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "STEP", 64)
    monkeypatch.setattr(stored, "STEP", 2)
    night.people.clock.pass_seconds(DAY)
    rounds = 1
    while not night.work.tick():
        rounds += 1
    assert rounds > 256 // 64 + 8 // 2
    assert night.work.tick()  # Nothing is due.
    night.run(delete(Opening))
    assert night.work.tick()
    assert night.told() == []


def test_of_two_processes_one_does_the_pass(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "STEP", 2)
    other = FullPass(night.found.database, night.found.signer, night.people.clock)
    night.people.clock.pass_seconds(DAY)
    assert not night.work.tick()
    assert other.tick()  # Nothing for it to do.
    assert any(night.work.tick() for _ in range(ROUNDS))


def test_an_old_entry_that_was_changed_is_on_the_page_after_the_night(night: Night) -> None:
    audra = night.people.new("audra", "auditor")
    assert "No full pass has ended yet" in audra.client.get("/audit/entries").get_data(as_text=True)
    night.pass_by()
    assert audra.sign_in().status_code == 200
    page = audra.client.get("/audit/entries?log=intake").get_data(as_text=True)
    assert "Full pass of" in page
    tampering.drop_triggers(night.found.database)
    index = night.entry(Event.REPORT_RECEIVED)
    tampering.change_leaf(night.found.database, index, b"{}", log=Log.INTAKE)
    for query in ("", "&whole=1"):
        if not query:
            night.pass_by()
            assert audra.sign_in().status_code == 200
        page = audra.client.get(f"/audit/entries?log=intake&event=pad{query}").get_data(
            as_text=True
        )
        assert f"entry {index} is missing or was changed" in page

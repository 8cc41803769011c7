"""The writer of the logs, on both engines."""

import json
from pathlib import Path

import pytest
from sqlalchemy import event, select

from intake.crypto.tlog.merkle import EMPTY_ROOT, leaf_hash
from intake.crypto.tlog.merkleproof import verify_consistency, verify_inclusion
from intake.errors import AuditLogError
from intake.log import proofs
from intake.log.events import Event, Log
from intake.log.leaf import commitment
from intake.log.tree import LogStoreError, log_size
from intake.log.writing import actor_for, pad
from intake.store.engine import Database
from intake.store.models.log import LogActor, LogDetail, LogEntry, LogState
from tests.log.appending import append
from tests.log.filling import NOW, fill
from tests.threads import at_once

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "merkle.json").read_text())
HASH = "AcQ7Y_gIokyWkG7CPkXwCgL3J5GXZ5pZyCPSLJ3As_c"


def entry(database: Database, log: Log, index: int) -> bytes:
    with database.reading() as session:
        found = proofs.find_entry(session, log, index)
        assert found is not None
        assert found.hash == leaf_hash(found.leaf)
        return found.leaf


def test_an_entry_is_the_bytes_of_the_vector(database: Database) -> None:
    with database.session() as session:
        index = append(
            session, Log.ACCESS, Event.AUTH_FAIL, now=NOW + 120, actor="none", outcome="deny"
        )
        session.commit()
    assert entry(database, Log.ACCESS, index).decode() == VECTORS["leaves"][2]


def test_what_there_is_nothing_to_say_about_is_left_out(database: Database) -> None:
    with database.session() as session:
        append(session, Log.ACCESS, Event.PAD, now=NOW + 60)
        session.commit()
    assert entry(database, Log.ACCESS, 0).decode() == VECTORS["leaves"][1]


def test_the_intake_log_keeps_the_day_only(database: Database) -> None:
    facts = {"contact": HASH, "report": HASH}
    with database.session() as session:
        append(session, Log.INTAKE, Event.REPORT_RECEIVED, now=NOW, facts=facts)
        session.commit()
    day = NOW - NOW % 86_400
    assert json.loads(entry(database, Log.INTAKE, 0)) == {
        "e": "report.received",
        "f": facts,
        "t": day,
        "v": 1,
    }


def test_an_entry_commits_to_its_salted_details(database: Database) -> None:
    detail = {"purpose": "triage", "shown": ["ab", "cd"], "count": 2}
    with database.session() as session:
        index = append(session, Log.ACCESS, Event.CASE_LIST, now=NOW, detail=detail)
        session.commit()
    with database.reading() as session:
        row = session.get_one(LogDetail, (Log.ACCESS, index))
        assert json.loads(row.detail) == detail
        assert len(row.salt) == 32
        leaf = json.loads(entry(database, Log.ACCESS, index))
        assert leaf["c"] == commitment(row.salt, row.detail)


def test_the_commitment_is_the_vector() -> None:
    vector = VECTORS["detail"]
    salt = bytes.fromhex(vector["salt_hex"])
    assert commitment(salt, vector["detail"].encode()) == vector["commitment"]


REFUSED: tuple[tuple[Log, str, dict[str, object]], ...] = (
    (Log.ACCESS, Event.REPORT_RECEIVED, {}),
    (Log.INTAKE, Event.REPORT_OPEN, {}),
    (Log.INTAKE, Event.MESSAGE_RECEIVED, {"actor": "3f9c0a7be1d24c55"}),
    (Log.INTAKE, Event.MESSAGE_RECEIVED, {"actor": "none"}),
    (Log.ACCESS, "no.event", {}),
    (Log.ACCESS, Event.AUTH_OK, {"actor": "Alice"}),
    (Log.ACCESS, Event.AUTH_OK, {"actor": "3F9C0A7BE1D24C55"}),
    (Log.ACCESS, Event.AUTH_OK, {"actor": ""}),
    (Log.ACCESS, Event.AUTH_OK, {"outcome": "maybe"}),
    (Log.ACCESS, Event.AUTH_OK, {"facts": {"report": HASH}}),
    (Log.INTAKE, Event.REPORT_RECEIVED, {"facts": {"report": "a story"}}),
    (Log.INTAKE, Event.REPORT_RECEIVED, {"facts": {"report": HASH[:-1] + "d"}}),
    (Log.INTAKE, Event.REPORT_RECEIVED, {"facts": {"report": HASH + "="}}),
    (Log.ACCESS, Event.AUTH_OK, {"detail": {"purpose": "curiosity"}}),
    (Log.ACCESS, Event.AUTH_OK, {"detail": {"reason": "because"}}),
    (Log.ACCESS, Event.AUTH_OK, {"detail": {"note": "free words"}}),
    (Log.ACCESS, Event.AUTH_OK, {"detail": {"note": "报告"}}),
    (Log.ACCESS, Event.AUTH_OK, {"detail": {"Note": 1}}),
    (Log.ACCESS, Event.AUTH_OK, {"detail": {"a": 1.5}}),
    (Log.ACCESS, Event.AUTH_OK, {"detail": {"a": None}}),
    (Log.ACCESS, Event.AUTH_OK, {"detail": {"a": 2**53}}),
    (Log.ACCESS, Event.AUTH_OK, {"detail": {"a": {"b": 1}}}),
    (Log.ACCESS, Event.AUTH_OK, {"detail": {"a": ["x y"]}}),
    (Log.ACCESS, Event.AUTH_OK, {"detail": {"a": ["x" * 16_000] * 5}}),
    (Log.ACCESS, Event.AUTH_OK, {"now": -1}),
    (Log.ACCESS, Event.AUTH_OK, {"now": 2**53}),
)


def test_what_is_not_on_the_closed_lists_is_refused(database: Database) -> None:
    with database.session() as session:
        for log, what, parts in REFUSED:
            with pytest.raises(AuditLogError):
                append(session, log, what, **({"now": NOW} | parts))  # type: ignore[arg-type]
        assert log_size(session, Log.ACCESS) == log_size(session, Log.INTAKE) == 0


def test_an_entry_that_is_not_committed_never_was(database: Database) -> None:
    with database.session() as session:
        append(session, Log.ACCESS, Event.AUTH_OK, now=NOW)
        session.rollback()
    fill(database, 1)
    with database.reading() as session:
        assert log_size(session, Log.ACCESS) == 1


def test_an_append_inside_a_savepoint_is_refused(database: Database) -> None:
    inside = pytest.raises(AuditLogError, match="savepoint")
    with database.session() as session, session.begin_nested(), inside:
        append(session, Log.ACCESS, Event.AUTH_OK, now=NOW)


def test_the_two_logs_do_not_touch_each_other(database: Database) -> None:
    fill(database, 3)
    fill(database, 2, Log.INTAKE)
    with database.reading() as session:
        assert (log_size(session, Log.ACCESS), log_size(session, Log.INTAKE)) == (3, 2)


def test_every_proof_holds_across_the_borders_of_tiles(database: Database) -> None:
    fill(database, 600)
    size = 600
    with database.reading() as session:
        root = proofs.root(session, Log.ACCESS, size)
        hashes = list(session.scalars(select(LogEntry.hash).order_by(LogEntry.idx)))
        for index in (0, 1, 254, 255, 256, 257, 511, 512, 598, 599):
            proof = proofs.inclusion_proof(session, Log.ACCESS, index, size)
            verify_inclusion(index, size, hashes[index], root, proof)
        for old in (1, 2, 255, 256, 257, 511, 512, 513, 600):
            old_root = proofs.root(session, Log.ACCESS, old)
            proof = proofs.consistency_proof(session, Log.ACCESS, old, size)
            verify_consistency(old, size, old_root, root, proof)
        assert proofs.root(session, Log.ACCESS, 0) == EMPTY_ROOT


def test_a_proof_needs_few_reads(database: Database) -> None:
    fill(database, 600)
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    with database.reading() as session:
        proofs.inclusion_proof(session, Log.ACCESS, 300, 599)
    assert len([each for each in statements if each.startswith("SELECT")]) <= 5


def test_a_proof_for_what_is_not_there_is_refused(database: Database) -> None:
    fill(database, 3)
    with database.reading() as session:
        for call in (
            lambda: proofs.inclusion_proof(session, Log.ACCESS, 3, 3),
            lambda: proofs.inclusion_proof(session, Log.ACCESS, 0, 4),
            lambda: proofs.consistency_proof(session, Log.ACCESS, 3, 2),
            lambda: proofs.root(session, Log.ACCESS, 4),
        ):
            with pytest.raises(AuditLogError):
                call()


def test_padding_goes_to_the_next_multiple_of_256(database: Database) -> None:
    fill(database, 3, Log.INTAKE)
    sizes = []
    with database.session() as session:
        sizes += [pad(session, Log.INTAKE, NOW) for _ in range(2)]
        sizes.append(pad(session, Log.INTAKE, NOW, least=1))
        session.commit()
    assert sizes == [256, 256, 512]
    assert entry(database, Log.INTAKE, 3) == b'{"e":"pad","t":1789948800,"v":1}'
    with database.reading() as session:
        assert log_size(session, Log.INTAKE) == 512


def test_a_pseudonym_is_random_and_lasts_a_quarter(database: Database) -> None:
    day = 86_400
    july_1 = 1_782_864_000
    with database.session() as session:
        first = actor_for(session, "amina", july_1)
        assert actor_for(session, "amina", july_1 + 92 * day - 1) == first
        assert actor_for(session, "amina", july_1 + 92 * day) != first
        assert actor_for(session, "amina", july_1 - 1) != first
        assert actor_for(session, "bilal", july_1) != first
        session.commit()
        rows = session.scalars(select(LogActor)).all()
    assert len({row.pseudonym for row in rows}) == 4
    assert all(len(bytes.fromhex(row.pseudonym)) == 8 for row in rows)


def test_a_damaged_state_stops_the_log(database: Database) -> None:
    fill(database, 3)
    with database.session() as session:
        session.get_one(LogState, Log.ACCESS).frontier = b"\x00" * 32
        session.commit()
    with database.session() as session:
        with pytest.raises(AuditLogError):
            append(session, Log.ACCESS, Event.AUTH_OK, now=NOW)
        with pytest.raises(LogStoreError):
            log_size(session, Log.ACCESS)


def test_four_threads_append_and_no_entry_is_lost(database: Database) -> None:
    each = 25

    def run() -> None:
        for _ in range(each):
            with database.session() as session:
                append(session, Log.ACCESS, Event.CASE_LIST, now=NOW, detail={"count": 1})
                session.commit()

    at_once([run] * 4)
    with database.reading() as session:
        size = log_size(session, Log.ACCESS)
        assert size == 4 * each
        root = proofs.root(session, Log.ACCESS, size)
        hashes = list(session.scalars(select(LogEntry.hash).order_by(LogEntry.idx)))
        for index in range(size):
            proof = proofs.inclusion_proof(session, Log.ACCESS, index, size)
            verify_inclusion(index, size, hashes[index], root, proof)

"""The writer of the logs, on both engines."""

import threading

from intake import auditlog
from intake.crypto.merkle import leaf_hash
from intake.crypto.merkleproof import verify_consistency, verify_inclusion
from intake.db import Database
from intake.logevents import Event, Log
from intake.logstore import log_size

NOW = 1_790_000_000


def fill(database: Database, count: int, log: Log = Log.ACCESS) -> None:
    event = Event.REPORT_OPEN if log is Log.ACCESS else Event.MESSAGE_RECEIVED
    with database.session() as session:
        for step in range(count):
            auditlog.append(session, log, event, now=NOW + step)
        session.commit()


def test_an_entry_is_the_bytes_of_the_specification(database: Database) -> None:
    with database.session() as session:
        index = auditlog.append(
            session,
            Log.ACCESS,
            Event.REPORT_OPEN,
            now=NOW,
            actor="3f9c0a7be1d24c55",
            outcome="ok",
        )
        session.commit()
    with database.reading() as session:
        entry = auditlog.find_entry(session, Log.ACCESS, index)
        assert entry is not None
        assert entry.leaf == (
            b'{"a":"3f9c0a7be1d24c55","e":"report.open","o":"ok","t":1790000000,"v":1}'
        )
        assert entry.hash == leaf_hash(entry.leaf)


def test_four_threads_append_and_no_entry_is_lost(database: Database) -> None:
    each = 25

    def run() -> None:
        for _ in range(each):
            with database.session() as session:
                auditlog.append(session, Log.ACCESS, Event.CASE_LIST, now=NOW)
                session.commit()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        size = log_size(session, Log.ACCESS)
        assert size == 4 * each
        root = auditlog.root(session, Log.ACCESS, size)
        for index in range(size):
            entry = auditlog.find_entry(session, Log.ACCESS, index)
            assert entry is not None
            proof = auditlog.inclusion_proof(session, Log.ACCESS, index, size)
            verify_inclusion(index, size, leaf_hash(entry.leaf), root, proof)
        for old in range(size):
            proof = auditlog.consistency_proof(session, Log.ACCESS, old, size)
            old_root = auditlog.root(session, Log.ACCESS, old)
            verify_consistency(old, size, old_root, root, proof)

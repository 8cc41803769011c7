"""Killed before any commit, whatever is under way: the log verifies, and the tables are its own."""

import itertools
import os
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import event, select

from intake.audit.heads import newest_head
from intake.audit.passing.following import Follower
from intake.audit.passing.nightly import FullPass
from intake.audit.reading.first import make_first_page, read_first_page
from intake.audit.tables.comparing import differing
from intake.audit.tables.rebuilding import rebuild
from intake.clock import DAY
from intake.log.events import Log
from intake.log.signing.publishing import publish_daily
from intake.log.signing.signer import Signer
from intake.store.engine import Database, open_database
from intake.store.models import AuditFinding
from intake.verify import verify_mirror
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import mirror_log
from tests.audit.tables.happening import happen
from tests.audit.tables.saying import said
from tests.log.filling import NOW, Served

ROUNDS = 500
MOST = 60  # Commits of one day at most.

Work = Callable[[Database], None]


def is_killed(url: str, at: int, work: Work) -> bool:
    """Do something in another process, killed right before its commit of this number."""
    child = os.fork()
    if child == 0:
        database, commits = open_database(url), itertools.count(1)

        @event.listens_for(database.engine, "commit")
        def _kill(_: object) -> None:
            if next(commits) == at:
                os.kill(os.getpid(), signal.SIGKILL)

        work(database)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def live_a_day(database: Database, signer: Signer, now: int) -> None:
    """Append, sign, publish, take in, fold, pass over everything, and make the tables anew."""
    happen(database, now - DAY)
    signer.checkpoint(database, Log.ACCESS)
    publish_daily(database, signer, now)
    follow(database, signer)
    work = FullPass(database, signer, lambda: now)
    while not work.tick():
        pass
    rebuild(database, sizes(database, signer))
    follow(database, signer)


def sizes(database: Database, signer: Signer) -> dict[Log, int]:
    return {log: newest_head(database, signer, log).checkpoint.size for log in Log}


def follow(database: Database, signer: Signer) -> None:
    follower = Follower(database, signer)
    assert any(follower.tick() for _ in range(ROUNDS))


def test_a_process_that_is_killed_between_any_two_steps_leaves_a_log_and_tables_that_hold(
    database_url: str, signer: Signer, tmp_path: Path
) -> None:
    for at in range(1, MOST):
        now = NOW + 2 * at * DAY
        killed = is_killed(database_url, at, lambda each, now=now: live_a_day(each, signer, now))  # type: ignore[misc]
        with closing(open_database(database_url)) as database:
            signer.checkpoint(database, Log.ACCESS)
            for log in Log:
                signer.confirm(database, log)
            follow(database, signer)
            with database.reading() as db:
                assert differing(db) == [], at
                assert read_first_page(db) is not None, at
                page, findings = make_first_page(db), sorted(db.scalars(select(AuditFinding.json)))
            whole = said(database)
            assert rebuild(database, sizes(database, signer)) == [], at
            assert said(database) == whole, at
            follow(database, signer)
            with database.reading() as db:
                assert make_first_page(db) == page, at
                assert sorted(db.scalars(select(AuditFinding.json))) == findings, at
            if not killed:
                break
    assert 12 < at < MOST - 1  # Each commit there is was the last one once.
    with closing(open_database(database_url)) as database:
        for log in Log:
            mirror_log(Served(database, signer), LogFolder(tmp_path / "copy", log))
    assert not verify_mirror(tmp_path / "copy").findings

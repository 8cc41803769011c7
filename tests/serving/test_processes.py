"""Several processes: on PostgreSQL they share one socket, on SQLite they are refused."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import func, select

from intake.cli import main
from intake.store.engine import open_database
from intake.store.models import Case
from tests.engines import PostgreSQL
from tests.load.bodies import posts
from tests.load.targets import Target, started_server
from tests.promises.live import ROOT, make_empty
from tests.serving.raw import ask

REPLACED = """
import os, signal, socket, sys
from intake.serving import supervising

supervising.YOUNG_SECONDS = float(sys.argv[1])

def work():
    os.write(1, b"%d\\n" % os.getpid())
    signal.pause()

sys.exit(supervising.Supervisor(work, socket.create_server(("127.0.0.1", 0))).run(2))
"""


def test_several_processes_on_postgresql_take_reports_at_once(postgresql: PostgreSQL) -> None:
    url = postgresql.take()
    make_empty(url)
    with started_server("--processes", "3", database_url=url) as target:
        assert len(target.processes()) == 4
        with ThreadPoolExecutor(6) as pool:
            replies = list(pool.map(lambda data: ask(target.port, data), posts(target, 30)))
        assert [reply.status for reply in replies] == [201] * 30
        workers = target.processes()[1:]
    database = open_database(url)
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Case)) == 30
    database.close()
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    postgresql.give_back(url)


def test_several_processes_on_sqlite_are_refused_in_one_line(tmp_path: Path) -> None:
    runner = CliRunner(env={"INTAKE_INSTANCE": str(tmp_path / "instance")})
    assert runner.invoke(main, ["init", "--origin", "intake.test.invalid"]).exit_code == 0
    refused = runner.invoke(main, ["serve", "--port", "0", "--processes", "2"])
    assert refused.exit_code == 2
    assert refused.stderr.splitlines()[-1] == (
        "intake: several processes need PostgreSQL; SQLite takes one"
    )


def test_a_port_that_is_taken_is_one_line(tmp_path: Path, served: Target) -> None:
    runner = CliRunner(env={"INTAKE_INSTANCE": str(tmp_path / "instance")})
    runner.invoke(main, ["init", "--origin", "intake.test.invalid"])
    refused = runner.invoke(main, ["serve", "--port", str(served.port)])
    assert refused.exit_code == 2
    assert refused.stderr.splitlines()[-1].startswith(
        f"intake: cannot listen on port {served.port}"
    )


@contextmanager
def started(young: str) -> Iterator["subprocess.Popen[str]"]:
    """Run a supervisor of two processes that do nothing; whatever happens, it ends."""
    command = [sys.executable, "-c", REPLACED, young]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as supervisor:
        try:
            yield supervisor
        finally:
            supervisor.terminate()


def test_a_process_that_ends_unasked_is_replaced_and_all_end_together() -> None:
    with started("0") as supervisor:
        assert supervisor.stdout is not None
        first, second = (int(supervisor.stdout.readline()) for _ in range(2))
        os.kill(first, signal.SIGKILL)
        third = int(supervisor.stdout.readline())
        assert len({first, second, third}) == 3
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.wait(60) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in (first, second, third))


def test_a_process_that_ends_at_once_ends_them_all() -> None:
    with started("1000") as supervisor:
        assert supervisor.stdout is not None
        first, _second = (int(supervisor.stdout.readline()) for _ in range(2))
        os.kill(first, signal.SIGKILL)
        assert supervisor.wait(60) == 1

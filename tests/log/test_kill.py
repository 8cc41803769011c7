"""A process that is killed while it appends leaves a whole log, with all it had committed."""

import signal
import subprocess
import sys
from pathlib import Path

from intake.log.events import Log
from intake.log.signing.signer import Signer
from intake.log.tree import log_size
from intake.store.engine import open_database
from intake.verify import verify_mirror
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import mirror_log
from tests.log.filling import Served

APPENDER = """
import sys
from tests.log.appending import append
from intake.store.engine import open_database
from intake.log.events import Event, Log

database = open_database(sys.argv[1])
while True:
    with database.session() as session:
        index = append(session, Log.ACCESS, Event.CASE_LIST, now=1, detail={"count": 1})
        session.commit()
    print(index, flush=True)
"""


def appended(url: str, lines: int) -> int:
    """Run the appender, kill it after so many entries, return the last index it told of."""
    command = [sys.executable, "-c", APPENDER, url]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        told += [int(line) for line in process.stdout.read().splitlines()]
    return told[-1]


def test_a_killed_process_leaves_a_log_that_verifies(
    database_url: str, signer: Signer, tmp_path: Path
) -> None:
    last = -1
    for lines in (5, 40, 260):
        told = appended(database_url, lines)
        assert told > last
        last = told
    database = open_database(database_url)
    with database.reading() as session:
        assert last < log_size(session, Log.ACCESS) <= last + 2
    signer.checkpoint(database, Log.ACCESS)
    for log in Log:
        mirror_log(Served(database, signer), LogFolder(tmp_path, log))
    assert not verify_mirror(tmp_path).findings
    database.close()

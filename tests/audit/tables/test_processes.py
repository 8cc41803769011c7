"""Two processes, as a server may have, that take in the same entries at once."""

import os
from contextlib import closing

from intake.audit.tables.advancing import advance
from intake.log.events import Log
from intake.log.tree import log_size
from intake.store.engine import Database, open_database
from tests.audit.tables.happening import happen
from tests.audit.tables.saying import made_anew, said
from tests.log.filling import fill

STEP = 25


def take_in_elsewhere(url: str, gate: int) -> int:
    """Take everything in, in a process of its own, once a byte comes through a pipe."""
    child = os.fork()
    if child:
        return child
    failed = 1
    try:
        os.read(gate, 1)
        with closing(open_database(url)) as database:
            for log in Log:
                with database.reading() as db:
                    size = log_size(db, log)
                while advance(database, log, size, most=STEP) < size:
                    pass
        failed = 0
    finally:
        os._exit(failed)


def test_two_processes_take_in_everything_once(database: Database, database_url: str) -> None:
    fill(database, 600)
    happen(database)
    gate, opener = os.pipe()
    children = [take_in_elsewhere(database_url, gate) for _ in range(2)]
    os.write(opener, b"go")
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    whole = said(database)
    assert len(whole[0]) == 612
    assert whole == made_anew(database)

"""Logs with something in them, and copies of them."""

from pathlib import Path

from intake.audit.logfiles import find_served
from intake.clock import DAY
from intake.log import writing
from intake.log.events import Event, Log
from intake.log.leaf import Leaf
from intake.log.signing.signer import Signer
from intake.log.tree import log_size
from intake.store.engine import Database

NOW = 1_790_000_000
ORIGIN = "intake.example.org"
LOG_KEY = b"\x07" * 32


def fill(database: Database, count: int, log: Log = Log.ACCESS) -> None:
    """Append this many entries in one transaction, one second apart."""
    event = Event.REPORT_OPEN if log is Log.ACCESS else Event.CONSENT_CHANGED
    whole = DAY if log is Log.INTAKE else 1
    with database.session() as session:
        start = NOW + log_size(session, log)
        leaves = [
            writing.encode(log, Leaf(event, now - now % whole, outcome="ok"))
            for now in range(start, start + count)
        ]
        if leaves:
            writing.append(session, log, leaves)
        session.commit()


class Served:
    """A ``Source`` without a network: what the web layer would answer."""

    def __init__(self, database: Database, signer: Signer) -> None:
        self.database, self.signer = database, signer

    def read(self, path: str, _most: int = 0, /) -> bytes | None:
        with self.database.reading() as session:
            found = find_served(session, self.signer, path)
        return found.data if found else None

    def details(self, _log: str, _n: int, /) -> bytes | None:
        return None


def dump(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}

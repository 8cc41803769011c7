"""A full pass over the access log, at once."""

from intake.audit.passing.whole import WholePass, keep
from intake.crypto.tlog.checkpoint import Checkpoint
from intake.log.events import Log
from intake.store.engine import Database
from tests.log.filling import NOW


def pass_over(database: Database, head: Checkpoint, now: int = NOW) -> None:
    """Hash everything under a checkpoint again, and keep what came of it."""
    whole = WholePass(database, Log.ACCESS, head)
    for _ in whole:
        pass
    keep(database, Log.ACCESS, whole.passed, now)

"""Work in a process of its own that is killed, as by ``kill -9``, right before one of its steps.

A step is a commit, and whatever is done to a file that must survive: written, synced, replaced.
Where it is asked for, every statement is one, too.
"""

import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from intake.store.engine import Database, open_database

FILES = ("fdopen", "fsync", "replace")  # Of ``os``: all that a durable write goes through.

Work = Callable[[Database], None]


class Fault:
    """Kills this process right before its step of this number, from 1 on."""

    def __init__(self, at: int) -> None:
        self._left = at

    def step(self, *_: object) -> None:
        """Count one step; the last one is not survived."""
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that is a step first."""

        def run(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on unread
            self.step()
            return inner(*arguments, **named)

        return run


def watch(database: Database, fault: Fault, *, statements: bool) -> None:
    """Let every step of this process count; it has no other work after it."""
    event.listen(database.engine, "commit", fault.step)
    if statements:
        event.listen(database.engine, "before_cursor_execute", fault.step)
    for name in FILES:
        setattr(os, name, fault.before(getattr(os, name)))


def is_killed(url: str, at: int, work: Work, *, statements: bool = False) -> bool:
    """Do something elsewhere, killed before a step; tell whether it was, or got through.

    Nothing here may hold a connection to the database meanwhile.
    """
    child = os.fork()
    if child == 0:
        try:
            database = open_database(url)
            watch(database, Fault(at), statements=statements)
            work(database)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - nothing of this process may go on as the parent
            traceback.print_exc()
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)

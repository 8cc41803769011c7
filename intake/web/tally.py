"""Lines of the program's log that anybody can cause are counted, so that a flood fills no disk.

The first of a kind is written at once; of those that follow, one line a minute says how many. What
is counted are words of ours: no name, no address, nothing that was sent.
"""

import logging
from collections.abc import Callable
from threading import Lock, Timer

EVERY = 60  # seconds

Later = Callable[[float, Callable[[], None]], None]


def call_later(seconds: float, act: Callable[[], None]) -> None:
    """Call something once in a thread of its own, which keeps no process alive."""
    timer = Timer(seconds, act)
    timer.daemon = True
    timer.start()


class Tally:
    """Writes each line at most once in ``EVERY`` seconds."""

    def __init__(self, logger: logging.Logger, later: Later = call_later) -> None:
        self._logger, self._later = logger, later
        self._lock = Lock()  # Held for a few instructions, never while something is written.
        self._more: dict[tuple[int, str], int] = {}

    def note(self, level: int, line: str) -> None:
        """Write the line, or count it if it was written within the minute."""
        with self._lock:
            is_first = (level, line) not in self._more
            self._more[level, line] = 0 if is_first else self._more[level, line] + 1
        if is_first:
            self._logger.log(level, "%s", line)
            self._later(EVERY, lambda: self._tell(level, line))

    def _tell(self, level: int, line: str) -> None:
        """Say how many followed; when none did, the next one is a first one again."""
        with self._lock:
            count = self._more.pop((level, line))
            if count:
                self._more[level, line] = 0
        if count:
            self._logger.log(level, "%s: %d more within a minute", line, count)
            self._later(EVERY, lambda: self._tell(level, line))

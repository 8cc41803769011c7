"""How fast something may go on: a bucket of tokens, in the memory of one process.

It counts what is taken and nothing about who brings it: no address, no account, no time of a single
one. So it bounds a flood, and cannot tell an honest sender in it from the others.
"""

import time
from collections.abc import Callable
from threading import Lock


class Rate:
    """At most ``burst`` at once, and ``a_minute`` more each minute.

    Args:
        burst: How many tokens there are in the beginning, and at most.
        a_minute: How many come back.
        clock: Seconds that only ever grow; tests pass another.
    """

    def __init__(
        self, burst: int, a_minute: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._burst, self._a_second, self._clock = burst, a_minute / 60, clock
        self._left, self._since = float(burst), clock()
        self._lock = Lock()  # Held for a few instructions.

    def take(self) -> bool:
        """Take a token; tell whether there was one."""
        with self._lock:
            now = self._clock()
            come_back = (now - self._since) * self._a_second
            self._left, self._since = min(self._burst, self._left + come_back), now
            if self._left < 1:
                return False
            self._left -= 1
            return True

    def give_back(self) -> None:
        """Put back the token of something that left nothing behind."""
        with self._lock:
            self._left = min(self._burst, self._left + 1)

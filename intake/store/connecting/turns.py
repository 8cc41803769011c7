"""Who writes next on SQLite: threads take turns, in the order in which they came.

SQLite lets one act write at a time, and who waits for that looks again after ever longer pauses:
whoever comes just then is served before somebody who has waited for seconds, and a few busy threads
can keep another one out until it gives up. So a thread takes its turn right before it asks for
SQLite's lock, and gives it back when its connection does: it is that lock, with an order.
"""

import threading
from collections import deque


class Turns:
    """One turn at a time, first come, first served."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # Only for the moment in which the queue changes.
        self._waiting: deque[threading.Event] = deque()
        self._is_taken = False

    def take(self, seconds: float) -> bool:
        """Wait for a turn; tell whether it came within that time."""
        turn = threading.Event()
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            self._waiting.append(turn)
        return turn.wait(seconds) or self._leave(turn)

    def give_back(self) -> None:
        """Let the next one have it."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False

    def _leave(self, turn: threading.Event) -> bool:
        """Stop waiting; tell whether the turn came at the last moment."""
        with self._lock:
            if not turn.is_set():
                self._waiting.remove(turn)
        return turn.is_set()

"""How many sign-ins failed since the log last said so.

It is kept in memory: a guess must cost the database nothing. A restart forgets what the log has not
been told yet, ten minutes at most while somebody goes on guessing.
"""

import threading


class Failures:
    """A count that threads share."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0

    def note(self) -> None:
        """Count one."""
        with self._lock:
            self._count += 1

    def take(self) -> int:
        """Return how many there were, for an entry that says so, and begin anew."""
        with self._lock:
            taken, self._count = self._count, 0
        return taken

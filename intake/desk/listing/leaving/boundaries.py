"""What many ask for again and again: worked out at most once per account and boundary of time.

Nobody waits for somebody else's work: who asks while it is under way is told what was said before.
"""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

SECONDS = 15  # Between boundaries; an hour has a whole number of them.

T = TypeVar("T")


class Boundaries(Generic[T]):
    """The newest answer for each account of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()  # Never held while something is worked out.
        self._told: dict[str, tuple[int, T | None]] = {}

    def get(self, account: str, now: int, work: Callable[[], T]) -> T:
        """Return the answer of this boundary.

        Args:
            account: For whom.
            now: Unix seconds.
            work: Finds the answer; what it raises is raised, and the next one tries again.
        """
        boundary = now - now % SECONDS
        with self._lock:
            at, last = self._told.get(account, (-1, None))
            if at == boundary and last is not None:
                return last
            self._told[account] = (boundary, last)
        try:
            found = work()
        except Exception:
            with self._lock:
                self._told.pop(account, None)
            raise
        with self._lock:
            self._told[account] = (boundary, found)
        return found

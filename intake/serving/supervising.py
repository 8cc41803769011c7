"""Several processes that do the same work: started, replaced, and ended together."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ENDING = (signal.SIGTERM, signal.SIGINT)
YOUNG_SECONDS = 5  # A process that ends sooner would only end again.


class Supervisor:
    """Runs work in child processes until it is told to end.

    Args:
        work: Returns when its process got SIGTERM.
        listener: What the processes share; closed here as soon as they are to end.
    """

    def __init__(self, work: Callable[[], None], listener: socket.socket) -> None:
        self._work, self._listener = work, listener
        self._started: dict[int, float] = {}  # Process id to when.
        self._stopping = False

    def run(self, count: int) -> int:
        """Keep that many at work.

        Returns:
            0 when all were told to end, 1 when one ended right after its start.
        """
        for number in ENDING:
            signal.signal(number, self._stop)
        failed = False
        while self._started or not self._stopping:
            with _held_signals():
                while len(self._started) < count and not self._stopping:
                    self._start()
            pid, _ = os.wait()
            age = time.monotonic() - self._started.pop(pid)
            if age < YOUNG_SECONDS and not self._stopping:
                failed = True
                self._stop()
        return int(failed)

    def _stop(self, *_signal: object) -> None:
        self._stopping = True
        self._listener.close()
        for pid in self._started:
            os.kill(pid, signal.SIGTERM)

    def _start(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid:
            self._started[pid] = time.monotonic()
        else:
            os._exit(self._child())

    def _child(self) -> int:
        for number in ENDING:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        try:
            self._work()
        except Exception as error:  # noqa: BLE001 - nothing of the parent may run in the child
            # Its text could hold the address of the database.
            print(f"intake: a process ended: {type(error).__name__}", file=sys.stderr)  # noqa: T201
            return 1
        return 0


@contextmanager
def _held_signals() -> Iterator[None]:
    """Let no signal come between a process and its entry in the list."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)

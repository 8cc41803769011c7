"""Rooms for expensive work: a place is taken at once or not at all, and nobody waits for one.

Stretching a secret costs a core for a moment, on purpose. Without a bound a handful of visitors
with invented codes would take every thread of the server, and with them the help page of somebody
in danger. A place is taken before a byte of the body is read. Each kind of work has a room of its
own, so that a flood of one never refuses another; all rooms together are smaller than half of the
server's threads, so that help, start and sealed sending always find one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import BoundedSemaphore
from typing import ParamSpec, TypeVar

from intake.errors import Busy

Given = ParamSpec("Given")
Returned = TypeVar("Returned")


class Room:
    """A bounded number of places for one kind of work.

    Attributes:
        code: Its word in answers and in the log of the program; its sentence is in ``words.ERRORS``
            or, for staff, in ``failures.STAFF_CODES``.
        work: What is done in it, for readers of the table.
        places: How many may do it at once, in one process.
        retry_after: Seconds after which to try again, told in ``Retry-After``.
    """

    def __init__(self, code: str, work: str, *, places: int, retry_after: int) -> None:
        self.code, self.work = code, work
        self.places, self.retry_after = places, retry_after
        self._free = BoundedSemaphore(places)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place, and give it back whatever happens inside.

        Raises:
            Busy: All are taken; nothing was done.
        """
        if not self._free.acquire(blocking=False):
            raise Busy(self.code, self.retry_after)
        try:
            yield
        finally:
            self._free.release()


SIGN_IN = Room(
    "many_sign_ins",
    "Argon2 over a secret: POST /sign-in, and POST /enrol, which only an invitation gets that far",
    places=1,
    retry_after=5,
)
CODES = Room(
    "many_codes",
    "PBKDF2 over a typed code: POST /<lang>/box and /<lang>/box/plain",
    places=1,
    retry_after=20,
)
SENDING = Room(
    "many_reports",
    "PBKDF2 and sealing for who runs no script: POST /<lang>/plain and /<lang>/form, readable",
    places=1,
    retry_after=20,
)

#: Every room there is.
ROOMS = (SIGN_IN, CODES, SENDING)
#: With fewer threads than this, full rooms would leave less than half of them for everybody.
LEAST_THREADS = 2 * sum(room.places for room in ROOMS) + 1


def admitted(
    room: Room,
) -> Callable[[Callable[Given, Returned]], Callable[Given, Returned]]:
    """Let a view, or a part of one, run only in a place of this room; 503 at once without one."""

    def in_room(view: Callable[Given, Returned]) -> Callable[Given, Returned]:
        @wraps(view)
        def inside(*args: Given.args, **kwargs: Given.kwargs) -> Returned:
            with room.place():
                return view(*args, **kwargs)

        return inside

    return in_room

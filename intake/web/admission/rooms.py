"""Rooms for expensive work: a place is taken at once or not at all, and nobody waits inside.

Stretching a secret costs a core for a moment, on purpose. Without a bound a handful of visitors
with invented codes would take every thread of the server, and with them the help page of somebody
in danger. A place is taken before a body is parsed. Each kind of work has a room of its
own, so that a flood of one never refuses another, and what claims an emergency another one than the
rest; all rooms together are smaller than half of the server's threads, so that help and start
always find one. A server can tell by ``room_of`` whom to let wait apart from everybody
(``intake.serving.http.lanes``).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import BoundedSemaphore
from typing import ParamSpec, TypeVar

from intake.errors import Busy
from intake.web.admission.claims import claims_emergency, media_type
from intake.web.wire import FORM_POST

Given = ParamSpec("Given")
Returned = TypeVar("Returned")


class Room:
    """A bounded number of places for one kind of work.

    Attributes:
        code: Its word in answers and in the log of the program; its sentence is in ``words.ERRORS``
            or, for staff, in ``web.words.staff.CODES``.
        work: What is done in it, for readers of the table.
        paths: Whole paths that are posted to for it.
        kind: Content-Type of what is posted.
        places: How many may do it at once, in one process.
        retry_after: Seconds after which to try again, told in ``Retry-After``.
        claimed: Whether it is for what claims an emergency, or for the rest; None: for both.
    """

    def __init__(
        self,
        code: str,
        *,
        work: str,
        paths: str,
        kind: str,
        places: int,
        retry_after: int,
        claimed: bool | None = None,
    ) -> None:
        self.code, self.work, self.claimed = code, work, claimed
        self.paths, self.kind = re.compile(paths), kind
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
    work="Argon2 over a secret; of enrolments only those with an invitation get that far",
    paths="/sign-in|/enrol",
    kind="application/json",
    places=1,
    retry_after=5,
)
CODES = Room(
    "many_codes",
    work="PBKDF2 over a code that was typed where no script runs",
    paths="/[^/]+/box(?:/plain)?",
    kind=FORM_POST,
    places=1,
    retry_after=30,
    claimed=False,
)
URGENT_CODES = Room(
    "many_urgent_codes",
    work="the same with something that claims an emergency",
    paths=CODES.paths.pattern,
    kind=FORM_POST,
    places=1,
    retry_after=15,
    claimed=True,
)
SENDING = Room(
    "many_reports",
    work="PBKDF2 and sealing for who runs no script",
    paths="/[^/]+/(?:form|plain)",
    kind=FORM_POST,
    places=2,
    retry_after=30,
    claimed=False,
)
URGENT_SENDING = Room(
    "many_emergencies",
    work="the same of what claims an emergency",
    paths=SENDING.paths.pattern,
    kind=FORM_POST,
    places=2,
    retry_after=15,
    claimed=True,
)

#: Every room there is.
ROOMS = (SIGN_IN, CODES, URGENT_CODES, SENDING, URGENT_SENDING)
#: With fewer threads than this, full rooms would leave less than half of them for everybody.
LEAST_THREADS = 2 * sum(room.places for room in ROOMS) + 1


def room_of(method: str, path: str, content_type: str, body: bytes) -> Room | None:
    """Return the room that a request asks for, by its head and by what its body claims."""
    if method != "POST":
        return None
    kind = media_type(content_type)
    asked = [room for room in ROOMS if room.kind == kind and room.paths.fullmatch(path)]
    claims = len(asked) > 1 and claims_emergency(content_type, body)
    return next((room for room in asked if room.claimed in {None, claims}), None)


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

"""Threads for everybody, and beside them a few for each kind of work that could take them all.

A request reaches a thread when it is whole; here it is decided which. Asked for in a flood, even a
refusal costs something, and a hundred of them at once would stand between the help page and its
thread. So what asks for a room of expensive work, and what is to be stored, waits in a line of its
own kind, which takes no thread of the others, and whose threads rest after each: of what is to be
stored only while others wait. That line has an end: who comes then is told at once, by a thread for
everybody, with nothing read.
"""

import time
from collections.abc import Callable
from functools import partial

from waitress.task import ThreadedTaskDispatcher

from intake.serving.http.channel import Channel
from intake.web.admission.claims import kind_of
from intake.web.admission.limits import LIMITS, Kind
from intake.web.admission.rooms import ROOMS, Room, room_of

#: At least this long rests a thread of a room after a request, refused ones too.
REST_SECONDS = 0.04
RESTS = 2  # And for as many times as long as the request took.
STORE_RESTS = 1  # A thread that stores rests for as long as that took, while others wait.
REFUSING = 1  # Threads of each room beside its places: so that who finds none is told.

Rest = Callable[[float], None]
"""Waits for that many seconds; tests pass another than ``time.sleep``."""


class Paced:
    """One request of a line.

    Args:
        channel: Its connection.
        rest: See ``Rest``.
        least: Seconds that its thread rests at least.
        times: How many times as long as the request took it rests.
    """

    def __init__(self, channel: Channel, rest: Rest, *, least: float, times: float) -> None:
        self._channel, self._rest = channel, rest
        self._least, self._times = least, times

    def service(self) -> None:
        """Answer it, then rest; it is answered before that."""
        began = time.monotonic()
        self._channel.service()
        self._rest(max(self._least, self._times * (time.monotonic() - began)))

    def cancel(self) -> None:
        """Give it up, at the end of the program."""
        self._channel.cancel()


class Lanes:
    """What waitress hands requests to: its own dispatcher, once for everybody, once for each line.

    Args:
        threads: For everybody.
        rest: See ``Rest``.
    """

    def __init__(self, threads: int, rest: Rest = time.sleep) -> None:
        self._rest = rest
        self._open = _dispatcher(threads)
        self._rooms = {room: _dispatcher(room.places + REFUSING) for room in ROOMS}
        self._kinds = {kind: _dispatcher(limits.places) for kind, limits in LIMITS.items()}

    def add_task(self, channel: Channel) -> None:
        """Let a connection's request wait where it belongs."""
        channel.refused = None
        asked = _asked(channel)
        if isinstance(asked, Kind):
            self._let_store(channel, asked)
        elif asked is not None:
            paced = Paced(channel, self._rest, least=REST_SECONDS, times=RESTS)
            self._rooms[asked].add_task(paced)
        else:
            self._open.add_task(channel)

    def shutdown(self) -> None:
        """Answer nothing more; what waits is given up."""
        for each in (self._open, *self._rooms.values(), *self._kinds.values()):
            each.shutdown()

    def _let_store(self, channel: Channel, kind: Kind) -> None:
        line = self._kinds[kind]
        if len(line.queue) >= LIMITS[kind].line:
            channel.refused = kind
            self._open.add_task(channel)
        else:
            rest = partial(self._rest_while_waited_for, line)
            line.add_task(Paced(channel, rest, least=0, times=STORE_RESTS))

    def _rest_while_waited_for(self, line: ThreadedTaskDispatcher, seconds: float) -> None:
        """Leave the processor to others after each of a flood; who comes alone is not kept back."""
        if line.queue:
            self._rest(seconds)


def _dispatcher(threads: int) -> ThreadedTaskDispatcher:
    made = ThreadedTaskDispatcher()
    made.set_thread_count(threads)
    return made


def _asked(channel: Channel) -> Room | Kind | None:
    """Return which line a request belongs to; None where it is everybody's."""
    request = channel.requests[0]
    if request.error or request.command != "POST":
        return None
    asked = request.command, request.path, request.headers.get("CONTENT_TYPE", ""), request.body
    return room_of(*asked) or kind_of(*asked)

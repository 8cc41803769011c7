"""Threads for everybody, and beside them a few for each room of expensive work.

A request reaches a thread when it is whole; here it is decided which. Asked for in a flood, even a
refusal costs something, and a hundred of them at once would stand between the help page and its
thread. So requests for a room wait in a line of their own, which takes no thread of the others, and
whose threads rest after each, longer than it took.
"""

import time
from collections.abc import Callable

from waitress.task import ThreadedTaskDispatcher

from intake.serving.http.channel import Channel
from intake.web.admission.rooms import ROOMS, Room, room_of

#: At least this long rests a thread of a room after a request, refused ones too.
REST_SECONDS = 0.04
RESTS = 2  # And for as many times as long as the request took.
REFUSING = 1  # Threads of each room beside its places: so that who finds none is told.


class Paced:
    """One request for a room.

    Args:
        channel: Its connection.
        rest: Waits for some seconds; tests pass another.
    """

    def __init__(self, channel: Channel, rest: Callable[[float], None]) -> None:
        self._channel, self._rest = channel, rest

    def service(self) -> None:
        """Answer it, then rest; it is answered before that."""
        began = time.monotonic()
        self._channel.service()
        self._rest(max(REST_SECONDS, RESTS * (time.monotonic() - began)))

    def cancel(self) -> None:
        """Give it up, at the end of the program."""
        self._channel.cancel()


class Lanes:
    """What waitress hands requests to: its own dispatcher, once for everybody, once for each room.

    Args:
        threads: For everybody.
        rest: See ``Paced``.
    """

    def __init__(self, threads: int, rest: Callable[[float], None] = time.sleep) -> None:
        self._rest = rest
        self._open = _dispatcher(threads)
        self._rooms: dict[Room, ThreadedTaskDispatcher] = {
            room: _dispatcher(room.places + REFUSING) for room in ROOMS
        }

    def add_task(self, channel: Channel) -> None:
        """Let a connection's request wait where it belongs."""
        room = _room_of(channel)
        if room is None:
            self._open.add_task(channel)
        else:
            self._rooms[room].add_task(Paced(channel, self._rest))

    def shutdown(self) -> None:
        """Answer nothing more; what waits is given up."""
        for each in (self._open, *self._rooms.values()):
            each.shutdown()


def _dispatcher(threads: int) -> ThreadedTaskDispatcher:
    made = ThreadedTaskDispatcher()
    made.set_thread_count(threads)
    return made


def _room_of(channel: Channel) -> Room | None:
    request = channel.requests[0]
    if request.error:
        return None
    return room_of(request.command, request.path, request.headers.get("CONTENT_TYPE", ""))

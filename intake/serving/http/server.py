"""The server of one process: waitress' loop over a listening socket, and how it ends."""

import select
import signal
import socket
import threading
import time
from typing import Any

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from intake.serving.http import bounds
from intake.serving.http.channel import Channel
from intake.serving.http.lanes import Lanes

NOBODY = ("", 0)
NEVER = 1 << 40  # bytes: an answer of this length would go to a file.
SPARE = 8  # What waitress counts besides, and connections all of which are being answered.
LOOK_SECONDS = 0.1  # For bytes that came before the end.


def adjustments(threads: int) -> Adjustments:
    """Return our bounds in waitress' words."""
    return Adjustments(
        threads=threads,
        ident=None,  # No answer names the program.
        connection_limit=bounds.CONNECTIONS + SPARE,
        channel_timeout=bounds.IDLE_SECONDS,
        cleanup_interval=bounds.IDLE_SECONDS // 4,
        max_request_header_size=bounds.HEAD_BYTES,
        max_request_body_size=bounds.DRAINED_BYTES,
        recv_bytes=bounds.RECEIVED_BYTES,
        backlog=bounds.BACKLOG,
        outbuf_overflow=NEVER,
        outbuf_high_watermark=NEVER,  # Below it a thread would wait for a slow reader.
        asyncore_use_poll=True,  # select() ends at 1,024 files.
        log_socket_errors=False,
    )


class Server(TcpWSGIServer):
    """Answers what arrives at a listening socket.

    Args:
        application: WSGI.
        listener: Bound; several processes may have the same one.
        threads: How many requests are worked on at once, beside those for expensive work.
    """

    channel_class = Channel

    def __init__(self, application: Any, listener: socket.socket, threads: int) -> None:  # noqa: ANN401 - WSGI
        adjusted = adjustments(threads)
        place = (listener.family, listener.type, listener.proto, listener.getsockname())
        super().__init__(
            application,
            map={},
            _sock=listener,
            dispatcher=Lanes(threads),
            adj=adjusted,
            sockinfo=place,
            bind_socket=False,
        )

    def fix_addr(self, addr: object) -> tuple[str, int]:  # noqa: ARG002 - what waitress passes
        """Keep nobody's address: what is not there cannot be logged."""
        return NOBODY

    def handle_accept(self) -> None:
        """Take a connection; when that was one too many, the one that waits longest makes room.

        Who sends or reads a byte now and then keeps a connection, and so becomes the oldest.
        """
        super().handle_accept()
        if len(self.active_channels) > bounds.CONNECTIONS:
            open_ones = [each for each in self.active_channels.values() if not each.will_close]
            waiting = [each for each in open_ones if not each.requests]
            if waiting:
                min(waiting, key=lambda each: each.since).will_close = True

    def bound_answers(self) -> None:
        """End the connection that holds most, while all of them hold more than ANSWERS_BYTES."""
        held = {each: each.held for each in list(self.active_channels.values())}
        held = {each: count for each, count in held.items() if count and not each.will_close}
        if sum(held.values()) > bounds.ANSWERS_BYTES:
            max(held, key=lambda each: held[each]).will_close = True
            self.pull_trigger()

    def run_until_stopped(self) -> None:
        """Serve until SIGTERM or SIGINT, then answer what arrived whole."""
        stopping = threading.Event()

        def stop(_number: int, _frame: object) -> None:
            stopping.set()
            self.pull_trigger()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        while not stopping.is_set():
            self._turn(1)
        self._finish()

    def _turn(self, seconds: float) -> None:
        """Read and write whatever is ready; wait that long for it at most."""
        self.asyncore.loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def _accept_waiting(self) -> None:
        """Take the connections that wait already: what they bring may be whole."""
        waiting = select.poll()
        waiting.register(self.socket, select.POLLIN)
        for _ in range(bounds.BACKLOG):
            if not waiting.poll(0):
                break
            self.handle_accept()

    def _finish(self) -> None:
        """Take no more connections; read what was sent already, answer it, end."""
        self._accept_waiting()
        self.accepting = False
        self.del_channel(self._map)
        self.socket.close()
        until = time.monotonic() + bounds.STOP_SECONDS
        while time.monotonic() < until:
            began = time.time()
            self._turn(LOOK_SECONDS)
            channels = list(self.active_channels.values())
            is_busy = any(each.requests or each.total_outbufs_len for each in channels)
            if not is_busy and all(each.last_activity < began for each in channels):
                break
        self.task_dispatcher.shutdown()
        self.asyncore.close_all(self._map)

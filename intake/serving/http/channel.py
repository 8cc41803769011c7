"""One connection: requests one by one, answers in memory, refusals that repeat nothing."""

import socket
import time
from contextlib import suppress
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, WSGITask

from intake.serving.http.bounds import LINGER_BYTES, LINGER_SECONDS
from intake.serving.http.parsing import Parser
from intake.web.admission.limits import Kind
from intake.web.admission.shares import REFUSED
from intake.web.headers import COMMON


class AnswerTask(WSGITask):
    """The application's answer to one request."""

    def start(self) -> None:
        """Begin; whoever sent more than this request at once gets one answer."""
        super().start()
        if self.request.is_followed:
            self.channel.lingers = True
            self.set_close_on_finish()

    def get_environment(self) -> dict[str, Any]:
        """Return the WSGI environment without a way to send a file."""
        environ: dict[str, Any] = super().get_environment()
        environ.pop("wsgi.file_wrapper", None)
        if self.channel.refused:
            environ[REFUSED] = self.channel.refused
        return environ


class Refusal(ErrorTask):
    """The answer to what is no request; the connection ends with it."""

    def execute(self) -> None:
        """Write status and headers, and the status again as the only text."""
        error = self.request.error
        self.channel.lingers = True
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [*COMMON.items(), ("Content-Type", "text/plain; charset=utf-8")]
        self.set_close_on_finish()
        body = f"{error.reason}\n".encode("ascii")
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection, and how many bytes of answers it holds.

    Attributes:
        lingers: Whether the client may still be sending when its answer is out. Closed at once, the
            connection would be reset, and the answer with it: so the rest is read and thrown away.
        refused: What its request found no place for in the line (``lanes``).
    """

    parser_class = Parser
    task_class = AnswerTask
    error_task_class = Refusal

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - passed on unread
        self.refused: Kind | None = None
        self.lingers, self._left = False, 0  # Bytes that are still thrown away.
        self._written = 0  # Since everything before was sent.
        self.since = time.monotonic()  # When it came, or brought its last whole request.
        super().__init__(*arguments, **named)

    @property
    def held(self) -> int:
        """Bytes of answers in memory: also what was sent of one whose rest was not."""
        return self._written if self.total_outbufs_len else 0

    def received(self, data: bytes) -> bool:
        """Take bytes of a request; with the last of them the connection counts as new."""
        if self._left:
            self._left = max(0, self._left - len(data))
            if not self._left or time.monotonic() > self.since + LINGER_SECONDS:
                self.handle_close()
            return False
        is_open: bool = super().received(data)
        if self.request is None:
            self.since = time.monotonic()
        return is_open

    def write_soon(self, data: bytes) -> int:
        """Keep the next bytes of an answer and send what the client takes now."""
        if not self.total_outbufs_len:
            self._written = 0
        self._written += len(data)
        written: int = super().write_soon(data)
        self._forget_sent()
        self.server.bound_answers()
        return written

    def handle_write(self) -> None:
        """Send what the client takes now."""
        super().handle_write()
        self._forget_sent()

    def handle_close(self) -> None:
        """End the connection, or its answers only while the client may still be sending."""
        if self.lingers and self.connected:
            self.lingers, self._left, self.since = False, LINGER_BYTES, time.monotonic()
            self.will_close = self.close_when_flushed = False
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
                return
        super().handle_close()

    def _forget_sent(self) -> None:
        """Give back the memory of an answer that is out; waitress would keep it until the next."""
        with self.outbuf_lock:
            if self.connected and not self.total_outbufs_len:
                for buffer in self.outbufs:
                    buffer.prune()

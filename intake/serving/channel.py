"""One connection: requests one by one, answers in memory, refusals that repeat nothing."""

import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, WSGITask

from intake.serving.parsing import Parser
from intake.web.headers import COMMON


class Answer(WSGITask):
    """The application's answer to one request."""

    def start(self) -> None:
        """Begin; whoever sent more than this request at once gets one answer."""
        super().start()
        if self.request.is_followed:
            self.set_close_on_finish()

    def get_environment(self) -> dict[str, Any]:
        """Return the WSGI environment without a way to send a file."""
        environ: dict[str, Any] = super().get_environment()
        environ.pop("wsgi.file_wrapper", None)
        return environ


class Refusal(ErrorTask):
    """The answer to what is no request; the connection ends with it."""

    def execute(self) -> None:
        """Write status and headers, and the status again as the only text."""
        error = self.request.error
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [*COMMON.items(), ("Content-Type", "text/plain; charset=utf-8")]
        self.set_close_on_finish()
        body = f"{error.reason}\n".encode("ascii")
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):
    """A connection, and how many bytes of answers it holds."""

    parser_class = Parser
    task_class = Answer
    error_task_class = Refusal

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - passed on unread
        self._written = 0  # Since everything before was sent.
        self.since = time.monotonic()  # When it came, or brought its last whole request.
        super().__init__(*arguments, **named)

    @property
    def held(self) -> int:
        """Bytes of answers in memory: also what was sent of one whose rest was not."""
        return self._written if self.total_outbufs_len else 0

    def received(self, data: bytes) -> bool:
        """Take bytes of a request; with the last of them the connection counts as new."""
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

    def _forget_sent(self) -> None:
        """Give back the memory of an answer that is out; waitress would keep it until the next."""
        with self.outbuf_lock:
            if self.connected and not self.total_outbufs_len:
                for buffer in self.outbufs:
                    buffer.prune()

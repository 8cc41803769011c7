"""A stricter reader of requests than waitress' own, and a body that stays in memory.

What two programs could read differently is refused (RFC 9112): a length beside chunks, more than
one transfer coding, folded lines, another version than 1.0 or 1.1. Nothing escapes as an exception.
"""

import io
import re

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

from intake.serving.http.bounds import BODY_BYTES, HEAD_BYTES, LINE_BYTES

FOLDED = re.compile(rb"\r\n[ \t]")
CODING = re.compile(rb"^transfer-encoding:[ \t]*(.*?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
VERSIONS = frozenset({"1.0", "1.1"})


class BodyBuffer:
    """The bytes of a body as they arrive; of one that is too long nothing is kept."""

    def __init__(self) -> None:
        self._file = io.BytesIO()
        self.length = 0
        self.is_too_long = False

    def __len__(self) -> int:
        """Return how many bytes are kept."""
        return 0 if self.is_too_long else self.length

    def append(self, data: bytes) -> None:
        """Take the next bytes."""
        self.length += len(data)
        if self.is_too_long:
            return
        if self.length > BODY_BYTES:
            self.is_too_long = True
            self.close()
        else:
            self._file.write(data)

    def getfile(self) -> io.BytesIO:
        """Return the body from its beginning."""
        self._file.seek(0)
        return self._file

    def close(self) -> None:
        """Forget the bytes."""
        self._file = io.BytesIO()


class Parser(HTTPRequestParser):
    """One request as it arrives.

    Attributes:
        path: Empty until the head was read; waitress names it in lines that are never written.
        is_followed: Whether more bytes came with its end; they were thrown away.
    """

    path = ""
    is_followed = False

    @property
    def body(self) -> bytes:
        """What arrived of the body, as it is kept in memory."""
        return b"" if self.body_rcv is None else self.body_rcv.getfile().getvalue()

    def received(self, data: bytes) -> int:
        """Take bytes; with the end of the request all of them are used up, whatever follows."""
        in_head = not self.headers_finished
        try:
            used: int = super().received(data)
        except ValueError:  # An address with an open bracket, a length of 5,000 digits.
            used = self._refuse(BadRequest(""))
        is_read = self.headers_finished and self.error is None
        if is_read and not (self._is_one_length() if in_head else self._is_bounded()):
            self._refuse(BadRequest(""))
        if not self.completed or self.empty:
            return used
        self._complete()
        self.is_followed = bool(data[used:].strip(b"\r\n"))
        return len(data)

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head.

        Raises:
            ParsingError: It is not what HTTP allows.
        """
        if FOLDED.search(header_plus):
            raise ParsingError("folded")
        codings = [coding.lower() for coding in CODING.findall(header_plus)]
        if codings not in ([], [b"chunked"]):
            raise ParsingError("codings")
        super().parse_header(header_plus)
        if self.body_rcv is not None:
            self.body_rcv.buf = BodyBuffer()

    def _is_one_length(self) -> bool:
        """Tell whether the head says in one way only how long the request is."""
        if self.empty:
            return True
        if self.chunked:
            return self.version == "1.1" and "CONTENT_LENGTH" not in self.headers
        return self.version in VERSIONS and "TRANSFER_ENCODING" not in self.headers

    def _is_bounded(self) -> bool:
        """Tell whether what stands between and after chunks stays short; waitress keeps it all."""
        if not self.chunked:
            return True
        chunks = self.body_rcv
        return len(chunks.control_line) <= LINE_BYTES and len(chunks.trailer) <= HEAD_BYTES

    def _complete(self) -> None:
        """Say what is wrong with a request that is over; waitress would still wait for its body."""
        self.expect_continue = False
        is_too_long = self.body_rcv is not None and self.body_rcv.buf.is_too_long
        if is_too_long and self.error is None:
            self._refuse(RequestEntityTooLarge(""))

    def _refuse(self, error: Error) -> int:
        self.error = error
        self.completed = self.headers_finished = True
        return 0

"""Where a log is copied from: a server, or another copy."""

import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import urlsplit

from intake.verify.folder import details_name

MAX_BYTES = 256 * (2 + 65_535)  # The largest entry bundle there can be.
TIMEOUT_SECONDS = 30


class SourceError(Exception):
    """The source cannot be reached or answers with something else."""


class Source(Protocol):
    """Anything with the paths below ``log/``."""

    def read(self, path: str) -> bytes | None:
        """Return what stands at ``access/checkpoint`` and the like, or None.

        Raises:
            SourceError: It cannot be told.
        """

    def details(self, log: str, n: int, /) -> bytes | None:
        """Return the details of an entry bundle, if this source may give them."""


class FolderSource:
    """Another copy, on a disk or a stick."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "log"
        if not self._folder.is_dir():
            raise SourceError(f"no log in {folder}")

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes, or None."""
        try:
            return (self._folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def details(self, log: str, n: int) -> bytes | None:
        """Return the details the other copy has."""
        return self.read(f"{log}/{details_name(n)}")


class HttpSource:
    """A server; https, or http on this machine. Redirects are not followed, no cookie is kept."""

    def __init__(self, base_url: str) -> None:
        """Take the address under which ``/log/access/checkpoint`` is found.

        Raises:
            SourceError: Not https, and not http to this machine.
        """
        parts = urlsplit(base_url)
        local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
        if parts.scheme != "https" and not (parts.scheme == "http" and local):
            raise SourceError("a log is copied over https, or over http from this machine")
        self._base = base_url.rstrip("/") + "/log/"
        self._opener = urllib.request.build_opener(_NoRedirects)

    def read(self, path: str) -> bytes | None:
        """Fetch a path; None if the server says 404."""
        request = urllib.request.Request(self._base + path)  # noqa: S310 - checked above
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as response:
                data: bytes = response.read(MAX_BYTES + 1)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 404:
                    return None
            raise SourceError(f"{path}: the server answers {error.code}") from None
        except (OSError, HTTPException) as error:
            raise SourceError(f"{path}: {type(error).__name__}") from None
        if len(data) > MAX_BYTES:
            raise SourceError(f"{path}: the answer is too long")
        return data

    def details(self, _log: str, _n: int) -> bytes | None:
        """Return None: details are not served below ``/log/``."""
        return None


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0917 - the library's
        self,
        req: urllib.request.Request,  # noqa: ARG002
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: HTTPMessage,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        """Follow nothing: a log lives where its auditor was told."""
        return

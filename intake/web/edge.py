"""The edge of the application: what no browser sends is refused before anything looks at it.

Servers in front of a WSGI application let through more than we want to think about: two Host
headers (joined by a comma), a whole address in the place of a path, control characters.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from intake.web.headers import COMMON

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HOST = re.compile(r"(?:[0-9A-Za-z._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
TARGET = re.compile(r"/(?:[!-\"$-.0-~][!-\"$-~]*)?")  # Printable ASCII; no fragment, no second /.
CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
REFUSED = b"Bad Request\n"


class Edge:
    """Passes on what is one clear request for a path of ours."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer 400, or let the application answer."""
        if is_clear(environ):
            return self._application(environ, start_response)
        headers = [*COMMON.items(), ("Content-Type", "text/plain; charset=utf-8")]
        headers.append(("Content-Length", str(len(REFUSED))))
        start_response("400 Bad Request", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [REFUSED]


def is_clear(environ: "WSGIEnvironment") -> bool:
    """Tell whether there is one Host, and a path without control characters."""
    path = environ.get("PATH_INFO", "")
    target = environ.get("REQUEST_URI", "/")  # As it was sent; some servers do not say.
    return (
        HOST.fullmatch(environ.get("HTTP_HOST", "")) is not None
        and TARGET.fullmatch(target) is not None
        and path.startswith("/")
        and not CONTROLS.search(path)
    )

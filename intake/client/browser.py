"""What every played browser does: asks an address, and believes an answer only if it means yes."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from intake.client import multipart
from intake.clock import Clock, day_of, system_clock

CSRF = re.compile(r'<meta name="csrf" content="([^"]+)">')


@dataclass(frozen=True)
class Answer:
    """One answer; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body of a page."""
        return self.body.decode()

    def json(self) -> Any:  # noqa: ANN401 - JSON from the server
        """Return the body of a JSON answer."""
        return json.loads(self.body)

    def parts(self) -> tuple[Any, dict[str, bytes]]:
        """Return ``meta`` and the files of a multipart answer.

        Raises:
            ValueError: It broke off, or is something else.
        """
        found = multipart.parse(self.body, self.headers.get("content-type", ""))
        return json.loads(found.pop("meta")), found


class Denied(Exception):
    """The server said no; ``status`` is that of HTTP and ``code`` its word (SPEC 9), or empty."""

    def __init__(self, answer: Answer) -> None:
        self.status, self.code = answer.status, _code(answer)
        super().__init__(f"{self.status} {self.code}")


class Transport(Protocol):
    """Carries requests of one browser, with its cookies, to one server."""

    origin: str  # ``https://host``: what a page of the server would name as its own

    def carry(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Return whatever the server answers."""


class Browser:
    """One browser with the clock of its device; ``csrf`` is what the last staff page carried."""

    def __init__(self, transport: Transport, clock: Clock = system_clock) -> None:
        self.transport, self.clock, self.csrf = transport, clock, ""

    @property
    def today(self) -> str:
        """The UTC day of the device's clock, ``YYYY-MM-DD``."""
        return day_of(self.clock()).isoformat()

    def get(self, path: str) -> Answer:
        """Return a page, or what a script fetches.

        Raises:
            Denied: Any answer but a good one.
        """
        return self._ask("GET", path, {}, b"")

    def visit(self, path: str) -> None:
        """Load a page of the staff, whose token is needed to change anything."""
        found = CSRF.search(self.get(path).text)
        self.csrf = found[1] if found else ""

    def send_json(self, path: str, body: object, method: str = "POST") -> Answer:
        """Send JSON as the script of a staff page does; raises as ``get``."""
        headers = self._own_page() | {"Content-Type": "application/json"}
        return self._ask(method, path, headers, json.dumps(body).encode())

    def send_parts(self, path: str, meta: object, files: Mapping[str, bytes]) -> Answer:
        """Send files beside a JSON part as the script of a staff page does; raises as ``get``."""
        body, kind = multipart.encode({"meta": json.dumps(meta).encode(), **files})
        return self._ask("POST", path, self._own_page() | {"Content-Type": kind}, body)

    def send_public(self, path: str, body: bytes, kind: str) -> Answer:
        """Send what a public page sends, which names no origin; raises as ``get``."""
        return self._ask("POST", path, {"Content-Type": kind}, body)

    def send_form(self, path: str, fields: Mapping[str, object]) -> Answer:
        """Send a form as a browser without scripts does; raises as ``get``."""
        body = urlencode(fields, doseq=True).encode()
        return self.send_public(path, body, "application/x-www-form-urlencoded")

    def _own_page(self) -> dict[str, str]:
        return {"Origin": self.transport.origin, "X-CSRFToken": self.csrf}

    def _ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        answer = self.transport.carry(method, path, headers, body)
        if not 200 <= answer.status < 300:
            raise Denied(answer)
        return answer


def _code(answer: Answer) -> str:
    try:
        return str(answer.json()["error"])
    except (ValueError, KeyError, TypeError):
        return ""

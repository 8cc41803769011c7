"""How a played browser reaches a server: inside this process, or over the network."""

import http.client
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from werkzeug.test import Client

from intake.client.browser import Answer

PATIENCE_SECONDS = 60


class InProcess:
    """A WSGI application's own test client, cookies included; nothing touches a network."""

    origin = "http://localhost"

    def __init__(self, client: Client) -> None:
        self._client = client

    def carry(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Return what the application answers."""
        answer = self._client.open(path, method=method, headers=dict(headers), data=body)
        with answer:
            found = {name.lower(): value for name, value in answer.headers}
            return Answer(answer.status_code, found, answer.get_data())


class Remote:
    """A server at an address, ``https://host`` or ``http://localhost:port``; no redirects."""

    def __init__(self, base_url: str) -> None:
        """Remember where; nothing is asked yet.

        Raises:
            ValueError: Neither https nor http, or more than a host.
        """
        parts = urlsplit(base_url.rstrip("/"))
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            raise ValueError("an address is https://host, without a path")
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._netloc, self._is_secure = parts.netloc, parts.scheme == "https"
        self._cookies = SimpleCookie()

    def carry(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Return what the server answers; a connection is made for each request."""
        make = http.client.HTTPSConnection if self._is_secure else http.client.HTTPConnection
        connection = make(self._netloc, timeout=PATIENCE_SECONDS)
        try:
            connection.request(method, path, body or None, dict(headers) | self._cookie())
            answer = connection.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    self._cookies.load(value)
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()

    def _cookie(self) -> dict[str, str]:
        kept = [f"{name}={morsel.value}" for name, morsel in self._cookies.items() if morsel.value]
        return {"Cookie": "; ".join(kept)} if kept else {}

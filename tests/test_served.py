"""A real `intake serve`: what its answers say beside what we wrote."""

import re
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.promises.live import LiveServer, live_server

PATIENCE = 60  # seconds


@pytest.fixture
def served(tmp_path: Path) -> Iterator[LiveServer]:
    """A served instance of its own."""
    with live_server(tmp_path) as server:
        yield server


def test_no_answer_names_the_server_program(served: LiveServer) -> None:
    connection = HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
    for method, path in (("GET", "/en/"), ("HEAD", "/sign-in"), ("GET", "/none"), ("PUT", "/en/")):
        connection.request(method, path)
        answer = connection.getresponse()
        body = answer.read().decode()
        assert answer.getheader("Server") is None, path
        assert answer.getheader("Date"), path
        said = f"{answer.headers}{body}"
        assert not re.search("waitress|werkzeug|flask|python/", said, re.IGNORECASE)
    connection.close()
    broken = served.send_raw(b"no http at all\r\n\r\n")
    assert b" 400 " in broken
    assert b"waitress" not in broken

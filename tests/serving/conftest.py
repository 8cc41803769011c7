"""One served instance with a desk, and a server of one small application in this process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socket import create_server
from typing import Any

import pytest

from intake.serving.http.server import Server
from tests.load.targets import Target, started_server


@pytest.fixture(scope="session")
def served() -> Iterator[Target]:
    """`intake serve` on SQLite."""
    with started_server() as target:
        yield target


StartResponse = Callable[[str, list[tuple[str, str]]], object]
Application = Callable[[dict[str, Any], StartResponse], list[bytes]]


@contextmanager
def running(application: Application) -> Iterator[Server]:
    """Serve an application on a free port with two threads, in this process."""
    ending = threading.Event()
    server = Server(application, create_server(("127.0.0.1", 0)), threads=2)

    def run() -> None:
        while not ending.is_set():
            server._turn(0.05)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield server
    finally:
        ending.set()
        thread.join()
        server._finish()


def answer_of(body: bytes) -> Application:
    """Return an application that always answers with the same bytes."""

    def application(_environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    return application

"""A real server for tests: ``intake init`` and ``intake serve``, and clients that reach it by TCP.

Browsers of the tests are Flask's test clients over a small application that carries each request to
the server's socket, so that everything in ``tests/people`` works against it unchanged.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Flask
from sqlalchemy import text

from intake.app import make_services
from intake.config import load_config
from intake.store.engine import open_database
from tests.people import People

ROOT = Path(__file__).resolve().parents[2]
INTAKE = Path(sys.executable).with_name("intake")
CLIENT_ADDRESS = "127.77.1.9"  # Where the browsers seem to be; no log and no table may hold it.
ORIGIN = "intake.test.invalid"
START_SECONDS = 60


@dataclass
class LiveClock:
    """The real time; of every two codes the first is of now and the second of the next step."""

    ahead: int = field(default=30)

    def __call__(self) -> int:
        return int(time.time()) + self.ahead

    def pass_seconds(self, seconds: int) -> None:
        """Go back and forth: enrolment takes the code of this step, sign-in the next one."""
        self.ahead = seconds - self.ahead


@dataclass
class LiveServer:
    """A running server and where everything of it lies."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]
    environ: dict[str, str]

    @property
    def temporary(self) -> Path:
        return self.folder / "tmp"

    @property
    def logs(self) -> list[Path]:
        return [self.folder / "stdout.log", self.folder / "stderr.log"]

    def processes(self) -> list[int]:
        """The ids of the server and of the processes under it."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [self.process.pid, *map(int, children.split())]

    def send_raw(self, data: bytes) -> bytes:
        """Send bytes that are perhaps no HTTP at all; return what comes back."""
        address = (CLIENT_ADDRESS, 0)
        with socket.create_connection(("127.0.0.1", self.port), 10, address) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            received = b""
            while block := connection.recv(65_536):
                received += block
        return received


@contextmanager
def live_server(folder: Path, database_url: str | None = None) -> Iterator[LiveServer]:
    """Make an instance in a folder and serve it as `intake serve` does.

    Args:
        folder: Gets ``instance``, ``tmp`` and the captured logs.
        database_url: An empty PostgreSQL database; else SQLite in the instance folder.
    """
    (folder / "tmp").mkdir(exist_ok=True)
    environ = os.environ | {
        "INTAKE_INSTANCE": str(folder / "instance"),
        "TMPDIR": str(folder / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    if database_url:
        environ["INTAKE_DATABASE_URL"] = database_url
    subprocess.run([INTAKE, "init", "--origin", ORIGIN], check=True, env=environ, cwd=ROOT)
    port = _free_port()
    with (folder / "stdout.log").open("wb") as out, (folder / "stderr.log").open("wb") as err:
        command = [str(INTAKE), "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=out, stderr=err)
        try:
            _wait_until_healthy(process, port, folder / "stderr.log")
            yield LiveServer(folder, port, process, environ)
        finally:
            process.terminate()
            process.wait(20)


def make_empty(url: str) -> None:
    """Take everything out of a PostgreSQL database, so that migrations may begin."""
    database = open_database(url)
    with database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    database.close()


@contextmanager
def live_people(server: LiveServer) -> Iterator[People]:
    """People whose browsers speak to the server; invitations are made as the command does."""
    carrier, clock = Flask("carrier"), LiveClock()
    carrier.wsgi_app = Carrier(server.port)  # type: ignore[method-assign]
    running = make_services(load_config(server.environ), clock, None)
    carrier.extensions["intake"] = running
    try:
        yield People(carrier, clock)
    finally:
        running.database.close()


class Carrier:
    """Carries requests of test clients to a port on this machine."""

    def __init__(self, port: int) -> None:
        self._port = port

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        target = quote(environ["PATH_INFO"].encode("latin-1"))
        query = environ.get("QUERY_STRING")
        connection = http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=60, source_address=(CLIENT_ADDRESS, 0)
        )
        connection.request(
            environ["REQUEST_METHOD"],
            f"{target}?{query}" if query else target,
            body or None,
            _headers(environ),
        )
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        kept = [(name, value) for name, value in answer.getheaders() if name != "Connection"]
        start_response(f"{answer.status} {answer.reason}", kept)
        return [content]


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    found = {
        name.removeprefix("HTTP_").replace("_", "-").title(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        found["Content-Type"] = environ["CONTENT_TYPE"]
    return found


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start: {log.read_text()}")

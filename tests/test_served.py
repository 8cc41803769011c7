"""A real `intake serve`: what its answers say beside what we wrote."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
INTAKE = str(Path(sys.executable).with_name("intake"))
PATIENCE = 60  # seconds


@pytest.fixture
def served(tmp_path: Path) -> Iterator[int]:
    """The port of a served instance of its own."""
    settings = {**os.environ, "INTAKE_INSTANCE": str(tmp_path / "instance")}
    settings.pop("INTAKE_DATABASE_URL", None)
    init = [INTAKE, "init", "--origin", "intake.test.invalid"]
    subprocess.run(init, cwd=ROOT, env=settings, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [INTAKE, "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.DEVNULL)
    _wait_for(port)
    yield port
    process.terminate()
    process.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server does not listen")


def raw_answer(port: int, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


def test_no_answer_names_the_server_program(served: int) -> None:
    connection = HTTPConnection("127.0.0.1", served, timeout=PATIENCE)
    for method, path in (("GET", "/en/"), ("HEAD", "/sign-in"), ("GET", "/none"), ("PUT", "/en/")):
        connection.request(method, path)
        answer = connection.getresponse()
        body = answer.read().decode()
        assert answer.getheader("Server") is None, path
        assert answer.getheader("Date"), path
        said = f"{answer.headers}{body}"
        assert not re.search("gunicorn|werkzeug|flask|python/", said, re.IGNORECASE)
    connection.close()
    broken = raw_answer(served, b"no http at all\r\n\r\n")
    assert b" 400 " in broken
    assert b"unicorn" not in broken

"""Processes to measure over a real socket: `intake serve`, or the floor on the same server.

`desk_instance` makes an instance with a desk that reports can be sealed to, and nothing else in it.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from intake.admin.instance import make_instance
from intake.app import create_app
from intake.client.played import PlayedClock
from intake.clock import system_clock
from intake.config import Config, load_config
from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.sealing.sending import Desk
from intake.web.services import services_of
from tests.people import People, Person

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 60  # Two processors may have a lot else to do.
OURS = (str(Path(sys.executable).with_name("intake")), "serve")
FLOOR = (sys.executable, "-m", "tests.bench.bare")


def desk_instance(folder: Path, database_url: str | None = None) -> tuple[Config, Desk]:
    """Make an instance whose desk is one triage member, in a folder that does not exist."""
    config, member = desk_member(folder, database_url)
    services = services_of(member.people.app)
    found = services.desk()
    if found is None:
        raise RuntimeError("there is no desk")
    services.database.close()
    return config, Desk(found.id, found.epoch, parse_recipient(found.recipient))


def desk_member(folder: Path, database_url: str | None = None) -> tuple[Config, Person]:
    """Make such an instance; return its member, enrolled in an application of this process."""
    own = instance_environ(folder, database_url)
    make_instance(own, "bench.invalid", demo=True)
    config = load_config(own)
    clock = PlayedClock(system_clock() - 120)  # The code that enrolled them is used up by now.
    app = create_app(config, clock=clock)
    people = People(app, clock)
    member = Person(people, "bench", "caseworker", triage=True, client=app.test_client())
    answer = member.enrol(people.invite("bench", "caseworker", triage=True))
    if answer.status_code != 201:
        raise RuntimeError(f"enrolment answered {answer.status_code}")
    return config, member


def instance_environ(folder: Path, database_url: str | None = None) -> dict[str, str]:
    """Return the variables that name an instance in a folder, its keys inside."""
    own = {"INTAKE_INSTANCE": str(folder), "INTAKE_KEYS": str(folder / "keys")}
    return own | ({"INTAKE_DATABASE_URL": database_url} if database_url else {})


@contextmanager
def serve(command: Sequence[str], variables: Mapping[str, str]) -> Iterator["Server"]:
    """Run a server on a free port of the loopback until the block ends.

    Args:
        command: OURS or FLOOR.
        variables: What its environment has besides ours.
    """
    port = _free_port()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("INTAKE_")}
    own = environ | dict(variables)
    process = subprocess.Popen([*command, "--port", str(port)], cwd=ROOT, env=own)
    try:
        _wait(port, process)
        with closing(Server(port, process.pid)) as server:
            yield server
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


class Answer(NamedTuple):
    """An answer: its bytes on the wire with status line and headers, and its body as sent."""

    size: int
    body: bytes


class Server:
    """A running server, and one connection to it that is kept open."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid
        self._connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @property
    def base_url(self) -> str:
        """Its address for a browser; `localhost` is a place where browsers let pages use keys."""
        return f"http://localhost:{self.port}"

    def post(self, path: str, body: bytes, kind: str) -> int:
        """Send a body, read the whole answer, return its status."""
        headers = {"Content-Type": kind, "Host": f"localhost:{self.port}"}
        self._connection.request("POST", path, body, headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status

    def get(self, path: str, encoding: str) -> "Answer":
        """Get a path over a connection of its own and count every byte of the answer."""
        lines = (
            f"GET {path} HTTP/1.1",
            f"Host: localhost:{self.port}",
            f"Accept-Encoding: {encoding}",
            "Connection: close",
        )
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE_SECONDS) as wire:
            wire.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii"))
            with wire.makefile("rb") as reader:
                answer = reader.read()
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200 ") or b"Transfer-Encoding" in head:
            raise RuntimeError(f"{path} is not answered as expected")
        return Answer(len(answer), body)

    def cpu_seconds(self) -> float:
        """Return the processor seconds that the process and its workers have used."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(_cpu_ticks(pid) for pid in [str(self.pid), *children]) / os.sysconf("SC_CLK_TCK")


def _cpu_ticks(pid: str) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])  # utime and stime, proc(5).


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(PATIENCE_SECONDS * 20):
        if process.poll() is not None:
            raise RuntimeError("the server ended at once")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server does not listen")

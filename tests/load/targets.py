"""The server under load: one that was named, or one started here on an instance of its own."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.servers import ROOT, desk_instance, instance_environ

INTAKE = Path(sys.executable).with_name("intake")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
START_SECONDS = 60


@dataclass(frozen=True)
class Target:
    """Where the load goes.

    Attributes:
        port: On the loopback of this machine; nothing else is ever put under load.
        pid: Of the server, where it is known.
        errors: The file its standard error goes to, where it was started here.
        temporary: Its folder for temporary files, likewise.
    """

    port: int
    pid: int | None = None
    errors: Path | None = None
    temporary: Path | None = None

    @classmethod
    def at(cls, url: str, pid: int | None) -> "Target":
        """Return the server at an address of this machine."""
        parts = urlsplit(url)
        if parts.hostname not in LOOPBACK or not parts.port:
            raise SystemExit("load: only http://localhost:PORT, never somebody else's server")
        return cls(parts.port, pid)

    @property
    def host(self) -> str:
        """The value of the Host header."""
        return f"localhost:{self.port}"

    def request(self, method: str, path: str, *headers: str, body: bytes = b"") -> bytes:
        """Return the bytes of a whole request."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", *headers]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode("ascii") + body

    def get(self, path: str) -> bytes:
        """Return the body of a page; anything but 200 is an error of this program."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        connection.request("GET", path, headers={"Host": self.host})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return body

    def processes(self) -> list[int]:
        """Return the ids of the server and of every process under it."""
        found = [self.pid] if self.pid else []
        for one in found:
            for children in Path(f"/proc/{one}/task").glob("*/children"):
                found += [int(pid) for pid in children.read_text().split()]
        return found

    def memory(self) -> int:
        """Return the resident memory of all its processes in bytes, 0 where none is known."""
        pages = sum(
            int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in self.processes()
        )
        return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def started_server(*options: str, database_url: str | None = None) -> Iterator[Target]:
    """Serve an instance with a desk, and nothing in it, on a free port until the block ends.

    Args:
        options: Of `intake serve`.
        database_url: A PostgreSQL database without any table; else SQLite.
    """
    (ROOT / "bench").mkdir(
        exist_ok=True
    )  # On the disk that the checkout, and so an instance, is on.
    with tempfile.TemporaryDirectory(prefix="load-", dir=ROOT / "bench") as name:
        folder = Path(name)
        config, _ = desk_instance(folder / "instance", database_url)
        (folder / "tmp").mkdir()
        own = {**instance_environ(config.instance, database_url), "TMPDIR": str(folder / "tmp")}
        with _serving(folder, options, own) as target:
            yield target


@contextmanager
def _serving(
    folder: Path, options: Sequence[str], variables: Mapping[str, str]
) -> Iterator[Target]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("INTAKE_")}
    port = free_port()
    command = [str(INTAKE), "serve", "--port", str(port), *options]
    with (folder / "stderr.log").open("wb") as errors:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environ, **variables},
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        target = Target(port, process.pid, folder / "stderr.log", folder / "tmp")
        try:
            wait_until_healthy(target, process)
            yield target
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def free_port() -> int:
    """Return a port of the loopback that nothing listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


def wait_until_healthy(target: Target, process: "subprocess.Popen[bytes]") -> None:
    """Return once the server answers that it is healthy."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            target.get("/health")
        except (OSError, HTTPException, RuntimeError):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")

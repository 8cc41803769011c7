"""A Firefox with a profile on the disk, driven over its own Marionette protocol.

Commands are ``length:[0, number, name, parameters]``, answers ``length:[1, number, error, value]``.
"""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 60
LZ4_MAGIC = b"mozLz40\0"
PREFERENCES = {
    "browser.sessionstore.interval": 1_000,  # Milliseconds between writes of the session file.
    "browser.shell.checkDefaultBrowser": False,
    "signon.rememberSignons": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
}

#: What Tor Browser's middle level ("Safer") takes away, beside scripts of plain http.
TOR_MIDDLE = {
    "javascript.options.wasm": False,
    "javascript.options.asmjs": False,
    "javascript.options.baselinejit": False,
    "javascript.options.ion": False,
    "javascript.options.native_regexp": False,
    "gfx.font_rendering.graphite.enabled": False,
    "gfx.font_rendering.opentype_svg.enabled": False,
    "mathml.disabled": True,
    "media.webaudio.enabled": False,
}


class Firefox:
    """One window of it."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection, self._reading = connection, connection.makefile("rb")
        self._last = 0
        self._read()  # Its greeting.
        self.ask("WebDriver:NewSession", capabilities={})

    def ask(self, name: str, **parameters: object) -> Any:  # noqa: ANN401 - the protocol's
        self._last += 1
        sent = json.dumps([0, self._last, name, parameters]).encode()
        self._connection.sendall(b"%d:%b" % (len(sent), sent))
        _, _, error, value = self._read()
        if error:
            raise AssertionError(f"{name}: {error['error']}: {error['message']}")
        return value

    def _read(self) -> Any:  # noqa: ANN401 - the protocol's
        length = b""
        while (byte := self._reading.read(1)) != b":":
            length += byte
        return json.loads(self._reading.read(int(length)))

    def visit(self, url: str) -> None:
        self.ask("WebDriver:Navigate", url=url)

    def run(self, script: str, *args: object) -> Any:  # noqa: ANN401 - whatever the page says
        return self.ask("WebDriver:ExecuteScript", script=script, args=list(args))["value"]

    def wait_for(self, condition: str) -> None:
        """Wait until a script is true of the page."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.run(f"return Boolean({condition})"):
            assert time.monotonic() < end, condition
            time.sleep(0.2)

    def type(self, selector: str, text: str) -> None:
        self.ask("WebDriver:ElementSendKeys", id=self._find(selector), text=text)

    def click(self, selector: str) -> None:
        self.ask("WebDriver:ElementClick", id=self._find(selector))

    def _find(self, selector: str) -> str:
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)["value"]
        return str(next(iter(found.values())))


@contextmanager
def firefox(profile: Path, more: Mapping[str, object] | None = None) -> Iterator[Firefox]:
    """Start the distribution's Firefox with an empty profile; at the end it is killed.

    Args:
        profile: A folder that is not there yet.
        more: Preferences beside ours.
    """
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    assert path, "Firefox is needed: make test says how to install it"
    profile.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    wanted = {**PREFERENCES, **(more or {}), "marionette.port": port}
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in wanted.items()]
    (profile / "user.js").write_text("\n".join(lines))
    command = [path, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with _connect(port) as connection:
            yield Firefox(connection)
    finally:
        started.kill()
        started.wait()


def _connect(port: int) -> socket.socket:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        except OSError:
            assert time.monotonic() < end, "Firefox does not answer"
            time.sleep(0.2)


def read_profile(folder: Path) -> list[bytes]:
    """Return what every file of a profile holds, unpacked where Firefox packs it."""
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return [_unpack(data) if data.startswith(LZ4_MAGIC) else data for data in files]


def _unpack(data: bytes) -> bytes:
    """Unpack one LZ4 block; eight bytes of magic and four of length stand before it."""
    packed, out, at = data[len(LZ4_MAGIC) + 4 :], bytearray(), 0
    while at < len(packed):
        token, at = packed[at], at + 1
        literals, at = _length(packed, at, token >> 4)
        out += packed[at : at + literals]
        at += literals
        if at >= len(packed):
            break
        back, at = int.from_bytes(packed[at : at + 2], "little"), at + 2
        matched, at = _length(packed, at, token & 15)
        for _ in range(matched + 4):
            out.append(out[-back])
    return bytes(out)


def _length(packed: bytes, at: int, first: int) -> tuple[int, int]:
    length = first
    more = first == 15
    while more:
        byte, at = packed[at], at + 1
        length += byte
        more = byte == 255
    return length, at

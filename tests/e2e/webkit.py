"""The distribution's WebKitGTK, driven over WebDriver; its window stands on a screen of its own."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 60
#: No compositing by a graphics card, and nothing of this user's settings.
PLAIN = {"LIBGL_ALWAYS_SOFTWARE": "1", "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "NO_AT_BRIDGE": "1"}
CAPABILITIES = {
    "browserName": "MiniBrowser",
    "acceptInsecureCerts": True,
    "webkitgtk:browserOptions": {"args": ["--automation"]},
}

IN_SIGHT = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })"
SHOWN = "return [location.pathname, document.body.innerText]"


class WebKit:
    """One window of it."""

    def __init__(self, port: int) -> None:
        self._port, self._session = port, ""
        begun = self.ask("POST", "", capabilities={"alwaysMatch": CAPABILITIES})
        self._session = f"/{begun['sessionId']}"
        self.version = str(begun["capabilities"]["browserVersion"])

    def ask(self, method: str, path: str, **parameters: object) -> Any:  # noqa: ANN401 - the protocol's
        body = json.dumps(parameters) if method == "POST" else None
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_SECONDS)) as line:
            line.request(method, f"/session{self._session}{path}", body)
            value = json.loads(line.getresponse().read())["value"]
        if isinstance(value, dict) and "error" in value:
            raise AssertionError(f"{path}: {value['error']}: {value['message']}")
        return value

    def visit(self, url: str) -> None:
        self.ask("POST", "/url", url=url)

    def run(self, script: str, *args: object) -> Any:  # noqa: ANN401 - whatever the page says
        return self.ask("POST", "/execute/sync", script=script, args=list(args))

    def wait_for(self, condition: str) -> None:
        """Wait until a script is true of the page."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.run(f"return Boolean({condition})"):
            assert time.monotonic() < end, (condition, self.run(SHOWN))
            time.sleep(0.2)

    def type(self, selector: str, text: str) -> None:
        self.ask("POST", f"/element/{self._find(selector)}/value", text=text)

    def click(self, selector: str) -> None:
        """Press what is brought into sight first: the driver brings only a part of it."""
        self.run(IN_SIGHT, selector)
        self.ask("POST", f"/element/{self._find(selector)}/click")

    def close(self) -> None:
        self.ask("DELETE", "")

    def _find(self, selector: str) -> str:
        found = self.ask("POST", "/element", using="css selector", value=selector)
        return str(next(iter(found.values())))


@contextmanager
def webkit(home: Path) -> Iterator[WebKit]:
    """Start a WebKitGTK that knows nothing; at the end it and its screen are gone."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    assert driver, "WebKitGTK is needed: make test says how to install it"
    assert screen, "a screen is needed: make test says how to install Xvfb"
    home.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with ExitStack() as ends:
        display = ends.enter_context(_screen(screen))
        folders = {f"XDG_{name}_HOME": str(home) for name in ("CONFIG", "CACHE", "DATA")}
        env = {**os.environ, **PLAIN, **folders, "HOME": str(home), "DISPLAY": display}
        command = [driver, f"--port={port}"]
        started = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
        ends.callback(_end, started)
        _wait_for(port)
        window = WebKit(port)
        ends.callback(window.close)
        yield window


@contextmanager
def _screen(program: str) -> Iterator[str]:
    read, write = os.pipe()
    command = [program, "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    started = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        _end(started)


def _end(started: subprocess.Popen[bytes]) -> None:
    started.terminate()
    started.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS).close()
        except OSError:
            assert time.monotonic() < end, "WebKitGTK does not answer"
            time.sleep(0.2)
        else:
            return

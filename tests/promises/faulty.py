"""A server that is killed in the middle: each post it is given dies one step later than the last.

Run as ``python -m tests.promises.faulty FOLDER URL``. Each file of ``FOLDER/posts`` is one request.
A child takes the first and is killed (as by ``kill -9``) at its first step, another takes the
second and is killed at its second step, and so on, until one gets through. A step is every
statement that is sent to the database, the moment before and after a commit, and the answer.
"""

import json
import os
import signal
import sys
from pathlib import Path

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from intake.app import create_app
from intake.web.services import services_of
from tests.conftest import TestClock, make_config


class Fault:
    """Kills this process at a step, and says which it was."""

    def __init__(self, at: int) -> None:
        self._left = at

    def step(self, name: str) -> None:
        """Count one step; the last one is not survived."""
        self._left -= 1
        if self._left < 0:
            os.write(1, f"{json.dumps(name)}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)


def watch(app: Flask, fault: Fault) -> None:
    """Let every step of the application count."""
    engine = services_of(app).database.engine
    event.listen(engine, "before_cursor_execute", lambda *told: fault.step(str(told[2])[:60]))
    event.listen(engine, "commit", lambda *_: fault.step("before the commit"))
    event.listen(Session, "after_commit", lambda *_: fault.step("after the commit"))


def post(app: Flask, body: bytes, fault: Fault) -> int:
    """Send one report as the browser's script does; return the status of the answer."""
    boundary = body[2 : body.index(b"\r\n")].decode()
    kind = f"multipart/form-data; boundary={boundary}"
    answer = app.test_client().post("/en/form", data=body, content_type=kind)
    fault.step("before the answer leaves")
    return answer.status_code


def survives(app: Flask, body: bytes, at: int) -> bool:
    """Let a child take one post and die at a step; tell whether it got through."""
    services_of(app).database.close()  # Parent and child must not share a connection.
    child = os.fork()
    if child == 0:
        fault = Fault(at)
        watch(app, fault)
        os._exit(0 if post(app, body, fault) == 201 else 1)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("the report was refused")
    return os.WIFEXITED(status)


def main(folder: Path, url: str) -> None:
    """Kill one child after the other; print a line for each."""
    app = create_app(make_config(folder, url), clock=TestClock())
    for at, path in enumerate(sorted((folder / "posts").iterdir())):
        if survives(app, path.read_bytes(), at):
            os.write(1, b'"survived"\n')
            return
    raise RuntimeError("not enough posts")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

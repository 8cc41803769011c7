"""`wsgi.py`: the application for another WSGI server, with the work that is done by time."""

import os
import subprocess
import sys
from pathlib import Path

from tests.promises.live import INTAKE, ORIGIN, ROOT

ASK = """
import threading
from wsgi import app, timers
client = app.test_client()
names = {thread.name for thread in threading.enumerate()}
print(client.get("/health").status_code, client.get("/en/help").status_code)
print({"publisher", "cleaner"} <= names)
timers.stop()
"""


def test_another_server_finds_an_application_that_answers(tmp_path: Path) -> None:
    environ = os.environ | {"INTAKE_INSTANCE": str(tmp_path / "instance")}
    subprocess.run([INTAKE, "init", "--origin", ORIGIN], check=True, env=environ, cwd=ROOT)
    command = [sys.executable, "-W", "error", "-c", ASK]
    done = subprocess.run(
        command, check=True, env=environ, cwd=ROOT, capture_output=True, text=True
    )
    assert done.stdout.split() == ["200", "200", "True"]

"""The floors under accepting a report: bare Flask views that read the POST and commit one row.

One takes its parts from `request.files`, as a view for a form with files is written, the lower one
reads the body as it is. Same kind of process, same settings of SQLite; nothing is
checked or logged. `python -m tests.bench.bare --port PORT`, with BENCH_DATABASE in its environment.
"""

import os
import socket
import sqlite3
import sys
import threading

from flask import Flask, request
from flask.typing import ResponseReturnValue

from intake.serving.http.bounds import THREADS
from intake.serving.http.server import Server
from intake.store.connecting.sqlite import SQLITE_PRAGMAS

app = Flask(__name__)
_local = threading.local()


def connect(path: str) -> sqlite3.Connection:
    """Return a connection with the product's settings, in which a row can be committed."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, data BLOB)")
    return connection


def insert(connection: sqlite3.Connection, data: bytes) -> None:
    """Commit one row."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO bare (data) VALUES (?)", (data,))
    connection.execute("COMMIT")


@app.post("/")
def take() -> ResponseReturnValue:
    """Read the body, commit it as one row."""
    return _commit(request.get_data())


@app.post("/parts")
def take_parts() -> ResponseReturnValue:
    """Let Flask parse the parts, commit them as one row."""
    return _commit(b"".join(part.read() for part in request.files.values()))


def _commit(data: bytes) -> ResponseReturnValue:
    if not hasattr(_local, "connection"):
        _local.connection = connect(os.environ["BENCH_DATABASE"])
    insert(_local.connection, data)
    return {"leaf": "A" * 20}, 201


if __name__ == "__main__":
    port = int(sys.argv[sys.argv.index("--port") + 1])
    Server(app, socket.create_server(("127.0.0.1", port)), THREADS).run_until_stopped()

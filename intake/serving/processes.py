"""One process on SQLite; on PostgreSQL several that share one listening socket.

Each child makes its application after the fork: no connection and no thread is shared.
"""

import gc
import socket
import sys

from intake.app import create_app
from intake.config import Config, ConfigError
from intake.serving.http.bounds import BACKLOG
from intake.serving.http.quiet import quiet_server_log
from intake.serving.http.server import Server
from intake.serving.supervising import Supervisor
from intake.serving.timed import Timers, timed_work
from intake.web.services import services_of

SWITCH_SECONDS = 0.0002
"""After which a thread that computes lets another one have a turn. Python's own 0.005 makes whoever
wants a page wait that long behind each thread that takes something in (`tests/load/kinds/junk.py`).
"""


def listen(config: Config, host: str, port: int, processes: int) -> socket.socket:
    """Return the listening socket of an instance.

    Raises:
        ConfigError: The address cannot be had; or several processes on SQLite, where they would
            only wait for each other.
    """
    if processes > 1 and config.database_url.startswith("sqlite"):
        raise ConfigError("several processes need PostgreSQL; SQLite takes one")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise ConfigError(f"cannot listen on port {port}: {error.strerror}") from None


def run(config: Config, listener: socket.socket, threads: int, processes: int) -> int:
    """Serve the instance until SIGTERM or SIGINT; return the exit code."""

    def work() -> None:
        serve_here(config, listener, threads)

    if processes > 1:
        return Supervisor(work, listener).run(processes)
    work()
    return 0


def serve_here(config: Config, listener: socket.socket, threads: int) -> None:
    """Serve in this process until it is told to end."""
    sys.setswitchinterval(SWITCH_SECONDS)
    app = create_app(config)
    gc.collect()
    gc.freeze()  # Looking through all of the program for garbage held up whoever asked just then.
    timers = Timers(timed_work(app))
    timers.start()
    server = Server(app, listener, threads)
    quiet_server_log()  # From here on: what stops the start is still told in full.
    server.run_until_stopped()
    timers.stop()
    services_of(app).database.close()

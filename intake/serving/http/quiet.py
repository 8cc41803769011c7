"""The log of the server program: that something failed, never whose request or where to.

waitress writes the path of a request that failed and the traceback. Of its lines only those that
say nothing about anybody are let through, and each at most once a minute: who floods us must not
fill the disk.
"""

import logging

STOPPED = "stopped before everything was answered"
SPOKEN = {
    "total open connections reached the connection limit, "
    "no longer accepting new connections": "all connections are in use; new ones wait",
    "%d thread(s) still running": STOPPED,
    "Canceling %d pending task(s)": STOPPED,
}
AGAIN_SECONDS = 60


class Quiet(logging.Filter):
    """Puts a line of ours in the place of each that is let through."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; tell whether it is written."""
        line = SPOKEN.get(str(record.msg))
        if line is None and record.levelno >= logging.ERROR:
            kind = record.exc_info[0] if record.exc_info else None
            line = f"a connection failed: {kind.__name__}" if kind else "a connection failed"
        record.msg, record.args, record.exc_info, record.exc_text = line or "", (), None, None
        if line is None or record.created < self._last.get(line, 0) + AGAIN_SECONDS:
            return False
        self._last[line] = record.created
        return True


def quiet_server_log() -> None:
    """Put the filter on every logger of waitress."""
    for name in ("waitress", "waitress.queue"):
        logging.getLogger(name).addFilter(Quiet())

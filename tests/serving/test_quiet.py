"""The log of the server program: that, never whose and where to, and once a minute."""

import logging

from intake.serving.http.quiet import Quiet


def record(
    message: str, *arguments: object, level: int = logging.ERROR, at: float = 0
) -> logging.LogRecord:
    error = ValueError("planted")
    found = (ValueError, error, None)
    made = logging.LogRecord("waitress", level, "", 0, message, arguments, found)
    made.created = at
    return made


def test_a_failure_is_told_by_its_kind_only() -> None:
    made = record("Exception while serving %s", "/en/planted", at=1_000)
    assert Quiet().filter(made)
    assert logging.Formatter().format(made) == "a connection failed: ValueError"


def test_a_flood_writes_one_line_a_minute() -> None:
    quiet = Quiet()
    through = [
        quiet.filter(record("Exception while serving %s", "/", at=1_000 + n)) for n in range(120)
    ]
    assert [at for at, passed in enumerate(through) if passed] == [0, 60]


def test_what_is_no_failure_is_not_told() -> None:
    for level in (logging.DEBUG, logging.INFO, logging.WARNING):
        assert not Quiet().filter(record("Task queue depth is %d", 9, level=level, at=1_000))


def test_full_connections_are_told_in_words_of_ours() -> None:
    message = (
        "total open connections reached the connection limit, no longer accepting new connections"
    )
    made = record(message, level=logging.WARNING, at=1_000)
    assert Quiet().filter(made)
    assert made.getMessage() == "all connections are in use; new ones wait"

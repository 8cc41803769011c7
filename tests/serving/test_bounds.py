"""The table of bounds: one number for all who take a body, and a memory that follows."""

import pytest
from flask import Flask, request

from intake.report.arrival import MAX_BYTES
from intake.serving.http.bounds import (
    ANSWERS_BYTES,
    BODY_BYTES,
    CONNECTIONS,
    HEAD_BYTES,
    memory_bound,
)
from intake.serving.http.parsing import BodyBuffer
from intake.web.wire import MAX_BODY_BYTES, read_body


def test_the_server_keeps_more_of_a_body_than_any_view_takes(app: Flask) -> None:
    assert MAX_BYTES <= MAX_BODY_BYTES < BODY_BYTES
    with (
        app.test_request_context("/", method="POST", data=b"x"),
        pytest.raises(ValueError, match="more"),
    ):
        read_body(request, MAX_BODY_BYTES + 1)


def test_of_a_body_that_is_too_long_nothing_is_kept() -> None:
    body = BodyBuffer()
    body.append(b"x" * BODY_BYTES)
    assert len(body) == len(body.getfile().getvalue()) == BODY_BYTES
    body.append(b"x")
    assert body.is_too_long
    assert len(body) == len(body.getfile().getvalue()) == 0
    body.append(b"x" * BODY_BYTES)
    assert body.getfile().getvalue() == b""


def test_the_memory_that_is_promised_covers_every_connection_and_answer() -> None:
    assert memory_bound() > CONNECTIONS * (HEAD_BYTES + BODY_BYTES) + ANSWERS_BYTES
    assert memory_bound() < 1_100_000_000  # As README says.

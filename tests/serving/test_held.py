"""Clients that hold connections hold nothing else: no thread, no file, and only so much memory."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from intake.serving.http import bounds
from tests.load.bodies import posts
from tests.load.targets import Target
from tests.oversized import TOO_LONG
from tests.promises.watch import FolderWatch
from tests.serving.conftest import StartResponse, answer_of, running
from tests.serving.raw import Reply, ask, connect, read_all, read_reply

FORM = "Content-Type: application/x-www-form-urlencoded"
CLOSING = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
QUOTES = b"plain=1&story=" + b'"' * 600_000  # Comes back as a page of three megabytes.


def send(target: Target, data: bytes, *, buffer: int = 0) -> socket.socket:
    """Return a connection on which that was sent, and nothing was read."""
    wire = connect(target.port, buffer=buffer)
    wire.sendall(data)
    return wire


@contextmanager
def held(target: Target, each: int) -> Iterator[None]:
    """Hold heads, bodies, answers and idle connections: of each kind that many."""
    report = posts(target, 1)[0]
    idle = target.request("GET", "/en/help")
    with ExitStack() as stack:
        for _ in range(each):
            stack.enter_context(send(target, report[:200]))
            stack.enter_context(send(target, report[:-1]))
            stack.enter_context(send(target, target.request("GET", "/en/form"), buffer=4_096))
            read_reply(stack.enter_context(send(target, idle)))
        yield


def test_ten_of_each_kind_of_slow_client_keep_nobody_from_page_and_report(served: Target) -> None:
    """Forty, where eight threads work: each would be taken four times over."""
    with held(served, 10):
        page = ask(served.port, served.request("GET", "/en/help", "Connection: close"))
        assert page.status == 200
        assert ask(served.port, posts(served, 1)[0]).status == 201


def test_a_report_that_comes_in_two_halves_is_whole(served: Target) -> None:
    report = posts(served, 1)[0]
    with send(served, report[: len(report) // 2]) as wire:
        wire.sendall(report[len(report) // 2 :])
        assert read_reply(wire).status == 201


def deleted_files(target: Target) -> set[str]:
    """Return the files without a name that the server has open."""
    found = set()
    for process in target.processes():
        for link in Path(f"/proc/{process}/fd").iterdir():
            name = str(link.readlink())
            found |= {name} if name.startswith("/") and name.endswith(" (deleted)") else set()
    return found


def test_no_body_and_no_answer_under_way_touches_a_file(served: Target) -> None:
    assert served.temporary is not None
    watch = FolderWatch(served.temporary)
    request = served.request("POST", "/en/form", FORM, body=b"a" * TOO_LONG)
    quotes = served.request("POST", "/en/form", FORM, "Connection: close", body=QUOTES)
    with send(served, request[:-1]) as body, send(served, quotes, buffer=4_096) as answer:
        assert answer.recv(12) == b"HTTP/1.1 422"
        assert deleted_files(served) == set()
        body.sendall(request[-1:])
        assert read_reply(body).status == 413
        assert deleted_files(served) == set()
        assert len(read_all(answer)) > 2_000_000
    assert watch.events() == (set(), set())
    watch.close()


def test_when_connections_run_out_the_one_that_waits_longest_makes_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "CONNECTIONS", 3)
    with running(answer_of(b"here")) as server, ExitStack() as stack:
        port = int(server.effective_port)
        slow = [stack.enter_context(connect(port)) for _ in range(3)]
        for wire in slow:
            wire.sendall(b"GET / HT")
        for _ in range(3):
            assert (
                ask(port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").body == b"here"
            )
        assert slow[0].recv(1) == b""
        slow[2].sendall(b"TP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert Reply.parse(read_all(slow[2])).body == b"here"


def test_whose_request_was_whole_a_moment_ago_waits_no_longer_than_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "CONNECTIONS", 2)
    with running(answer_of(b"here")) as server, ExitStack() as stack:
        port = int(server.effective_port)
        kept, slow = (stack.enter_context(connect(port)) for _ in range(2))
        slow.sendall(b"GET / HT")
        for _ in range(2):  # With the second one the other connection is surely the older one.
            kept.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert read_reply(kept).body == b"here"
        assert ask(port, CLOSING).body == b"here"
        kept.sendall(CLOSING)
        assert read_reply(kept).body == b"here"
        assert slow.recv(1) == b""


def test_whose_request_is_being_worked_on_never_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "CONNECTIONS", 2)
    begun, go_on = Event(), Event()

    def application(environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        if environ["PATH_INFO"] == "/work":
            begun.set()
            go_on.wait()
        return answer_of(b"here")(environ, start_response)

    with running(application) as server, ExitStack() as stack:
        stack.callback(go_on.set)
        port = int(server.effective_port)
        working = stack.enter_context(connect(port))
        working.sendall(CLOSING.replace(b"/", b"/work", 1))
        assert begun.wait(60)
        slow = stack.enter_context(connect(port))
        slow.sendall(b"GET / HT")
        assert ask(port, CLOSING).body == b"here"
        go_on.set()
        assert read_reply(working).body == b"here"
        assert slow.recv(1) == b""


def test_who_holds_most_of_the_unsent_answers_loses_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "ANSWERS_BYTES", 40 << 20)
    with running(answer_of(b"x" * (16 << 20))) as server, ExitStack() as stack:
        port = int(server.effective_port)
        wires = [stack.enter_context(connect(port, buffer=4_096)) for _ in range(4)]
        for wire in wires:
            wire.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        lengths = sorted(len(read_to_the_end(wire)) for wire in wires)
        assert lengths[0] < 16 << 20
        assert lengths[-1] > 16 << 20


def test_an_answer_that_was_sent_is_not_kept_for_an_idle_connection() -> None:
    with (
        running(answer_of(b"x" * (4 << 20))) as server,
        connect(int(server.effective_port)) as wire,
    ):
        wire.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert len(read_reply(wire).body) == 4 << 20
        wire.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert len(read_reply(wire).body) == 4 << 20
        (channel,) = server.active_channels.values()
        server._turn(0)
        kept = [buffer.getfile().getbuffer().nbytes for buffer in channel.outbufs]
        assert sum(kept) == 0


def test_the_application_is_told_nobodys_address() -> None:
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: StartResponse) -> list[bytes]:
        seen.update(environ)
        start_response("200 OK", [])
        return [b"x"]

    with running(application) as server:
        ask(int(server.effective_port), b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert "127.0.0.1" not in str(seen)
    assert "wsgi.file_wrapper" not in seen  # Nor given a way to send a file.


def read_to_the_end(wire: socket.socket) -> bytes:
    """Return what comes until the connection ends, in whatever way."""
    received = []
    try:
        while block := wire.recv(1 << 20):
            received.append(block)
    except ConnectionError:
        pass
    return b"".join(received)

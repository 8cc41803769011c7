"""Posting to a witness: the real one, and others that answer as no witness should."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from intake.log.witnesses.asking import AskError
from intake.serving import witnesses
from intake.serving.witnesses import MAX_ANSWER, post
from intake.verify.witnessing.witness import Server, Witness
from tests.log.witnesses.logs import VKEY, SmallLog

LOG = SmallLog(40)


def test_a_witness_on_this_machine_is_asked_and_answers(tmp_path: Path) -> None:
    witness = Witness.make(tmp_path / "w", "w1")
    witness.add_log(VKEY)
    with Server(("127.0.0.1", 0), witness) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/add-checkpoint"
        status, lines = post(url, LOG.request(0, 30))
        assert (status, lines.count(b"\n")) == (200, len(witness.vkeys()))
        assert post(url, LOG.request(0, 40)) == (409, b"30\n")
        server.shutdown()


@contextmanager
def answering(answer: bytes, *, holds: bool = False) -> Iterator[str]:
    """Somebody who answers every request with these bytes; with ``holds`` they hang up never."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = threading.Event()

        def answer_one() -> None:
            line, _ = server.accept()
            with line:
                line.recv(1 << 16)
                line.sendall(answer)
                if holds:
                    done.wait(30)

        threading.Thread(target=answer_one, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/add-checkpoint"
        done.set()


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    answer = b"HTTP/1.1 302 x\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    with answering(answer) as url:
        assert post(url, b"x") == (302, b"")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 x\r\n\r\n" + b"x" * (MAX_ANSWER + 1),
        b"HTTP/1.1 200 x\r\nContent-Length: 99\r\n\r\nx",
        b"nonsense",
        b"",
        b"HTTP/1.1 " + b"x" * 100_000,
    ],
    ids=["too long", "cut off", "no HTTP", "nothing", "endless line"],
)
def test_what_is_no_whole_answer_is_none(answer: bytes) -> None:
    with answering(answer) as url, pytest.raises(AskError):
        post(url, b"x")


def test_nobody_is_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witnesses, "SECONDS", 0.3)
    with (
        answering(b"HTTP/1.1 200 x\r\nContent-Length: 9\r\n\r\nx", holds=True) as url,
        pytest.raises(AskError),
    ):
        post(url, b"x")


def test_where_nobody_listens_or_nobody_may_be_asked_there_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    for url in (f"http://127.0.0.1:{port}/add-checkpoint", "http://w.example/add-checkpoint"):
        with pytest.raises(AskError):
            post(url, b"x")

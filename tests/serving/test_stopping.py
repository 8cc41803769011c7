"""SIGTERM: what arrived whole is answered, what is half sent is not, and then it is over."""

import os
import signal
from socket import create_server

from intake.serving.http.server import Server
from tests.load.bodies import posts
from tests.load.targets import started_server
from tests.serving.conftest import answer_of
from tests.serving.raw import connect, read_all, read_reply


def test_a_stop_answers_what_arrived_whole_and_ends() -> None:
    with started_server() as target:
        assert target.pid is not None
        half, whole, late = (connect(target.port) for _ in range(3))
        sent, cut, waiting = posts(target, 3)
        half.sendall(cut[:-1])
        for wire in (whole, late):
            wire.sendall(target.request("GET", "/en/help"))
            read_reply(wire)
        whole.sendall(sent)
        new = connect(target.port)
        new.sendall(waiting)
        os.kill(target.pid, signal.SIGTERM)
        assert read_reply(whole).status == 201
        assert read_reply(new).status == 201
        assert read_all(half) == b""
        assert read_all(late) == b""
        assert os.waitstatus_to_exitcode(os.waitpid(target.pid, 0)[1]) == 0
        for wire in (half, whole, late, new):
            wire.close()


def test_connections_that_were_not_taken_yet_are_answered_too() -> None:
    server = Server(answer_of(b"here"), create_server(("127.0.0.1", 0)), threads=2)
    wires = [connect(int(server.effective_port)) for _ in range(5)]
    for wire in wires:
        wire.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    server._finish()
    for wire in wires:
        assert read_reply(wire).body == b"here"
        wire.close()

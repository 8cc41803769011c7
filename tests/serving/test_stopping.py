"""SIGTERM: what arrived whole is answered, what is half sent is not, and then it is over."""

import os
import signal

from tests.load.bodies import posts
from tests.load.targets import started_server
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

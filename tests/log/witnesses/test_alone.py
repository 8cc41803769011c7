"""The one file as a partner runs it: a bare Python with ``openssl``, on stdin or over HTTP."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner

from intake.commands.audit import audit
from intake.crypto.tlog.cosignature import verify_cosignature
from intake.crypto.tlog.note import parse_vkey
from intake.verify.witnessing import witness as program
from intake.verify.witnessing.witness import Witness
from tests.log.witnesses.logs import NOW, VKEY, SmallLog, write_request

LOG = SmallLog(300)
FILE = Path(program.__file__)
BARE = ("-I", "-S")  # Without site-packages: no ``cryptography``, nothing of this project.


def run(*arguments: object, body: bytes = b"", bare: bool = True) -> "tuple[int, bytes, bytes]":
    command = [sys.executable, *(BARE if bare else ("-I",)), FILE, *map(str, arguments)]
    done = subprocess.run(command, input=body, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("bare", [True, False])
def test_a_partner_makes_a_key_watches_a_log_and_answers_by_mail(
    tmp_path: Path, bare: bool
) -> None:
    folder = tmp_path / "w"
    code, keys, _ = run("init", folder, "witness.ngo.example/w1", bare=bare)
    assert (code, keys.count(b"\n")) == (0, 1 if bare else 2)
    key = parse_vkey(keys.decode().split("\n")[0])
    assert run("add-log", folder, VKEY, bare=bare)[0] == 0
    for old, size in ((0, 111), (111, 300), (300, 300)):
        code, lines, told = run("answer", folder, body=LOG.request(old, size), bare=bare)
        assert (code, told.startswith(b"200 ")) == (0, True)
        assert verify_cosignature(LOG.note(size) + lines.decode(), key) > NOW - 10**9
    code, lines, told = run("answer", folder, body=LOG.request(0, 300), bare=bare)
    assert (code, lines, told[:4]) == (1, b"300\n", b"409 ")
    code, lines, told = run("answer", folder, body=b"old", bare=bare)
    assert (code, lines, told[:4]) == (2, b"", b"400 ")
    code, shown, _ = run("show", folder, bare=bare)
    assert (code, shown) == (0, keys + LOG.note(300).partition("\n\n")[0].encode() + b"\n")
    run("answer", folder, body=LOG.request(111, 111), bare=bare)
    code, _, told = run("show", folder, bare=bare)
    assert (code, b"1 requests contradict" in told) == (1, True)


def test_what_cannot_be_done_is_exit_code_2_and_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    for command in (("answer", folder), ("show", folder), ("add-log", folder, VKEY)):
        code, out, told = run(*command)
        assert (code, out, told.count(b"\n")) == (2, b"", 1), told
    run("init", folder, "w1")
    run("add-log", folder, VKEY)
    assert run("init", folder, "w1")[0] == 2
    for path in folder.glob("*.checkpoint"):
        path.unlink()
    code, out, told = run("answer", folder, body=LOG.request(0, 3))
    assert (code, out) == (2, b"")
    assert b"the state of intake.example.org/log/access is lost" in told
    (folder / "ed25519.key").unlink()
    assert b"the key is missing" in run("show", folder)[2]


def test_openssl_and_the_library_sign_the_same_and_agree_on_what_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "key"
    key.write_bytes(program.PKCS8 + bytes(range(32)))

    def results() -> list[object]:
        public = program.ed25519_public(key)
        signature = program.ed25519_sign(key, b"a message")
        tries = [(public, b"a message", signature), (public, b"another", signature)]
        tries += [(public, b"a message", signature[::-1]), (bytes(31), b"a message", signature)]
        tries += [(public, b"a message", signature[:63]), (public, b"a message", b"")]
        return [public, signature, *(program.ed25519_holds(*each) for each in tries)]

    by_library = results()
    assert by_library[2:] == [True, False, False, False, False, False]
    monkeypatch.setattr(program, "_library", lambda _: None)
    assert results() == by_library
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(program.WitnessError, match="neither"):
        results()


def test_the_command_is_the_same_program(tmp_path: Path) -> None:
    folder = str(tmp_path / "w")
    made = CliRunner().invoke(audit, ["witness", "init", folder, "w1"])
    assert made.exit_code == 0
    assert Witness(Path(folder)).vkeys() == made.output.split()
    assert CliRunner().invoke(audit, ["witness", "add-log", folder, VKEY]).exit_code == 0
    body = LOG.request(0, 300)
    assert CliRunner().invoke(audit, ["witness", "answer", folder], input=body).exit_code == 0
    assert CliRunner().invoke(audit, ["witness", "--help"]).exit_code == 0
    assert CliRunner().invoke(audit, ["witness", "nothing"]).exit_code == 2


@pytest.fixture
def port(witness: Witness) -> Iterator[int]:
    """Where the program answers over HTTP, as a process of its own."""
    command = [sys.executable, *BARE, str(FILE), "serve", str(witness.folder), "--port", "0"]
    environ = {"PATH": os.environ["PATH"]}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environ) as running:
        assert running.stderr is not None
        found = re.fullmatch(rb"http://127.0.0.1:(\d+)/add-checkpoint\n", running.stderr.readline())
        assert found
        try:
            yield int(found[1])
        finally:
            running.terminate()


def post(port: int, body: bytes, path: str = "/add-checkpoint") -> "tuple[int, str, bytes]":
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("POST", path, body)
    answer = line.getresponse()
    kind, data = answer.headers["Content-Type"], answer.read()
    line.close()
    return answer.status, kind, data


def test_over_http_the_answers_are_those_of_the_specification(port: int, witness: Witness) -> None:
    status, _, lines = post(port, LOG.request(0, 111))
    key = parse_vkey(witness.vkeys()[0])
    assert status == 200
    assert verify_cosignature(LOG.note(111) + lines.decode(), key)
    assert post(port, LOG.request(0, 300)) == (409, "text/x.tlog.size", b"111\n")
    forked = SmallLog(300, forked_at=2)
    assert post(port, forked.request(111, 300))[0] == 422
    assert post(port, SmallLog(3, origin="x/log/access").request(0, 3))[0] == 404
    assert post(port, write_request(0, [], LOG.note(3, bytes(32))))[0] == 403
    assert post(port, b"\xff")[0] == 400
    assert post(port, b"x" * (program.MAX_BODY + 1))[0] == 400
    assert post(port, LOG.request(111, 300), "/elsewhere")[0] == 404
    assert post(port, LOG.request(111, 300), "/prefix/add-checkpoint")[0] == 200
    for state in witness.folder.glob("*.checkpoint"):
        state.unlink()
    assert post(port, LOG.request(300, 300))[0] == 500


def test_who_speaks_no_http_or_says_no_length_is_sent_away(port: int) -> None:
    for said in (
        b"nonsense\r\n\r\n",
        b"POST /add-checkpoint HTTP/1.1\r\n\r\n",
        b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"GET /add-checkpoint HTTP/1.1\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            line.sendall(said)
            assert re.match(rb"HTTP/1.\d (400|501) |<!DOCTYPE", line.recv(100)), said
    assert post(port, LOG.request(0, 300))[0] == 200

"""``intake audit visit`` as an auditor runs it: over a socket, through a proxy, from a folder."""

import os
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from intake.audit.instance_source import InstanceSource
from intake.commands.audit import audit
from intake.log.events import Log
from intake.store.models import Account
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import mirror_log
from intake.verify.mirror.http import HttpSource
from intake.verify.mirror.sources import SourceError
from intake.verify.visit.socks import connect_through
from intake.web.services import services_of
from tests.audit.visits.machine import make_token, sign_now
from tests.audit.visits.test_visit import PLANTED, plant
from tests.log.filling import dump
from tests.people import People, Person
from tests.promises.live import INTAKE, LiveServer, live_people, live_server


def run(*arguments: object, token: str = "") -> Result:
    return CliRunner().invoke(audit, ["visit", *map(str, arguments)], input=f"{token}\n")


# --- over a socket -------------------------------------------------------------------------------


def visit_as_a_process(
    server: LiveServer, copy: Path, token: str, *options: str
) -> subprocess.CompletedProcess[str]:
    """Run the command as its own process, on a machine that knows nothing of the instance."""
    address = f"http://localhost:{server.port}"
    command = [str(INTAKE), "audit", "visit", address, str(copy), "--token-file", "-", *options]
    environ = {name: value for name, value in os.environ.items() if "INTAKE" not in name}
    return subprocess.run(
        command, input=f"{token}\n", check=False, capture_output=True, text=True, env=environ
    )


def new_token(people: People, person: Person) -> str:
    """Make a token; a code of this half minute counts again, which none would wait for here."""
    with services_of(people.app).database.engine.begin() as connection:
        connection.execute(update(Account).values(totp_step=0))
    return make_token(person, details=True)


def test_an_auditor_visits_a_running_instance_that_shows_its_log_to_nobody(tmp_path: Path) -> None:
    with live_server(tmp_path) as server, live_people(server) as people:
        audra = people.new("audra", "auditor")
        sign_now(people)
        copy = tmp_path / "copy"
        assert people.client().get("/log/access/checkpoint").status_code == 401
        first = visit_as_a_process(server, copy, new_token(people, audra), "--details")
        assert (first.returncode, first.stderr) == (0, "")
        assert "clean\nsigned by auditor-" in first.stdout
        assert "and brought back" in first.stdout
        page = audra.client.get("/audit/entries?event=audit.visit").get_data(as_text=True)
        assert "Signed a copy of the log" in page
        sign_now(people)
        second = visit_as_a_process(server, copy, new_token(people, audra))
        assert second.returncode == 0
        assert CliRunner().invoke(audit, ["verify", str(copy)]).exit_code == 0
        late = visit_as_a_process(server, copy, "ti-audit-1." + "A" * 43)
        assert late.returncode == 2
        assert "the server answers 401" in late.stderr
        text = "".join(path.read_text() for path in server.logs)
        assert "ti-audit-1." not in text + first.stdout + second.stdout + late.stderr


# --- from a folder -------------------------------------------------------------------------------


@pytest.fixture
def stick(people: People, audra: Person, tmp_path: Path) -> Path:
    """A copy with details, made on the server for a stick."""
    plant(people)
    make_token(audra)
    running_copy = tmp_path / "stick"
    found = services_of(people.app)
    for log in Log:
        mirror_log(InstanceSource(found.database, found.signer), LogFolder(running_copy, log))
    return running_copy


def test_a_visit_from_a_stick_needs_no_token_and_leaves_a_file_to_bring_back(
    people: People, audra: Person, stick: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    result = run(stick, copy, "--details")
    assert result.exit_code == 0, result.output
    brought = (copy / "bring-back.txt").read_text()
    for name, data in dump(copy).items():
        assert PLANTED.encode() not in data, name
    people.clock.pass_seconds(-people.clock() + int((copy / "bring-back.txt").stat().st_mtime))
    assert audra.sign_in().status_code == 200
    assert audra.post("/audit/lines", {"lines": brought}).status_code == 204
    for wrong in ("", "x", brought.replace("/log/access", "/log/nothing"), brought + brought):
        assert audra.post("/audit/lines", {"lines": wrong}).status_code == 422


def test_the_lines_to_be_entered_are_made_out_of_the_policy_of_the_copy(
    people: People, audra: Person, stick: Path, tmp_path: Path
) -> None:
    """Made alone, they put out whoever is in it, and somebody pastes them as they are told to."""
    first, second = (run(stick, tmp_path / name).output for name in ("one", "two"))
    mine = re.compile(r"^(witness (auditor-[0-9a-f]+) \S+)$", re.MULTILINE)
    (line, name), (other, stranger) = mine.findall(first)[0], mine.findall(second)[0]
    assert first.endswith(f":\n{line}\ngroup visits 1 {name}\nquorum visits\n")
    stands = f"{line}\ngroup visits 1 {name}\nquorum visits\n"
    people.new("anna", "caseworker", triage=True).vouch(audra)
    assert audra.post("/admin/witnesses", {"policy": stands}).get_json() == {"stands": True}
    for log in Log:
        found = services_of(people.app)
        mirror_log(InstanceSource(found.database, found.signer), LogFolder(stick, log))
    assert "it counts once" not in run(stick, tmp_path / "one").output
    again = run(stick, tmp_path / "two").output
    assert again.endswith(f":\n{line}\n{other}\ngroup visits 1 {name} {stranger}\nquorum visits\n")


def test_a_stick_without_details_gives_none(stick: Path, tmp_path: Path) -> None:
    for log in Log:
        for path in (stick / "log" / log / "details").iterdir():
            path.unlink()
        (stick / "log" / log / "details").rmdir()
    result = run(stick, tmp_path / "copy", "--details")
    assert result.exit_code == 2
    assert "gives no details" in result.output


def test_findings_are_exit_code_1_and_nothing_is_signed(stick: Path, tmp_path: Path) -> None:
    (stick / "log/access/tile/0/000.p").rename(stick / "log/access/tile/0/000.q")
    result = run(stick, tmp_path / "copy")
    assert result.exit_code == 1
    assert "FINDINGS" in result.output
    assert not (tmp_path / "copy/bring-back.txt").exists()


def test_details_in_clear_are_not_mixed_with_sealed_ones(stick: Path) -> None:
    result = run(stick, stick)
    assert result.exit_code == 2
    assert "holds details in clear" in result.output


def test_a_copy_that_lost_its_key_makes_no_other(stick: Path, tmp_path: Path) -> None:
    run(stick, tmp_path / "copy", "--details")
    (tmp_path / "copy/copy.key").unlink()
    result = run(stick, tmp_path / "copy", "--details")
    assert result.exit_code == 2
    assert "copy.key is gone" in result.output
    assert not (tmp_path / "copy/copy.key").exists()


@pytest.mark.parametrize(
    "source", ["http://intake.example.org", "ftp://localhost", "/nothing/at/all"]
)
def test_what_cannot_be_visited_is_exit_code_2(tmp_path: Path, source: str) -> None:
    assert run(source, tmp_path / "copy", token="ti-audit-1.x").exit_code == 2


def test_an_onion_address_may_be_http() -> None:
    HttpSource(f"http://{'a' * 56}.onion").close()
    with pytest.raises(SourceError):
        HttpSource("http://onion.example.org")


# --- through a proxy -----------------------------------------------------------------------------


@contextmanager
def proxy(*answers: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """A SOCKS server that says what it is told to, and keeps what it was asked."""
    asked = list[bytes]()

    def serve() -> None:
        line, _ = listening.accept()
        with line:
            for answer in answers:
                asked.append(line.recv(1_000))
                line.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1], asked
        thread.join(10)


HELLO, OK = b"\5\0", b"\5\0\0\1\0\0\0\0\0\0"


@pytest.mark.parametrize("bound", [OK, b"\5\0\0\4" + bytes(18), b"\5\0\0\3\4host\0\1"])
def test_a_proxy_is_asked_by_name_so_that_nobody_else_is(bound: bytes) -> None:
    with proxy(HELLO, bound + b"rest") as (port, asked):
        line = connect_through(f"socks5h://127.0.0.1:{port}")("abc.onion", 80, 10)
        with line:
            assert line.recv(4) == b"rest"
    assert asked == [b"\5\1\0", b"\5\1\0\3\x09abc.onion\0\x50"]


def test_who_wants_to_be_somebody_else_each_time_gives_tor_another_name_each_time() -> None:
    names = list[bytes]()
    for _ in range(2):
        with proxy(b"\5\2", b"\1\0", OK + b"rest") as (port, asked):
            line = connect_through(f"socks5h://127.0.0.1:{port}", apart=True)("abc.onion", 80, 10)
            with line:
                assert line.recv(4) == b"rest"
        assert asked[0] == b"\5\2\0\2"
        assert (len(asked[1]), asked[1][:2]) == (35, b"\1\x10")
        names.append(asked[1][2:18])
    assert names[0] != names[1]
    with proxy(HELLO, OK) as (port, asked):  # A proxy that wants no name.
        connect_through(f"socks5h://127.0.0.1:{port}", apart=True)("abc.onion", 80, 10).close()
    with proxy(b"\5\2", b"\1\1") as (port, _), pytest.raises(ConnectionError, match="proxy"):
        connect_through(f"socks5h://127.0.0.1:{port}", apart=True)("abc.onion", 80, 10)


@pytest.mark.parametrize(
    "answers", [(b"\4\0",), (b"\5\2",), (HELLO, b"\5\1\0\1"), (HELLO, b"\5\0"), (b"",)]
)
def test_a_proxy_that_does_not_connect_is_said_so(answers: tuple[bytes, ...]) -> None:
    with proxy(*answers) as (port, _), pytest.raises(ConnectionError, match="proxy"):
        connect_through(f"socks5h://127.0.0.1:{port}")("abc.onion", 80, 10)


@pytest.mark.parametrize(
    "address",
    ["", "socks5://127.0.0.1:9050", "socks5h://127.0.0.1", "socks5h://u:p@host:1", "host:9050"],
)
def test_an_address_that_is_no_proxy_is_refused(address: str) -> None:
    with pytest.raises(SourceError, match="a proxy is written"):
        connect_through(address)

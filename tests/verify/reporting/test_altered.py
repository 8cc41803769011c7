"""One altered byte in anything a verdict rests on: found, by a message and a code of its own."""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from intake.commands.audit import audit
from intake.commands.auditing import pages
from intake.verify import verify_mirror
from intake.verify.pages.rounds import LIST
from intake.verify.witnessing.own_policy import read_policy
from tests.vectors.make_altered import HERE, KINDS, TOKEN, build

COMMANDS = {kind.command for kind in KINDS.values()}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The whole copy, to be altered."""
    return shutil.copytree(HERE / "whole", tmp_path / "copy")


class Giving(BaseHTTPRequestHandler):
    """Gives a copy's one page, under every path, its list, and its log to who shows the token."""

    folder: Path

    def do_GET(self) -> None:
        path = self.folder / self.path[1:]
        if not self.path.startswith("/log/"):
            name = "pages.txt" if self.path == LIST else "page.html"
            self.give(200, (self.folder / name).read_bytes())
        elif not self.is_let_in():
            self.give(401)
        elif path.is_file():
            self.give(200, path.read_bytes())
        else:
            self.give(404)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.give(204 if self.is_let_in() else 401)

    def is_let_in(self) -> bool:
        return self.headers["Authorization"] == f"Bearer {TOKEN}"

    def give(self, status: int, data: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def url(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server of the copy; its page is of no build."""
    monkeypatch.setattr(pages, "BUILT", copy / "none")
    handler = type("GivingThis", (Giving,), {"folder": copy})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def run(command: tuple[str, ...], copy: Path, url: str) -> Result:
    stands_for = {"COPY": str(copy), "URL": url, "FRESH": str(copy.with_name("fresh"))}
    given = list(command)
    for word, place in stands_for.items():
        given = [each.replace(word, place) for each in given]
    return CliRunner().invoke(audit, given, catch_exceptions=False)


def test_the_committed_files_are_what_is_made() -> None:
    lying = {path.relative_to(HERE).as_posix() for path in HERE.rglob("*") if path.is_file()}
    made = build()
    assert lying == made.keys()
    assert [path for path, data in made.items() if (HERE / path).read_bytes() != data] == []


def test_one_byte_is_altered_in_each_kind() -> None:
    for name, kind in KINDS.items():
        whole, altered = (HERE / "whole" / kind.path).read_bytes(), (HERE / name).read_bytes()
        assert len(whole) == len(altered)
        assert sum(one != other for one, other in zip(whole, altered, strict=True)) == 1


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_nothing_is_found_in_the_whole_copy(copy: Path, url: str, command: tuple[str, ...]) -> None:
    result = run(command, copy, url)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", KINDS)
def test_an_altered_byte_is_found_and_called_what_it_is(copy: Path, url: str, name: str) -> None:
    kind = KINDS[name]
    shutil.copyfile(HERE / name, copy / kind.path)
    result = run(kind.command, copy, url)
    assert (result.exit_code, kind.message in result.output) == (kind.code, True), result.output
    others = [each.message for each in KINDS.values() if each is not kind]
    assert [each for each in others if each in result.output] == []


WHOLE = HERE / "whole"
OF_THE_LOGS = sorted(
    path.relative_to(WHOLE).as_posix() for path in (WHOLE / "log").rglob("*") if path.is_file()
)


@pytest.mark.parametrize("name", OF_THE_LOGS)
def test_no_byte_of_a_copy_can_be_altered_unseen(copy: Path, name: str) -> None:
    policy, data = read_policy(copy / "own-policy.txt"), (copy / name).read_bytes()
    for at in range(0, len(data), 31):
        for bit in (1, 0x20, 0x80):
            (copy / name).write_bytes(data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :])
            assert verify_mirror(copy, policy=policy).findings, (at, bit)


def test_every_kind_has_a_message_of_its_own() -> None:
    assert len({kind.message for kind in KINDS.values()}) == len(KINDS)

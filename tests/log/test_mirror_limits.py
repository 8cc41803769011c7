"""What a hostile log may make a copy fetch, hold and wait for."""

import os
import threading
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from click.testing import CliRunner

from intake.commands.audit import audit
from intake.log.events import Log
from intake.verify import verify_mirror
from intake.verify.folder import NEXT, LogFolder, details_name
from intake.verify.mirror.copying import mirror_log
from intake.verify.mirror.http import HttpSource
from intake.verify.mirror.limits import TEXT_BYTES, Limits
from intake.verify.mirror.sources import FolderSource, SourceError, TooLongError
from tests.log.golden import GOLDEN, LEAVES, publish
from tests.log.hostile import Endless, serving, whole

FEW = Limits(entries=1024)


@pytest.mark.parametrize("size", [2**40, 2**40 + 300, 2**62 - 1])
def test_a_size_that_was_signed_costs_no_more_than_the_limits(tmp_path: Path, size: int) -> None:
    log, folder = Endless(size), LogFolder(tmp_path, Log.ACCESS)
    tracemalloc.start()
    copied = mirror_log(log, folder, limits=FEW)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (copied.size, copied.signed) == (1024, size)
    assert log.asked < 100
    assert peak < 4 << 20
    assert sum(1 for path in tmp_path.rglob("*") if path.is_file()) < 40


def test_the_memory_of_a_copy_does_not_grow_with_what_is_copied(tmp_path: Path) -> None:
    peaks = []
    for entries in (4 << 8, 256 << 8):
        log, folder = Endless(2**40), LogFolder(tmp_path / str(entries), Log.ACCESS)
        tracemalloc.start()
        mirror_log(log, folder, limits=Limits(entries=entries))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + (1 << 18)


def test_a_copy_that_reached_its_limits_goes_on_and_is_whole_in_the_end(tmp_path: Path) -> None:
    log, folder = Endless(3000), LogFolder(tmp_path, Log.ACCESS)
    sizes = [mirror_log(log, folder, limits=FEW).size for _ in range(3)]
    assert sizes == [1024, 2048, 3000]
    assert folder.read("checkpoint") == log.note.encode()
    assert not folder.has(NEXT)
    assert verify_mirror(tmp_path).logs[0].findings == []


class FewBytes(Limits):
    """As many entries as usual, and hardly any bytes."""

    @property
    def data_bytes(self) -> int:
        """Return what a few bundles of the endless log take."""
        return 1 << 16


def test_a_log_of_long_entries_costs_no_more_bytes_than_the_limits(tmp_path: Path) -> None:
    log, folder = Endless(2**40), LogFolder(tmp_path, Log.ACCESS)
    copied = mirror_log(log, folder, limits=FewBytes(entries=1 << 14))
    assert 0 < copied.size < 1 << 14
    stored = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    assert stored < 2 << 16


def test_a_copy_under_way_stands_for_what_it_stood_for(tmp_path: Path) -> None:
    folder = LogFolder(tmp_path, Log.ACCESS)
    mirror_log(Endless(300), folder)
    mirror_log(Endless(9000), folder, limits=FEW)
    report = verify_mirror(tmp_path).logs[0]
    assert (report.size, report.findings) == (300, [])
    first = LogFolder(tmp_path / "first", Log.ACCESS)
    mirror_log(Endless(9000), first, limits=FEW)
    report = verify_mirror(tmp_path / "first").logs[0]
    assert "the copy is not whole yet" in {each.text for each in report.findings}
    assert set(report.counts) == {"missing"}


def test_the_command_says_what_is_left_and_that_it_is_not_done(tmp_path: Path) -> None:
    log = Endless(2**40)
    with serving(lambda handler: whole(handler, log.read(handler.path[5:]))) as url:
        arguments = ["mirror", url, str(tmp_path), "--most", "512"]
        result = CliRunner().invoke(audit, arguments)
    assert result.exit_code == 2
    assert f"{2**40 - 512} entries are not copied yet" in result.output
    assert "log intake: cannot be copied: intake/log.vkey is not there" in result.output


# --- a server that does not stop -----------------------------------------------------------------


def endless_body(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"a" * 65_536)


def endless_chunks(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    while True:
        handler.wfile.write(b"10000\r\n" + b"a" * 65_536 + b"\r\n")


def great_length(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(2**60))
    handler.end_headers()
    while True:
        handler.wfile.write(b"a" * 65_536)


def redirect(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/log/access/log.vkey")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def endless_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    while True:
        handler.wfile.write(b"X-More: of this\r\n")


def endless_promise(handler: BaseHTTPRequestHandler) -> None:
    while True:
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")


def cut_short(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"a")
    handler.close_connection = True


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Never pause for long; whole only long after the time is over."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n")
    slowly(handler, 25)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: ")
    slowly(handler, 25)
    handler.wfile.write(b"\r\n\r\n")


def slowly(handler: BaseHTTPRequestHandler, count: int) -> None:
    for _ in range(count):
        handler.wfile.write(b"a")
        threading.Event().wait(0.2)


def silence(handler: BaseHTTPRequestHandler) -> None:
    threading.Event().wait(5)
    whole(handler, b"")


HOSTILE = [
    *(endless_body, endless_chunks, great_length, redirect, endless_headers, endless_promise),
    *(cut_short, drip, drip_headers, silence),
]


@pytest.mark.parametrize("answer", HOSTILE, ids=lambda answer: answer.__name__)
def test_a_server_that_does_not_stop_is_left(
    answer: Callable[[BaseHTTPRequestHandler], None],
) -> None:
    with serving(answer) as url, closing(HttpSource(url, seconds=0.7)) as source:
        for _ in range(2):
            with pytest.raises(SourceError):
                source.read("access/checkpoint", TEXT_BYTES)


def test_a_connection_is_used_again_and_one_that_was_ended_is_replaced() -> None:
    seen: list[object] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.client_address)
        whole(handler, None if handler.path.endswith("no") else b"yes")
        handler.close_connection = len(seen) == 3

    with serving(answer) as url, closing(HttpSource(url)) as source:
        found = [source.read(path, 3) for path in ("a", "no", "a", "a", "a")]
        assert found == [b"yes", None, b"yes", b"yes", b"yes"]
        with pytest.raises(TooLongError):
            source.read("a", 2)
    assert len(set(seen)) == 2


# --- a folder that is no better ------------------------------------------------------------------


@pytest.mark.parametrize("name", ["checkpoint", "log.vkey", "policy.txt", "tile/0/000.p/70"])
def test_a_file_of_any_size_or_kind_in_a_foreign_copy_is_read_no_further_than_it_may_go(
    tmp_path: Path, name: str
) -> None:
    runner = CliRunner()
    publish(tmp_path / "source", LEAVES, GOLDEN["checkpoints"]["70"])
    path = tmp_path / "source/log/access" / name
    path.unlink()
    for make, undo in (
        (make_huge, Path.unlink),
        (os.mkfifo, Path.unlink),
        (Path.mkdir, Path.rmdir),
        (lambda path: path.symlink_to("/dev/zero"), Path.unlink),
    ):
        make(path)
        arguments = ["mirror", str(tmp_path / "source"), str(tmp_path / "copy")]
        assert runner.invoke(audit, arguments).exit_code in {1, 2}
        assert not (tmp_path / "copy/log/access/checkpoint").exists()
        undo(path)


@pytest.mark.parametrize("line", [b"\n", b"{}\n", b"\r"])
def test_details_of_more_lines_than_entries_cost_nothing_to_refuse(
    tmp_path: Path, line: bytes
) -> None:
    log = publish(tmp_path / "source", LEAVES, GOLDEN["checkpoints"]["70"])
    log.write(details_name(0), line * 2_000)
    with pytest.raises(SourceError, match="more lines than entries"):
        mirror_log(FolderSource(tmp_path / "source"), LogFolder(tmp_path / "copy", Log.ACCESS))
    findings = verify_mirror(tmp_path / "source").logs[0].findings
    told = [found.text for found in findings if "lines" in found.text]
    assert told == ["details/000000000.jsonl holds more than 1024 lines; none was read"]


def make_huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**40)


def test_what_is_no_plain_file_is_not_there(tmp_path: Path) -> None:
    publish(tmp_path, LEAVES, GOLDEN["checkpoints"]["70"])
    os.mkfifo(tmp_path / "log/access/pipe")
    assert FolderSource(tmp_path).read("access/pipe", 10) is None
    assert LogFolder(tmp_path, Log.ACCESS).read("pipe") == b""


class Telling(Endless):
    """With details that are far longer than its entries."""

    def details(self, _log: str, n: int, /) -> bytes | None:
        return b"%d" % n * 40_000 + b"\n"


class SomeBytes(Limits):
    """As many entries as usual, and bytes for them and a few bundles of details."""

    @property
    def data_bytes(self) -> int:
        return 1 << 18


@pytest.mark.parametrize("is_brief", [False, True])
def test_details_count_among_the_bytes_of_a_run_and_the_next_goes_on(
    tmp_path: Path, is_brief: bool
) -> None:
    log, folder, runs, before = Telling(4_096), LogFolder(tmp_path, Log.ACCESS), 0, 0
    while runs < 20 and not folder.has("checkpoint"):
        copied = mirror_log(log, folder, limits=SomeBytes(), is_brief=is_brief)
        stored = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
        assert before < stored < before + (1 << 18) + 2 * 80_000
        assert (copied.size == 4_096) is folder.has("checkpoint")
        runs, before = runs + 1, stored
    assert 3 <= runs < 10
    assert folder.has(details_name(15))

"""A copy grows with its log, and keeps the evidence when the log changes its story."""

import json
import shutil
from contextlib import closing
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from intake.crypto.tlog.checkpoint import Checkpoint, sign_checkpoint
from intake.crypto.tlog.cosignature import cosign_checkpoint, verify_cosignature, witness_key
from intake.crypto.tlog.note import parse_note
from intake.log.events import Log
from intake.log.signing.signer import Signer
from intake.store.engine import Database
from intake.verify import verify_mirror
from intake.verify.folder import LogFolder, details_name
from intake.verify.mirror.copying import MirrorRefusal, mirror_log
from intake.verify.mirror.http import HttpSource
from intake.verify.mirror.sources import FolderSource, SourceError
from tests.log.filling import Served, dump, fill
from tests.log.golden import FORKED, GOLDEN, LEAVES, MORE, publish
from tests.log.hostile import serving, whole

HEADS = GOLDEN["checkpoints"]


@pytest.fixture
def copy(tmp_path: Path) -> LogFolder:
    """A copy that followed the golden log up to 70 entries."""
    folder = LogFolder(tmp_path / "copy", Log.ACCESS)
    for size, leaves in ((40, LEAVES[:40]), (70, LEAVES)):
        publish(tmp_path / "honest", leaves, HEADS[str(size)])
        mirror_log(FolderSource(tmp_path / "honest"), folder)
    mirror_log(FolderSource(tmp_path / "honest"), LogFolder(tmp_path / "copy", Log.INTAKE))
    return folder


def source(tmp_path: Path, leaves: list[bytes], checkpoint: str) -> FolderSource:
    publish(tmp_path / "source", leaves, checkpoint)
    return FolderSource(tmp_path / "source")


def refusal(source: FolderSource, copy: LogFolder) -> str:
    """The kind of refusal; a refused copy still stands for what it stood for."""
    before = copy.read("checkpoint"), dump(copy.path / "tile")
    with pytest.raises(MirrorRefusal) as refused:
        mirror_log(source, copy)
    assert (copy.read("checkpoint"), dump(copy.path / "tile")) == before
    return refused.value.kind


def kinds(folder: Path) -> set[str]:
    return {finding.kind for finding in verify_mirror(folder).findings}


def test_a_copy_follows_its_log_and_keeps_every_checkpoint(copy: LogFolder, tmp_path: Path) -> None:
    head = mirror_log(source(tmp_path, [*LEAVES, *MORE], HEADS["80"]), copy)
    assert head.size == 80
    assert list(copy.kept()) == ["40", "70", "80"]
    assert not verify_mirror(tmp_path / "copy").findings


def test_details_beyond_the_copied_checkpoint_are_left_for_the_next_copy(
    copy: LogFolder, tmp_path: Path
) -> None:
    """As when the log grows between its checkpoint and its details."""
    rows = [json.dumps(row) + "\n" for row in GOLDEN["details"]]
    later = json.dumps(GOLDEN["details"][0] | {"idx": 75}) + "\n"
    served = publish(tmp_path / "honest", LEAVES, HEADS["70"])
    served.write(details_name(0), "".join([*rows, later]).encode())
    mirror_log(FolderSource(tmp_path / "honest"), copy)
    assert copy.read(details_name(0)) == "".join(rows).encode()
    assert not verify_mirror(tmp_path / "copy").findings


def test_copying_twice_changes_nothing(copy: LogFolder, tmp_path: Path) -> None:
    before = dump(copy.path)
    mirror_log(FolderSource(tmp_path / "honest"), copy)
    assert dump(copy.path) == before


def test_a_checkpoint_that_others_sign_later_is_kept_once_with_all_who_signed(
    copy: LogFolder, tmp_path: Path
) -> None:
    first = cosign_checkpoint(HEADS["70"], "first.example/w", bytes(32), 1_790_000_000)
    both = cosign_checkpoint(first, "second.example/w", b"2" * 32, 1_790_000_060)
    again = cosign_checkpoint(HEADS["70"], "first.example/w", bytes(32), 1_790_000_120)
    for served in (first, both, again):
        mirror_log(source(tmp_path, LEAVES, served), copy)
    assert list(copy.kept()) == ["40", "70"]
    kept = copy.kept()["70"].decode()
    keys = [witness_key("first.example/w", bytes(32)), witness_key("second.example/w", b"2" * 32)]
    signers = {each.name for each in parse_note(kept).signatures}
    assert {key.name for key in keys} <= signers
    assert [verify_cosignature(kept, key) for key in keys] == [1_790_000_120, 1_790_000_060]
    assert not verify_mirror(tmp_path / "copy").findings


@pytest.mark.parametrize("size", ["70", "80"])
def test_a_forked_log_is_refused_and_both_heads_are_kept(
    copy: LogFolder, tmp_path: Path, size: str
) -> None:
    leaves = [*FORKED, *MORE][: int(size)]
    checkpoint = GOLDEN["fork"]["checkpoints"][size]
    assert refusal(source(tmp_path, leaves, checkpoint), copy) == "forked"
    assert checkpoint.encode() in copy.kept().values()
    assert HEADS["70"].encode() in copy.kept().values()
    assert kinds(tmp_path / "copy") == {"forked" if size == "70" else "rolled-back"}
    # The honest log cannot make up for it: two signed histories stay two.
    if size == "80":
        honest = source(tmp_path, [*LEAVES, *MORE], HEADS["80"])
        assert refusal(honest, copy) == "forked"


def test_a_rolled_back_log_is_refused(copy: LogFolder, tmp_path: Path) -> None:
    assert refusal(source(tmp_path, LEAVES[:60], GOLDEN["rolled_back"]), copy) == "rolled-back"
    mirror_log(source(tmp_path, [*LEAVES, *MORE], HEADS["80"]), copy)
    assert not kinds(tmp_path / "copy")  # An old head of the same history accuses nobody.


def test_another_key_is_refused(copy: LogFolder, tmp_path: Path) -> None:
    other = publish(tmp_path / "source", LEAVES, HEADS["70"])
    other.write("log.vkey", GOLDEN["witness"].encode() + b"\n")
    assert refusal(FolderSource(tmp_path / "source"), copy) == "key"
    other.write("log.vkey", b"nonsense\n")
    assert refusal(FolderSource(tmp_path / "source"), copy) == "key"


def test_a_checkpoint_that_is_not_signed_is_refused(copy: LogFolder, tmp_path: Path) -> None:
    head = sign_checkpoint(Checkpoint(GOLDEN["origin"], 90, b"\x01" * 32), b"\x08" * 32)
    assert refusal(source(tmp_path, [*LEAVES, *MORE], head), copy) == "signature"
    assert list(copy.kept()) == ["40", "70"]


@pytest.mark.parametrize(
    ("leaves", "size"),
    [(LEAVES[:40], "80"), ([*FORKED, *MORE], "80"), ([*LEAVES, *MORE[::-1]], "80")],
)
def test_tiles_that_do_not_give_the_signed_root_are_refused(
    copy: LogFolder, tmp_path: Path, leaves: list[bytes], size: str
) -> None:
    served = source(tmp_path, leaves, HEADS[size])
    with pytest.raises((MirrorRefusal, SourceError)):
        mirror_log(served, copy)
    assert copy.read("checkpoint") == HEADS["70"].encode()


def test_entries_that_are_not_those_of_their_tile_are_refused(
    copy: LogFolder, tmp_path: Path
) -> None:
    log = publish(tmp_path / "source", [*LEAVES, *MORE], HEADS["80"])
    other = publish(tmp_path / "other", [*FORKED, *MORE], HEADS["80"])
    log.write("tile/entries/000.p/80", other.read("tile/entries/000.p/80") or b"")
    with pytest.raises(MirrorRefusal) as refused:
        mirror_log(FolderSource(tmp_path / "source"), copy)
    assert refused.value.kind == "damaged"
    assert copy.read("checkpoint") == HEADS["70"].encode()


@pytest.mark.parametrize("path", ["tile/0/001", "tile/1/000.p/2", "tile/entries/000"])
def test_a_bit_flipped_anywhere_on_the_way_is_refused(
    database: Database, signer: Signer, tmp_path: Path, path: str
) -> None:
    fill(database, 600)
    signer.checkpoint(database, Log.ACCESS)
    served = Served(database, signer)

    class Flipped(Served):
        def read(self, asked: str, most: int = 0, /) -> bytes | None:
            data = served.read(asked, most)
            if asked != f"access/{path}" or data is None:
                return data
            return data[:20] + bytes([data[20] ^ 1]) + data[21:]

    folder = LogFolder(tmp_path / "copy", Log.ACCESS)
    with pytest.raises(MirrorRefusal) as refused:
        mirror_log(Flipped(database, signer), folder)
    assert refused.value.kind == "damaged"
    assert not folder.has("checkpoint")
    mirror_log(served, folder)  # What was copied before the flip is still good.
    mirror_log(served, LogFolder(tmp_path / "copy", Log.INTAKE))
    assert not kinds(tmp_path / "copy")


def test_a_copy_of_a_running_log_verifies_at_every_step(
    database: Database, signer: Signer, tmp_path: Path
) -> None:
    folder = LogFolder(tmp_path / "copy", Log.ACCESS)
    mirror_log(Served(database, signer), LogFolder(tmp_path / "copy", Log.INTAKE))
    seen: list[tuple[int, int]] = []
    for count in (0, 1, 254, 1, 300, 700):
        fill(database, count)
        signer.checkpoint(database, Log.ACCESS)
        mirror_log(Served(database, signer), folder, progress=lambda *at: seen.append(at))
        assert not kinds(tmp_path / "copy")
    assert verify_mirror(tmp_path / "copy").logs[0].entries == 1256
    assert len(folder.kept()) == 6
    assert seen[-1][0] == seen[-1][1]


def test_a_log_is_copied_over_http(copy: LogFolder, tmp_path: Path) -> None:
    publish(tmp_path / "source", [*LEAVES, *MORE], HEADS["80"])
    files = FolderSource(tmp_path / "source")

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if "broken" in handler.path:
            handler.send_error(500)
        else:
            whole(handler, files.read(handler.path.removeprefix("/log/"), 10**6))

    with serving(answer) as url, closing(HttpSource(url)) as source:
        assert mirror_log(source, copy).size == 80
        assert source.read("access/nothing", 100) is None
        with pytest.raises(SourceError):
            source.read("access/broken", 100)
    with pytest.raises(SourceError):
        HttpSource(url).read("access/checkpoint", 100)


@pytest.mark.parametrize(
    "url", ["http://intake.example.org", "ftp://localhost", "file:///etc", "localhost", ""]
)
def test_a_log_is_not_copied_in_the_clear(url: str) -> None:
    with pytest.raises(SourceError):
        HttpSource(url)


def test_a_source_without_the_log_is_told_from_a_lying_one(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        FolderSource(tmp_path)
    publish(tmp_path / "source", LEAVES, HEADS["70"])
    shutil.rmtree(tmp_path / "source/log/intake")
    with pytest.raises(SourceError):
        mirror_log(FolderSource(tmp_path / "source"), LogFolder(tmp_path / "copy", Log.INTAKE))

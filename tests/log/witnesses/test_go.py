"""Our logs as Go's ``sumdb`` reads them (the distribution's golang-golang-x-mod-dev).

The package has half a gigabyte, so it is no part of setting up: where it is not installed, these
tests are skipped, and the end of the run says so.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from intake.log.events import Log
from intake.log.signing.signer import Signer
from intake.store.engine import Database
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import mirror_log
from tests.log.filling import Served, fill
from tests.log.golden import FORKED, GOLDEN, LEAVES, copy_of_70, publish

MODULES = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")
MISSING = "Go is not here: apt install golang-go golang-golang-x-mod-dev"
needs_go = pytest.mark.skipif(not shutil.which("go") or not MODULES.is_dir(), reason=MISSING)

HERE = Path(__file__).parent
VECTOR = json.loads((HERE.parents[1] / "vectors" / "witness.json").read_text())
NOTES = [request.partition("\n\n")[2] for request in VECTOR["requests"]]
PAIRS = list(zip(NOTES, VECTOR["answers"], strict=True))


WHOLE = HERE.parents[1] / "vectors" / "altered" / "whole" / "log" / "access"


def build(folder: Path, name: str) -> Path:
    """Build a reader of Go's into a folder."""
    environ = os.environ | {
        "GO111MODULE": "off",
        "GOPATH": "/usr/share/gocode",
        "GOCACHE": str(folder / "cache"),
    }
    command = ["go", "build", "-o", str(folder / name), str(HERE / f"{name}.go")]
    subprocess.run(command, check=True, env=environ)
    return folder / name


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader of one checkpoint."""
    return build(tmp_path_factory.mktemp("go"), "cosigned")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader of a whole copy."""
    return build(tmp_path_factory.mktemp("go"), "copied")


def read(program: Path, note: str) -> tuple[int, str]:
    command = [str(program), VECTOR["log"], VECTOR["witness"][0]]
    done = subprocess.run(command, check=False, input=note, capture_output=True, text=True)
    return done.returncode, done.stdout


@pytest.mark.parametrize(("note", "lines"), PAIRS, ids=["3", "111"])
@needs_go
def test_go_reads_our_checkpoints_and_cosignatures(program: Path, note: str, lines: str) -> None:
    """A line of a kind it does not know, by ML-DSA-44, is in nobody's way."""
    text = note.partition("\n\n")[0] + "\n"
    assert read(program, note + lines) == (0, f"{VECTOR['time']}\n{text}")


@needs_go
def test_go_refuses_what_does_not_hold(program: Path) -> None:
    (first, line), (second, other) = PAIRS
    assert read(program, first)[0] == 1  # Nobody cosigned it.
    assert read(program, first + other)[0] == 1
    assert read(program, second.replace("111", "112") + other)[0] == 1
    assert read(program, first + line)[0] == 0


def check(reader: Path, log: LogFolder | Path, vkey: str, *others: Path) -> str:
    """Return up to which entry Go finds the copy whole, or what it says is wrong."""
    folder = log.path if isinstance(log, LogFolder) else log
    command = [str(reader), vkey, str(folder), *map(str, others)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return (done.stderr if done.returncode else done.stdout).strip()


@needs_go
def test_go_finds_the_golden_logs_whole(reader: Path, tmp_path: Path) -> None:
    copy = copy_of_70(tmp_path)
    proof = tmp_path / "proof"
    proof.write_text(GOLDEN["proof"]["text"])
    kept = [copy.path / "checkpoints" / size for size in ("40", "70")]
    assert check(reader, copy, GOLDEN["vkey"], *kept, proof) == "70"
    vkey = (WHOLE / "log.vkey").read_text().strip()
    size = (WHOLE / "checkpoint").read_text().split("\n")[1]
    assert check(reader, WHOLE, vkey, *sorted((WHOLE / "checkpoints").iterdir())) == size


@needs_go
def test_go_refuses_a_fork_another_entry_and_another_proof(reader: Path, tmp_path: Path) -> None:
    heads = GOLDEN["checkpoints"]
    fork = publish(tmp_path / "fork", FORKED, GOLDEN["fork"]["checkpoints"]["70"])
    old = tmp_path / "old"
    old.write_text(GOLDEN["fork"]["checkpoints"]["70"])
    assert check(reader, fork, GOLDEN["vkey"]) == "70"
    honest = publish(tmp_path / "honest", LEAVES, heads["70"])
    assert "invalid" in check(reader, honest, GOLDEN["vkey"], old)
    other = publish(tmp_path / "other", FORKED, heads["70"])
    assert "inconsistent" in check(reader, other, GOLDEN["vkey"])
    proof = tmp_path / "proof"
    proof.write_text(GOLDEN["proof"]["text"].replace("index 12", "index 13"))
    assert "invalid" in check(reader, honest, GOLDEN["vkey"], proof)


@needs_go
def test_go_finds_a_log_of_several_tiles_whole(
    reader: Path, database: Database, signer: Signer, tmp_path: Path
) -> None:
    """As the server hands it out, on each engine, copied twice while it grows."""
    log = LogFolder(tmp_path / "copy", Log.ACCESS)
    for count in (300, 500):
        fill(database, count)
        signer.sign(database, Log.ACCESS)
        mirror_log(Served(database, signer), log)
    kept = [log.path / "checkpoints" / size for size in ("300", "800")]
    assert check(reader, log, signer.vkey(Log.ACCESS), *kept) == "800"


def test_without_go_the_run_says_what_was_not_tested(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider"]
    command += ["-k", "not without_go", __file__]
    environ = os.environ | {"PATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, check=False, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert MISSING in done.stdout
    assert " passed" not in done.stdout

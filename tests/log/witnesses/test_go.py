"""Our notes as Go's ``sumdb/note`` reads them (the distribution's golang-golang-x-mod-dev).

The package has half a gigabyte, so it is no part of setting up: where it is not installed, this
file is not collected (conftest.py).
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
VECTOR = json.loads((HERE.parents[1] / "vectors" / "witness.json").read_text())
NOTES = [request.partition("\n\n")[2] for request in VECTOR["requests"]]
PAIRS = list(zip(NOTES, VECTOR["answers"], strict=True))


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reader, built."""
    folder = tmp_path_factory.mktemp("go")
    environ = os.environ | {
        "GO111MODULE": "off",
        "GOPATH": "/usr/share/gocode",
        "GOCACHE": str(folder / "cache"),
    }
    command = ["go", "build", "-o", str(folder / "cosigned"), str(HERE / "cosigned.go")]
    subprocess.run(command, check=True, env=environ)
    return folder / "cosigned"


def read(program: Path, note: str) -> tuple[int, str]:
    command = [str(program), VECTOR["log"], VECTOR["witness"][0]]
    done = subprocess.run(command, check=False, input=note, capture_output=True, text=True)
    return done.returncode, done.stdout


@pytest.mark.parametrize(("note", "lines"), PAIRS, ids=["3", "111"])
def test_go_reads_our_checkpoints_and_cosignatures(program: Path, note: str, lines: str) -> None:
    """A line of a kind it does not know, by ML-DSA-44, is in nobody's way."""
    text = note.partition("\n\n")[0] + "\n"
    assert read(program, note + lines) == (0, f"{VECTOR['time']}\n{text}")


def test_go_refuses_what_does_not_hold(program: Path) -> None:
    (first, line), (second, other) = PAIRS
    assert read(program, first)[0] == 1  # Nobody cosigned it.
    assert read(program, first + other)[0] == 1
    assert read(program, second.replace("111", "112") + other)[0] == 1
    assert read(program, first + line)[0] == 0

"""Start the programs that setting up needs, one setup at a time, and fail in one clear line."""

from __future__ import annotations

import fcntl
import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


class SetupError(Exception):
    """Setting up cannot go on; the text is one line that says what to do."""


def run(
    command: Sequence[str | Path], *, cwd: Path, hint: str, env: dict[str, str] | None = None
) -> None:
    """Run a program to its end, its output passed on.

    Raises:
        SetupError: It cannot be started or did not exit with 0; the text is the hint.
    """
    try:
        done = subprocess.run(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, check=False)
    except OSError as error:
        raise SetupError(f"{hint} ({error})") from error
    if done.returncode != 0:
        raise SetupError(hint)


def output_of(command: Sequence[str | Path], env: dict[str, str] | None = None) -> str | None:
    """What a program prints, without the outer white space; None if it fails."""
    try:
        done = subprocess.run(
            command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until nobody else sets up a checkout: two `make` at once would install over each other.

    The folder itself is locked, so nothing is left behind; a process that dies lets go of it.
    """
    held = os.open(folder, os.O_RDONLY)
    try:
        _take(held)
        yield
    finally:
        os.close(held)


def _take(held: int) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("== setup: waiting for another one in this checkout", flush=True)
        fcntl.flock(held, fcntl.LOCK_EX)

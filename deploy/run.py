"""Start the programs that setting up needs, and fail in one clear line."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
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

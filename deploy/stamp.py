"""Remember what was set up from which inputs, so that the next start can skip it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def digest(root: Path, paths: Iterable[Path]) -> str:
    """Hash the names and contents of the files, folders taken whole; 64 hex digits.

    Contents and not times: a fresh clone gives every file the time of the clone.
    """
    files = sorted(
        file
        for path in paths
        for file in ([path] if path.is_file() else path.rglob("*"))
        if file.is_file()
    )
    total = hashlib.sha256()
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        total.update(f"{content} {file.relative_to(root).as_posix()}\n".encode())
    return total.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Tell whether the stamp holds this digest."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == value

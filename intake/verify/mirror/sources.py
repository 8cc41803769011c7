"""Where a log is copied from: another copy, or anything else that answers to paths.

Two need more than files: ``intake.verify.mirror.http`` and the commands' own instance.
"""

import os
import stat
from pathlib import Path
from typing import Protocol

from intake.verify.folder import details_name
from intake.verify.mirror.limits import DETAILS_BYTES

UNAUTHORISED = 401
HOW_TO_ENTER = (
    "It opens this log to nobody without a token. A token is good for one visit of one copy,"
    " within the hour, while who made it stays signed in: make another under “Copy to my machine”,"
    " and visit again."
)


class SourceError(Exception):
    """The source cannot be reached or answers with something else."""


class TooLongError(SourceError):
    """The source answers with more than what was asked for can be."""

    def __init__(self, path: str, most: int) -> None:
        super().__init__(f"{path}: the answer is longer than {most} bytes")


class AnsweredError(SourceError):
    """A server answers with a status that is no answer; of 401 it is said what to do."""

    def __init__(self, path: str, status: int) -> None:
        told = f". {HOW_TO_ENTER}" if status == UNAUTHORISED else ""
        super().__init__(f"{path}: the server answers {status}{told}")
        self.status = status


class Source(Protocol):
    """Anything with the paths below ``log/``."""

    def read(self, path: str, most: int, /) -> bytes | None:
        """Return what stands at ``access/checkpoint`` and the like, or None.

        Raises:
            TooLongError: It is longer than ``most`` bytes.
            SourceError: It cannot be told.
        """

    def details(self, log: str, n: int, /) -> bytes | None:
        """Return the details of an entry bundle, empty if there are none; None if never given."""


class FolderSource:
    """Another copy, on a disk or a stick."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "log"
        if not self._folder.is_dir():
            raise SourceError(f"no log in {folder}")

    def read(self, path: str, most: int, /) -> bytes | None:
        """Return a file's bytes, or None; what is no plain file is not there."""
        try:
            # A pipe would keep us waiting for who writes into it.
            file = os.open(self._folder / path, os.O_RDONLY | os.O_NONBLOCK)
        except (FileNotFoundError, NotADirectoryError):
            return None
        with os.fdopen(file, "rb") as opened:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                return None
            data = opened.read(most + 1)
        if len(data) > most:
            raise TooLongError(path, most)
        return data

    def details(self, log: str, n: int, /) -> bytes | None:
        """Return the details the other copy has, if any were given to it."""
        if not (self._folder / log / "details").is_dir():
            return None
        return self.read(f"{log}/{details_name(n)}", DETAILS_BYTES) or b""

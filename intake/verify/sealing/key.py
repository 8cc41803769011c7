"""The key of a copy: the age identity to which its details are sealed, in the copy's own folder.

It protects a lost backup or a file sent on, not a lost machine. Whoever deletes it has made all
details of the copy unreadable for good, at once.
"""

import os
from pathlib import Path

from intake.crypto.age.file import open_file, seal_file
from intake.crypto.age.header import AgeError
from intake.crypto.age.hybrid import (
    KeyTextError,
    encode_identity,
    new_seed,
    parse_identity,
    recipient_of,
)

NAME = "copy.key"


class CopyKeyError(ValueError):
    """The file is none of a copy's key, or what was sealed to it was changed."""


def find_key(folder: Path) -> bytes | None:
    """Return the identity of a copy, 32 bytes; None if it has none.

    Raises:
        CopyKeyError: The file holds something else.
    """
    try:
        text = (folder / NAME).read_text(encoding="ascii", errors="replace")
        return parse_identity(text.removesuffix("\n"))
    except FileNotFoundError:
        return None
    except KeyTextError:
        raise CopyKeyError(f"{NAME} is not the key of a copy") from None


def make_key(folder: Path) -> None:
    """Make the key of a copy: a file that its owner alone reads, whole or not there."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{NAME}.new"
    fresh.unlink(missing_ok=True)  # Of a run that was killed here: nothing was sealed to it.
    file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="ascii") as opened:
        opened.write(f"{encode_identity(new_seed())}\n")
        opened.flush()
        os.fsync(file)
    fresh.replace(folder / NAME)


def seal(plaintext: bytes, identity: bytes) -> bytes:
    """Return an age file that only this identity opens."""
    return seal_file(plaintext, recipient_of(identity))


def unseal(sealed: bytes, identity: bytes) -> bytes:
    """Return what was sealed.

    Raises:
        CopyKeyError: It was changed, or sealed to another key.
    """
    try:
        return open_file(sealed, identity)
    except AgeError:
        raise CopyKeyError("cannot be opened with the copy's key") from None

"""A copied log on disk: the paths of C2SP tlog-tiles, and beside them every checkpoint ever seen.

    FOLDER/log/access/checkpoint, log.vkey, policy.txt, tile/…
    FOLDER/log/access/checkpoints/<size>          the first checkpoint seen of that size, with what
                                                  others signed under it later
    FOLDER/log/access/checkpoints/<size>.<hex>    one of other text of the same size: evidence
    FOLDER/log/access/details/<N>.jsonl           details of entry bundle N, where they were given
    FOLDER/log/access/sealed/<N>.age              the same, sealed to the key of the copy
    FOLDER/copy.key                               that key, of a copy that an auditor's visits made
    FOLDER/log/access/next                        the checkpoint that is being copied

Files are written whole or not at all. None is read further than MAX_FILE_BYTES: a copy may come
from somebody else.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.merkle import HASH_BYTES
from intake.crypto.tlog.note import NoteError, join_signatures
from intake.crypto.tlog.tiles import (
    ENTRIES,
    TILE_WIDTH,
    TileAddress,
    encode_bundle,
    encode_tile_path,
    parse_bundle,
)
from intake.log.events import Log

NEXT = "next"
READ_BYTES = 1 << 16  # Most files are smaller.
MAX_FILE_BYTES = 1 << 26  # Four times the largest entry bundle there can be.


class LogFolder:
    """The copy of one log."""

    def __init__(self, folder: Path, log: Log) -> None:
        self.log = log
        self.path = folder / "log" / log
        self._root = f"{self.path}/"

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, or None if there is none."""
        try:
            # A log has two small files for every 256 entries: `Path` would take as long as SHA-256.
            file = os.open(self._root + name, os.O_RDONLY | os.O_NONBLOCK)
        except (FileNotFoundError, NotADirectoryError):
            return None
        try:
            return _read_all(file)
        except IsADirectoryError:
            return None
        finally:
            os.close(file)

    def write(self, name: str, data: bytes) -> None:
        """Write a file, making its folders."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(path.name + ".new")
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)

    def remove(self, name: str) -> None:
        """Remove a file, if there is one."""
        (self.path / name).unlink(missing_ok=True)

    def has(self, name: str) -> bool:
        """Tell whether there is such a file."""
        return (self.path / name).is_file()

    def tile(self, level: int, n: int, width: int) -> bytes:
        """Return a tile (a ``ReadTile``); nothing if there is none this wide."""
        return self._at_least(TileAddress(level, n, width))[: width * HASH_BYTES]

    def bundle(self, n: int, width: int) -> bytes | None:
        """Return the first ``width`` entries of a bundle, or None.

        Raises:
            TileError: What is there is cut off.
        """
        exact = self.read(encode_tile_path(TileAddress(ENTRIES, n, width)))
        if exact is not None:
            return exact
        wider = self._at_least(TileAddress(ENTRIES, n, width))
        return encode_bundle(parse_bundle(wider)[:width]) if wider else None

    def _at_least(self, address: TileAddress) -> bytes:
        """Return the narrowest stored tile that is at least so wide, or nothing."""
        found = self.read(encode_tile_path(address))
        if found is not None:
            return found
        full = self.path / encode_tile_path(address._replace(width=TILE_WIDTH))
        partial = full.with_name(full.name + ".p")
        widths = [path.name for path in partial.iterdir()] if partial.is_dir() else []
        wider = sorted(int(name) for name in widths if name.isascii() and name.isdecimal())
        widest = [str(width) for width in wider if width > address.width]
        names = [*(f"{partial.name}/{width}" for width in widest), full.name]
        paths = [full.parent / name for name in names]
        stored = (str(path.relative_to(self.path)) for path in paths if path.is_file())
        return next((self.read(name) or b"" for name in stored), b"")

    def keep(self, checkpoint: Checkpoint, note: str) -> None:
        """Keep a checkpoint whose signature holds, beside any other of the same size.

        Of the same checkpoint with other signatures one file is kept, with all who signed.
        """
        name = f"checkpoints/{checkpoint.size}"
        held = self.read(name)
        data = note.encode() if held is None else _joined(note, held)
        if data is None:
            data = note.encode()
            name += "." + sha256(data).hexdigest()[:16]
        if self.read(name) != data:
            self.write(name, data)

    def kept(self) -> Mapping[str, bytes]:
        """Return every kept checkpoint, by file name, unverified, smallest size first.

        Each is read when it is asked for, and none in memory beside another: there may be many.
        """
        folder = self.path / "checkpoints"
        names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        sizes = {name: name.partition(".")[0] for name in names if not name.endswith(".new")}
        order = sorted(sizes, key=lambda name: (len(sizes[name]), name))
        return _Kept(self, order)


class _Kept(Mapping[str, bytes]):
    """Kept checkpoints, read one by one."""

    def __init__(self, folder: LogFolder, names: Iterable[str]) -> None:
        self._folder, self._names = folder, dict.fromkeys(names)

    def __getitem__(self, name: str) -> bytes:
        if name not in self._names:
            raise KeyError(name)
        return self._folder.read(f"checkpoints/{name}") or b""

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _joined(note: str, held: bytes) -> bytes | None:
    """Return a note with the signatures of what is held; None where that is another checkpoint."""
    try:
        joined = join_signatures(note, held.decode())
    except (NoteError, UnicodeDecodeError):
        return None
    return None if joined is None else joined.encode()


def _read_all(file: int) -> bytes:
    """Return what an open file holds, but not endlessly much."""
    parts, size = [], 0
    while size <= MAX_FILE_BYTES and (part := os.read(file, READ_BYTES)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def details_name(n: int) -> str:
    """Return the file that holds the details of entry bundle ``n``."""
    return f"details/{n:09d}.jsonl"


def sealed_name(n: int) -> str:
    """Return the file that holds them sealed to the copy's key."""
    return f"sealed/{n:09d}.age"

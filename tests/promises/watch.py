"""Sees every file that is made or written in a folder, however briefly it exists (inotify)."""

import ctypes
import os
import struct
from pathlib import Path

MODIFIED, CREATED, MOVED_TO = 0x002, 0x100, 0x080
HEAD = struct.Struct("iIII")
NON_BLOCKING = os.O_NONBLOCK


class FolderWatch:
    """Watches one folder from now on; not what lies deeper."""

    def __init__(self, folder: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = self._libc.inotify_init1(NON_BLOCKING)
        mask = MODIFIED | CREATED | MOVED_TO
        watch = self._libc.inotify_add_watch(self._descriptor, str(folder).encode(), mask)
        if self._descriptor < 0 or watch < 0:
            raise OSError(ctypes.get_errno(), "cannot watch", str(folder))

    def events(self) -> tuple[set[str], set[str]]:
        """Return the names that were made and those that were written since the last call."""
        made: set[str] = set()
        written: set[str] = set()
        while data := self._read():
            at = 0
            while at < len(data):
                _, mask, _, length = HEAD.unpack_from(data, at)
                at += HEAD.size
                name = data[at : at + length].rstrip(b"\0").decode()
                (written if mask & MODIFIED else made).add(name)
                at += length
        return made, written

    def close(self) -> None:
        os.close(self._descriptor)

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, 65_536)
        except BlockingIOError:
            return b""

"""Reads the memory of a process of ours, as somebody with the machine could."""

import os
from collections.abc import Iterator
from pathlib import Path

BLOCK = 1 << 20  # bytes read at once
OVERLAP = 4_096  # bytes read twice, so that nothing is missed at a border


def memory_of(process: int) -> bytes:
    """Return everything a process can write to: its heap, its stacks, its buffers."""
    lines = Path(f"/proc/{process}/maps").read_text().splitlines()
    found = bytearray()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in lines:
            place, rights, *_ = line.split()
            start, end = (int(part, 16) for part in place.split("-"))
            if rights.startswith("rw"):
                for block in _blocks(memory.fileno(), start, end):
                    found += block.strip(b"\0") + b"\0"  # Most of it was never used.
    return bytes(found)


def _blocks(descriptor: int, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, BLOCK):
        try:
            yield os.pread(descriptor, min(BLOCK + OVERLAP, end - at), at)
        except OSError:
            return  # A mapping without memory behind it.

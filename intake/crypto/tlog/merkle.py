"""Merkle tree hashes (RFC 6962, section 2.1, with SHA-256); proofs are in merkleproof.

All hashes are 32 bytes. A tree of size n has leaves 0 to n-1. "Subtree (height, index)" is the
complete, aligned one over leaves index * 2**height up to, not including, (index + 1) * 2**height;
its root never changes once the tree has grown past it, which is why it may be stored.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from struct import unpack

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
MAX_SIZE = 2**63 - 1  # C2SP tools hold a tree size in a signed 64-bit integer.

Subtrees = Callable[[int, int], bytes]
"""(height, index) to the 32-byte root of that complete subtree."""


class MerkleError(ValueError):
    """Hashes do not fit together, or something was asked of a tree that does not exist."""


def leaf_hash(leaf: bytes) -> bytes:
    """Return SHA-256(0x00 || leaf)."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 || left || right), both 32 bytes."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots a log must keep to go on appending: at most 63, left to right, largest first."""

    def __init__(self, size: int = 0, roots: Iterable[bytes] = ()) -> None:
        """Take up a tree of ``size`` leaves where it was left off.

        Args:
            size: Number of leaves, 0 to MAX_SIZE.
            roots: One root of 32 bytes for each 1 in the binary form of size, left to right.

        Raises:
            MerkleError: The roots do not fit the size.
        """
        self.size = size
        self.roots = list(roots)
        if not 0 <= size <= MAX_SIZE or len(self.roots) != size.bit_count():
            raise MerkleError("frontier does not fit the tree size")
        if any(len(root) != HASH_BYTES for root in self.roots):
            raise MerkleError("frontier holds something that is no hash")

    def push(self, root: bytes, height: int = 0) -> list[tuple[int, int, bytes]]:
        """Append a complete subtree (a leaf hash if height is 0) at the right edge.

        Returns:
            The subtrees this completes, smallest first, as (height, index, root).

        Raises:
            MerkleError: The tree does not end at a multiple of 2**height.
        """
        if self.size % (1 << height) or self.size >= MAX_SIZE:
            raise MerkleError("subtree does not fit at the right edge")
        completed = []
        index = self.size >> height
        self.size += 1 << height
        while index & 1:
            root = node_hash(self.roots.pop(), root)
            index >>= 1
            height += 1
            completed.append((height, index, root))
        self.roots.append(root)
        return completed

    def root(self) -> bytes:
        """Return the root hash of the whole tree; SHA-256 of nothing if it is empty."""
        return _fold(self.roots) if self.roots else EMPTY_ROOT

    def copy(self) -> "Frontier":
        """Return an independent frontier of the same tree."""
        return Frontier(self.size, self.roots)


def complete_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over 2**k subtree roots of equal height.

    Raises:
        MerkleError: Their number is not a power of two.
    """
    if len(hashes).bit_count() != 1:
        raise MerkleError("not a complete subtree")
    level = b"".join(hashes)
    while len(level) > HASH_BYTES:
        # Cutting one joined string is about twice as fast as pairing a list of hashes.
        pairs = unpack("64s" * (len(level) // 64), level)
        level = b"".join([sha256(b"\x01" + pair).digest() for pair in pairs])
    return level


def range_root(start: int, end: int, subtrees: Subtrees) -> bytes:
    """Return MTH(D[start:end]) where start is a multiple of the smallest 2**k >= end - start.

    Raises:
        MerkleError: The range is empty or not aligned, so it has no node in any tree.
    """
    if not 0 <= start < end or start % (1 << (end - start - 1).bit_length()):
        raise MerkleError("no node of the tree covers this range")
    return _fold([subtrees(height, index) for height, index in _complete_parts(start, end)])


def frontier(size: int, subtrees: Subtrees) -> Frontier:
    """Return the frontier of the tree of this size."""
    return Frontier(size, [subtrees(height, index) for height, index in _complete_parts(0, size)])


def _complete_parts(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut [start, end) into complete subtrees (height, index), left to right, largest first."""
    while start < end:
        height = (end - start).bit_length() - 1
        yield height, start >> height
        start += 1 << height


def _fold(roots: Sequence[bytes]) -> bytes:
    """Join subtree roots of falling height, from the right, as MTH does."""
    root = roots[-1]
    for left in reversed(roots[:-1]):
        root = node_hash(left, root)
    return root

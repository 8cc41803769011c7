"""Inclusion and consistency proofs (RFC 6962, 2.1.1 and 2.1.2; verified as RFC 9162, 2.1 says).

Whoever makes a proof brings a ``Subtrees`` function that returns stored roots; whoever verifies it
needs nothing else. Hashes are 32 bytes. A verification returns None or raises ``MerkleError``.
"""

from collections.abc import Iterator, Sequence

from intake.crypto.tlog.merkle import (
    EMPTY_ROOT,
    HASH_BYTES,
    MAX_SIZE,
    MerkleError,
    Subtrees,
    node_hash,
    range_root,
)


def inclusion_proof(index: int, size: int, subtrees: Subtrees) -> list[bytes]:
    """Return PATH(index, D[size]) (RFC 6962, 2.1.1), the leaf's sibling first.

    Raises:
        MerkleError: The tree of this size has no such leaf.
    """
    if not 0 <= index < size <= MAX_SIZE:
        raise MerkleError("no such leaf in a tree of this size")
    path = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(range_root(middle, end, subtrees))
            end = middle
        else:
            path.append(range_root(start, middle, subtrees))
            start = middle
    return path[::-1]


def consistency_proof(old_size: int, size: int, subtrees: Subtrees) -> list[bytes]:
    """Return PROOF(old_size, D[size]) (RFC 6962, 2.1.2); empty if old_size is 0 or equals size.

    Raises:
        MerkleError: old_size is larger than size.
    """
    if not 0 <= old_size <= size <= MAX_SIZE:
        raise MerkleError("no proof from a larger tree to a smaller one")
    path: list[bytes] = []
    start, end = 0, size
    while old_size and old_size != end:
        middle = start + _split(end - start)
        if old_size <= middle:
            path.append(range_root(middle, end, subtrees))
            end = middle
        else:
            path.append(range_root(start, middle, subtrees))
            start = middle
    if start:  # The old tree is no complete subtree of the new one: its last part comes first.
        path.append(range_root(start, end, subtrees))
    return path[::-1]


def verify_inclusion(
    index: int, size: int, leaf: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that ``leaf``, a leaf hash, stands at ``index`` in the tree of this size and root.

    Raises:
        MerkleError: It does not, or the proof is too short, too long or holds no hashes.
    """
    if not 0 <= index < size <= MAX_SIZE:
        raise MerkleError("no such leaf in a tree of this size")
    _require_hashes(leaf, root, *proof)
    found = leaf
    last = size - 1  # RFC 9162, 2.1.3.2: fn is ``index``, sn is ``last``.
    for sibling in proof:
        if last == 0:
            raise MerkleError("inclusion proof is too long")
        if index & 1 or index == last:
            found = node_hash(sibling, found)
            skip = 0 if index & 1 else _trailing_zeros(index)
            index, last = index >> skip, last >> skip
        else:
            found = node_hash(found, sibling)
        index, last = index >> 1, last >> 1
    if last or found != root:
        raise MerkleError("inclusion proof does not lead to the root")


def verify_consistency(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the tree of ``size`` and ``root`` begins with that of the old size and root.

    Raises:
        MerkleError: It does not, or the proof is too short, too long or holds no hashes.
    """
    if not 0 <= old_size <= size <= MAX_SIZE:
        raise MerkleError("the new tree is smaller than the old one")
    _require_hashes(old_root, root, *proof)
    if old_size in {0, size}:
        if proof or old_root != (root if old_size else EMPTY_ROOT):
            raise MerkleError("the trees differ although one needs no proof")
        return
    # RFC 9162, 2.1.4.2: fn is ``index``, sn is ``last``; an old tree of 2**k leaves proves itself.
    skip = _trailing_zeros(old_size)
    index, last = (old_size - 1) >> skip, (size - 1) >> skip
    hashes = iter(proof) if index else iter((old_root, *proof))
    found_old, found = _climb(index, last, hashes)
    if found_old != old_root or found != root:
        raise MerkleError("consistency proof does not join the two roots")


def _climb(index: int, last: int, hashes: Iterator[bytes]) -> tuple[bytes, bytes]:
    """Return (old root, new root) as the consistency proof has them."""
    old = new = next(hashes, b"")
    for sibling in hashes:
        if last == 0:
            raise MerkleError("consistency proof is too long")
        if index & 1 or index == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            skip = 0 if index & 1 else _trailing_zeros(index)
            index, last = index >> skip, last >> skip
        else:
            new = node_hash(new, sibling)
        index, last = index >> 1, last >> 1
    if last:
        raise MerkleError("consistency proof is too short")
    return old, new


def _split(count: int) -> int:
    """Return the largest power of two smaller than count, which is at least 2."""
    return 1 << ((count - 1).bit_length() - 1)


def _trailing_zeros(number: int) -> int:
    """Return how often two divides number; for 0, which has no end of zeros, 0."""
    return (number & -number).bit_length() - 1 if number else 0


def _require_hashes(*hashes: bytes) -> None:
    if any(len(each) != HASH_BYTES for each in hashes):
        raise MerkleError("not a hash of 32 bytes")

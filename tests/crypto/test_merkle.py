"""The tree of RFC 6962 and its proofs, against a naive recursion and a foreign implementation."""

import json
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from random import Random

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.tlog.merkle import (
    EMPTY_ROOT,
    MAX_SIZE,
    Frontier,
    MerkleError,
    Subtrees,
    complete_root,
    frontier,
    leaf_hash,
    node_hash,
    range_root,
)
from intake.crypto.tlog.merkleproof import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "merkle.json").read_text())
STEPS = 1500


def naive_root(hashes: list[bytes]) -> bytes:
    """MTH as RFC 6962, 2.1 writes it, over leaf hashes."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"").digest()
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return node_hash(naive_root(hashes[:k]), naive_root(hashes[k:]))


def subtrees_of(hashes: list[bytes]) -> Subtrees:
    return lambda height, index: complete_root(hashes[index << height : (index + 1) << height])


def some_hashes(count: int) -> list[bytes]:
    return [leaf_hash(str(n).encode()) for n in range(count)]


HASHES = some_hashes(STEPS)
sizes = st.integers(1, 300)


def test_the_vectors_hold() -> None:
    hashes = [leaf_hash(leaf.encode()) for leaf in VECTORS["leaves"]]
    assert hashes == [b64decode(each) for each in VECTORS["leaf_hashes"]]
    roots = {int(size): b64decode(root) for size, root in VECTORS["roots"].items()}
    for size, root in roots.items():
        assert naive_root(hashes[:size]) == root
        assert frontier(size, subtrees_of(hashes)).root() == root
    for case in VECTORS["inclusion"]:
        proof = [b64decode(each) for each in case["proof"]]
        assert inclusion_proof(case["index"], case["size"], subtrees_of(hashes)) == proof
        verify_inclusion(
            case["index"], case["size"], hashes[case["index"]], roots[case["size"]], proof
        )
    for case in VECTORS["consistency"]:
        proof = [b64decode(each) for each in case["proof"]]
        assert consistency_proof(case["old"], case["size"], subtrees_of(hashes)) == proof
        verify_consistency(
            case["old"], case["size"], roots[case["old"]], roots[case["size"]], proof
        )


def test_the_roots_of_certificate_transparency_hold() -> None:
    tree = Frontier()
    for data, root in zip(VECTORS["rfc6962"]["inputs"], VECTORS["rfc6962"]["roots"], strict=True):
        tree.push(leaf_hash(bytes.fromhex(data)))
        assert tree.root().hex() == root


def test_1500_appends_agree_with_the_naive_recursion() -> None:
    tree = Frontier()
    assert tree.root() == EMPTY_ROOT
    for size, each in enumerate(HASHES, 1):
        tree.push(each)
        assert tree.size == size
        assert len(tree.roots) == size.bit_count()
        assert tree.root() == naive_root(HASHES[:size])


def test_every_subtree_that_is_completed_is_told_once() -> None:
    tree = Frontier()
    told = [node for each in HASHES[:256] for node in tree.push(each)]
    assert len(told) == 255
    assert {(height, index) for height, index, _ in told} == {
        (height, index) for height in range(1, 9) for index in range(256 >> height)
    }
    for height, index, root in told:
        assert root == subtrees_of(HASHES)(height, index)


def test_a_foreign_implementation_has_the_same_roots_and_paths() -> None:
    other = pymerkle.InmemoryTree(algorithm="sha256")
    for n in range(130):
        other.append_entry(str(n).encode())
    random = Random(6962)  # noqa: S311 - the same cases each time
    for _ in range(400):
        size = random.randint(1, 130)
        index = random.randrange(size)
        assert frontier(size, subtrees_of(HASHES)).root() == other.get_root(size)
        theirs = other.prove_inclusion(index + 1, size).path
        assert [HASHES[index], *inclusion_proof(index, size, subtrees_of(HASHES))] == theirs


@given(sizes, st.data())
def test_a_proof_of_inclusion_holds_and_no_other_leaf_passes(
    size: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, size - 1))
    root = naive_root(HASHES[:size])
    proof = inclusion_proof(index, size, subtrees_of(HASHES))
    verify_inclusion(index, size, HASHES[index], root, proof)
    with pytest.raises(MerkleError):
        verify_inclusion(index, size, HASHES[index + 1], root, proof)
    with pytest.raises(MerkleError):
        verify_inclusion(index, size, HASHES[index], root, [*proof, HASHES[0]])
    if proof:
        with pytest.raises(MerkleError):
            verify_inclusion(index, size, HASHES[index], root, proof[:-1])


@given(sizes, st.data())
def test_a_proof_of_consistency_holds_and_no_other_tree_passes(
    size: int, data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, size))
    roots = naive_root(HASHES[:old]), naive_root(HASHES[:size])
    proof = consistency_proof(old, size, subtrees_of(HASHES))
    verify_consistency(old, size, *roots, proof)
    for wrong in ((EMPTY_ROOT, roots[1]), (roots[0], EMPTY_ROOT)):
        with pytest.raises(MerkleError):
            verify_consistency(old, size, *wrong, proof)
    with pytest.raises(MerkleError):
        verify_consistency(old, size, *roots, [*proof, HASHES[0]])
    if proof:
        with pytest.raises(MerkleError):
            verify_consistency(old, size, *roots, proof[1:])
        with pytest.raises(MerkleError):
            verify_consistency(old, size, *roots, proof[:-1])


@given(sizes, sizes, st.lists(st.binary(min_size=32, max_size=32), max_size=12))
def test_no_made_up_proof_passes(one: int, other: int, proof: list[bytes]) -> None:
    old, size = sorted((one, other))
    if old != size:
        with pytest.raises(MerkleError):
            verify_consistency(old, size, HASHES[0], HASHES[1], proof)
    with pytest.raises(MerkleError):
        verify_inclusion(old - 1, size, b"\x01" * 32, b"\x02" * 32, proof)


@pytest.mark.parametrize("proof", [[b""], [b"\x00" * 31], [b"\x00" * 64]])
def test_a_proof_of_other_lengths_is_refused(proof: list[bytes]) -> None:
    with pytest.raises(MerkleError):
        verify_inclusion(0, 2, HASHES[0], naive_root(HASHES[:2]), proof)
    with pytest.raises(MerkleError):
        verify_consistency(1, 2, HASHES[0], naive_root(HASHES[:2]), proof)


def test_an_empty_old_tree_is_the_beginning_of_every_tree() -> None:
    verify_consistency(0, 5, EMPTY_ROOT, naive_root(HASHES[:5]), [])
    verify_consistency(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])
    with pytest.raises(MerkleError):
        verify_consistency(0, 5, HASHES[0], naive_root(HASHES[:5]), [])
    with pytest.raises(MerkleError):
        verify_consistency(3, 3, HASHES[0], HASHES[1], [])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, MAX_SIZE + 1)])
def test_a_leaf_that_is_not_there_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(MerkleError):
        inclusion_proof(index, size, subtrees_of(HASHES))
    with pytest.raises(MerkleError):
        verify_inclusion(index, size, HASHES[0], HASHES[0], [])


def test_a_larger_tree_is_not_the_beginning_of_a_smaller_one() -> None:
    with pytest.raises(MerkleError):
        consistency_proof(4, 3, subtrees_of(HASHES))
    with pytest.raises(MerkleError):
        verify_consistency(4, 3, HASHES[0], HASHES[1], [])


def test_a_frontier_that_does_not_fit_its_size_is_refused() -> None:
    for size, roots in ((3, HASHES[:1]), (-1, []), (1, [b"short"]), (MAX_SIZE + 1, HASHES[:1])):
        with pytest.raises(MerkleError):
            Frontier(size, roots)
    with pytest.raises(MerkleError):
        Frontier(1, HASHES[:1]).push(HASHES[1], height=1)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (1, 3), (2, 5), (-2, 0)])
def test_a_range_without_a_node_is_refused(start: int, end: int) -> None:
    with pytest.raises(MerkleError):
        range_root(start, end, subtrees_of(HASHES))


@pytest.mark.parametrize("count", [0, 3])
def test_a_subtree_that_is_not_complete_is_refused(count: int) -> None:
    with pytest.raises(MerkleError):
        complete_root(HASHES[:count])

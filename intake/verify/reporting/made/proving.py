"""The appendix of a report: each entry that a finding names, as it lies there, with its proof."""

from collections.abc import Sequence
from dataclasses import dataclass

from intake.crypto.tlog.merkle import MerkleError, leaf_hash
from intake.crypto.tlog.merkleproof import inclusion_proof, verify_inclusion
from intake.crypto.tlog.tiles import TILE_WIDTH, TileError, TileTree
from intake.crypto.tlog.tlogproof import TlogProof, encode_tlog_proof
from intake.log.events import Log
from intake.verify.reporting.reading import LogCopy
from intake.verify.rules import Finding

MOST = 1_000  # Entries with their proofs; the rest is counted.


@dataclass(frozen=True)
class Proved:
    """One entry; the proof is empty where the copy gives none."""

    log: Log
    index: int
    leaf: str
    proof: str  # C2SP tlog-proof


def prove_entries(
    copies: Sequence[LogCopy], findings: Sequence[Finding]
) -> tuple[list[Proved], int]:
    """Return the entries that findings name, in order, and how many more there are."""
    named = sorted({(each.log, each.index) for finding in findings for each in finding.entries})
    trees = {each.folder.log: (each, each.tree()) for each in copies}
    proved = [_prove(*trees[log], index) for log, index in named[:MOST]]
    return proved, len(named) - len(proved)


def _prove(copy: LogCopy, tree: TileTree, index: int) -> Proved:
    n, place = divmod(index, TILE_WIDTH)
    leaf = copy.leaves(n)[place]
    try:
        hashes = inclusion_proof(index, copy.size, tree.subtree)
        root = copy.head.checkpoint.root if copy.head else b""
        verify_inclusion(index, copy.size, leaf_hash(leaf), root, hashes)
    except (MerkleError, TileError):
        return Proved(copy.folder.log, index, leaf.decode("ascii"), "")
    note = copy.head.note if copy.head else ""
    text = encode_tlog_proof(TlogProof(index, tuple(hashes), note))
    return Proved(copy.folder.log, index, leaf.decode("ascii"), text)

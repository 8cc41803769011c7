"""A log as a witness sees it: any size, any past, checkpoints and requests, honest or not."""

from base64 import b64encode
from collections.abc import Sequence

from intake.crypto import ed25519
from intake.crypto.tlog.checkpoint import Checkpoint, encode_checkpoint, sign_checkpoint
from intake.crypto.tlog.merkle import complete_root, frontier, leaf_hash
from intake.crypto.tlog.merkleproof import consistency_proof
from intake.crypto.tlog.note import VerifierKey, encode_vkey, sign_note
from intake.crypto.tlog.witnesses.request import make_request

ORIGIN = "intake.example.org/log/access"
SEED = bytes([7]) * 32
VKEY = encode_vkey(VerifierKey(ORIGIN, ed25519.public_key(SEED)))
NOW = 1_795_900_000


class SmallLog:
    """A log of made-up entries; ``forked_at`` changes one of them."""

    def __init__(self, size: int, forked_at: int | None = None, origin: str = ORIGIN) -> None:
        self.origin = origin
        names = (f"{place}{'x' if place == forked_at else ''}" for place in range(size))
        self.hashes = [leaf_hash(name.encode()) for name in names]

    def subtrees(self, height: int, index: int) -> bytes:
        return complete_root(self.hashes[index << height : (index + 1) << height])

    def head(self, size: int) -> Checkpoint:
        return Checkpoint(self.origin, size, frontier(size, self.subtrees).root())

    def note(self, size: int, seed: bytes = SEED) -> str:
        return sign_checkpoint(self.head(size), seed)

    def proof(self, old: int, size: int) -> list[bytes]:
        return consistency_proof(old, size, self.subtrees)

    def request(self, old: int, size: int) -> bytes:
        return make_request(self.note(size), old, self.subtrees)


def write_request(old: object, proof: Sequence[bytes], note: str) -> bytes:
    """A request as an attacker would write it: nothing is checked."""
    lines = [f"old {old}", *(b64encode(each).decode() for each in proof)]
    return ("\n".join(lines) + "\n\n" + note).encode()


def signed_text(head: Checkpoint, name: str = ORIGIN) -> str:
    return sign_note(encode_checkpoint(head), name, SEED)

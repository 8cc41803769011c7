"""The entries of a bundle, each read by the one strict parser there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from intake.crypto.tlog.tiles import parse_bundle
from intake.log.events import Log
from intake.log.leaf import Leaf, LeafError, parse_leaf


@dataclass(frozen=True)
class Entries:
    """The entries of one bundle."""

    leaves: Sequence[Leaf | None]  # None where an entry is not of the closed form.
    hashes: Sequence[bytes]
    malformed: Sequence[tuple[int, str]]  # (place in the bundle, why)


def read_entries(log: Log, bundle: bytes) -> Entries:
    """Take an entry bundle apart.

    Raises:
        TileError: The bundle is cut off or too long.
    """
    found = parse_bundle(bundle)
    hashes = [sha256(b"\x00" + each).digest() for each in found]
    leaves: list[Leaf | None] = []
    malformed = []
    for place, each in enumerate(found):
        try:
            leaves.append(parse_leaf(log, each))
        except LeafError as error:
            leaves.append(None)
            malformed.append((place, str(error)))
    return Entries(leaves, hashes, malformed)

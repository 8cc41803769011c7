"""Entry bundles, read fast: one pattern takes a whole bundle apart and checks the form as it goes.

Half a million entries a second need this. Whatever the pattern does not cover, or what it covers
and needs a second look, goes through ``parse_leaf``, which decides and says why.
"""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from intake.clock import DAY
from intake.crypto.tlog.tiles import TILE_WIDTH, parse_bundle
from intake.log.events import EVENTS, FACTS, Log
from intake.log.leaf import LeafError, leaf_pattern, parse_leaf

_ENTRY = re.compile(rb"(..)(" + leaf_pattern("eft") + rb")", re.DOTALL)
_NAMES = {log: frozenset(str(event).encode() for event in EVENTS[log]) for log in Log}
_COMMITMENT = b'"c":"'  # No value holds a quote, so these bytes are always the key.
_FACTS = b'"f":{'
_KNOWN_FACTS = {  # (event, name, ...): the names in order, as parse_leaf wants them.
    (str(event).encode(), *(name.encode() for name in some))
    for event, names in FACTS.items()
    for count in range(1, len(names) + 1)
    for some in combinations(sorted(names), count)
}


@dataclass
class Entries:
    """The entries of one bundle."""

    leaves: Sequence[bytes]
    times: Sequence[int]
    malformed: list[tuple[int, str]] = field(default_factory=list)  # (place in the bundle, why)

    def commitments(self) -> list[tuple[int, str]]:
        """Return (place, commitment) of the entries that have details."""
        cut = len(_COMMITMENT)
        found = [(place, leaf, leaf.find(_COMMITMENT)) for place, leaf in enumerate(self.leaves)]
        return [
            (place, leaf[at + cut : at + cut + 43].decode("ascii", "replace"))
            for place, leaf, at in found
            if at >= 0
        ]


def read_entries(log: Log, bundle: bytes) -> Entries:
    """Take an entry bundle apart and check the form of its entries.

    Raises:
        TileError: The bundle is cut off or too long.
    """
    rows = _ENTRY.findall(bundle)
    if not rows:
        return _read_slowly(log, parse_bundle(bundle))
    lengths, leaves, events, facts, times = zip(*rows, strict=True)
    sizes = list(map(len, leaves))
    whole = sum(sizes) + 2 * len(sizes) == len(bundle) and len(sizes) <= TILE_WIDTH
    if not whole or b"".join(lengths) != struct.pack(f">{len(sizes)}H", *sizes):
        return _read_slowly(log, parse_bundle(bundle))
    entries = Entries(leaves, list(map(int, times)))
    if not _NAMES[log].issuperset(events) or (log is Log.INTAKE and _not_days(bundle, entries)):
        return _read_slowly(log, list(leaves))
    if _FACTS in bundle:
        for place, given in enumerate(facts):
            if given and (events[place], *given.split(b'"')[1::4]) not in _KNOWN_FACTS:
                _require_leaf(log, entries, place)
    return entries


def _not_days(bundle: bytes, entries: Entries) -> bool:
    return b'{"a":' in bundle or any(t % DAY for t in entries.times)


def _read_slowly(log: Log, leaves: list[bytes]) -> Entries:
    times = [0] * len(leaves)
    entries = Entries(leaves, times)
    for place, leaf in enumerate(leaves):
        try:
            times[place] = parse_leaf(log, leaf).t
        except LeafError as error:
            entries.malformed.append((place, str(error)))
            times[place] = times[place - 1] if place else 0
    return entries


def _require_leaf(log: Log, entries: Entries, place: int) -> None:
    try:
        parse_leaf(log, entries.leaves[place])
    except LeafError as error:
        entries.malformed.append((place, str(error)))

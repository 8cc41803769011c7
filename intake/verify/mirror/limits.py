"""What a source that is not believed may make a copy cost (docs/spec/log.md, section 7).

A log can sign any size it likes, and serve that size from nothing: whatever is fetched, kept in
memory or waited for is bounded here, and what does not fit into one run is left for the next.
"""

from dataclasses import dataclass

from intake.crypto.tlog.tiles import MAX_ENTRY_BYTES, TILE_WIDTH

TEXT_BYTES = 1 << 16  # Of a checkpoint, a key or a policy.
BUNDLE_BYTES = TILE_WIDTH * (2 + MAX_ENTRY_BYTES)  # The largest entry bundle there can be.
COSIGNED_BYTES = 1 << 18  # Of all checkpoints that witnesses signed.
DETAILS_BYTES = 1 << 24  # Of the details of one bundle.
NAMED = 20  # Differences that are named; the rest is counted.
SECONDS = 60.0  # In which an answer must be whole, connecting included.


@dataclass(frozen=True)
class Limits:
    """What one run may cost; what a copy holds already is read again beside it."""

    entries: int = 1 << 20  # Copied anew.

    @property
    def data_bytes(self) -> int:
        """Bytes written: a kibibyte for each entry, five times what ours take, and the tiles."""
        return (self.entries << 10) + (1 << 26)

"""How long one act waits for another, and how many may be under way: the same on both engines."""

from typing import Any

WAIT_MILLISECONDS = 10_000  # How long an act waits for another one's lock before it fails.

POOL: dict[str, Any] = {
    "pool_size": 10,  # Connections that are kept open; as many again may be opened in a rush.
    "max_overflow": 10,
    "pool_timeout": WAIT_MILLISECONDS / 1000,
}
"""Arguments of ``create_engine``."""

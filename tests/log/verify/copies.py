"""What every test of the offline check starts from: a small copy, and what is found in it."""

import json
from collections.abc import Mapping
from pathlib import Path

from intake.verify import verify_mirror

BUNDLE, TILE = "tile/entries/000.p/70", "tile/0/000.p/70"


def found(folder: Path) -> list[tuple[str, int | None]]:
    return [(each.kind, each.index) for each in verify_mirror(folder).findings]


def lines(*rows: Mapping[str, object]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()

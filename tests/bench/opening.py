"""What the desk's page does with a list: opens it, sealed and remembered, orders it, finds in it.

In Node, with the very modules of worker and page. Sealed: beside opening each file with keys
made anew. Remembered: beside reading the same JSON without any of it.
"""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Figure

SCRIPT = Path(__file__).parent / "desk.js"
FRESH = "floor: keys made anew for each file"
PARSED = "floor: JSON alone"


def measure_opening(*, rounds: int = 2, counts: Sequence[int] = (1_000, 10_000)) -> list[Figure]:
    """Return the figures of lists of these lengths."""
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("node is not here: make bench sets it up")
    command = [node, str(SCRIPT), str(rounds), *map(str, counts)]
    done = subprocess.run(command, check=True, capture_output=True)
    found = json.loads(done.stdout)
    return [figure for count in counts for figure in _figures(count, found[str(count)])]


def _figures(count: int, measured: Sequence[dict[str, float]]) -> list[Figure]:
    def values(name: str) -> list[float]:
        return [each[f"{name}_ms"] for each in measured]

    many = f"{count:,} summaries, Node"
    kept = f"open what was remembered of {many}"
    return [
        Figure("desk", f"open {many}", "ms", values("sealed"), values("fresh"), note=FRESH),
        Figure("desk", kept, "ms", values("cards"), values("parse"), note=PARSED),
        Figure("desk", f"make and order rows of {many}", "ms", values("list")),
        Figure("desk", f"find in {many}", "ms", values("find")),
    ]

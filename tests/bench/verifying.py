"""Re-hashing a mirrored log with `intake.verify`, against a bare SHA-256 loop over its leaves.

Ours is the whole check an auditor waits for: files, signature, the form of every entry, leaf
hashes, tree, tiles, root. The floor hashes the same leaves, already in memory, and keeps nothing.
"""

import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from intake.log.events import Log
from intake.verify import verify_mirror
from tests.bench.figures import Figure, Goal, alternate, per_second
from tests.bench.mirrors import make_leaves, write_mirror

GOAL = Goal(150_000, is_least=True, of="ours")
FLOOR = "floor: SHA-256 of the same leaves in memory"


def measure_verifying(
    folder: Path, *, access: int = 200_000, intake: int = 60_000, rounds: int = 7
) -> list[Figure]:
    """Return the figures of both logs.

    Args:
        folder: Where the mirrors are written, and removed again.
        access: Entries in the mirror of the access log.
        intake: Entries in that of the intake log.
        rounds: How often each is checked.
    """
    return [
        _measure(folder / "access", Log.ACCESS, access, rounds),
        _measure(folder / "intake", Log.INTAKE, intake, rounds),
    ]


def _measure(folder: Path, log: Log, count: int, rounds: int) -> Figure:
    leaves = make_leaves(log, count)
    write_mirror(folder, log, leaves)
    write_mirror(folder, Log.INTAKE if log is Log.ACCESS else Log.ACCESS, [])  # Both must be there.
    took = alternate(
        lambda: require_whole(folder, count), lambda: hash_all(leaves), rounds=rounds, calls=1
    )
    shutil.rmtree(folder)
    rates = per_second(took.ours, count), per_second(took.floor, count)
    note = FLOOR if log is Log.ACCESS else f"{FLOOR}; every entry carries facts"
    goal = GOAL if log is Log.ACCESS else None
    return Figure("log", f"verify, {count:,} entries, {log} log", "/s", *rates, goal, note)


def require_whole(folder: Path, count: int) -> None:
    """Check a mirror; an unexpected finding stops the benchmark."""
    report = verify_mirror(folder)
    if report.findings or sum(log.entries for log in report.logs) != count:
        raise RuntimeError(f"the mirror is not whole: {report.findings[:3]}")


def hash_all(leaves: Sequence[bytes]) -> None:
    """Hash every leaf, as a log does."""
    for leaf in leaves:
        sha256(b"\x00" + leaf).digest()

"""What came of a seed, in a line; by which rules, and in how much time."""

import gc
import hashlib
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import intake.verify.rules
from intake.verify.rules.rulebook import EDITION, RULES
from tests.quarter.real.judged import PLANTS, judge
from tests.strength import little_work

MOST = 2  # Findings of level 2 and 3 in a clean month.
QUICK = Path("/dev/shm")  # noqa: S108 - where nothing waits for a disk, if there is such a place.


@dataclass(frozen=True)
class Told:
    """One seed."""

    line: str
    holds: bool
    missed: tuple[str, ...]  # "<plant> (<rule>)"
    months: tuple[int, ...]
    odd: tuple[str, ...]  # Rules that found something in a clean month.
    planted: int


def tell_head() -> str:
    """Return by which rules it is judged: their edition, versions, and the hash of their code."""
    folder = Path(intake.verify.rules.__file__).parent
    whole = hashlib.sha256()
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.toml")]):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    commit = subprocess.run(
        ["git", "log", "-1", "--format=%h", "--", str(folder)],
        capture_output=True, text=True, check=False, cwd=folder,
    ).stdout.strip()  # fmt: skip
    return (
        f"rules: edition {EDITION}, {len(RULES)} of them, last changed in {commit or 'no commit'},"
        f" sha256 {whole.hexdigest()[:16]}\nplants: {len(PLANTS)}\n"
        "seed  planted  found  same on both sides  level 2+ in clean months  entries  seconds"
    )


def tell(seed: int, days: int) -> Told:
    """Judge a seed and say what came of it."""
    gc.set_threshold(100_000, 50, 50)  # Requests leave little, and there are thousands.
    where = str(QUICK) if QUICK.is_dir() else None
    with little_work(), TemporaryDirectory(dir=where) as folder:
        made = judge(Path(folder) / "instance", seed, days)
    missed = tuple(sorted({f"{each.plant} ({each.rule})" for each in made.missed}))
    innocent = [f"{each.rule} at {each.entries[0][1]}" for each in made.innocent]
    is_same, count = made.server == made.copy, len(made.planted.done)
    refused = dict(made.planted.desk.refused)
    notes = [f"missed {each}" for each in missed] + [f"of nothing: {each}" for each in innocent]
    notes += [
        f"not on the first page: {each.rule} at {each.entries[0][1]}" for each in made.unshown
    ]
    notes += [f"not planted: {each}" for each in made.planted.failed]
    notes += [f"the program refused {refused}"] if refused else []
    notes += [f"clean: {each.rule} ({each.level})" for each in made.clean]
    line = (
        f"{seed:4}  {count:7}  {len(made.found):5}  {'yes' if is_same else 'NO':18}"
        f"  {made.months!s:24}  {made.counts['entries']:7}  {made.seconds:7.0f}"
    )
    holds = is_same and count == len(PLANTS) and not missed and not innocent
    holds = holds and not made.planted.failed and not made.unshown
    return Told(
        line="\n".join([line, *(f"      {note}" for note in notes)]),
        holds=holds and max(made.months) <= MOST,
        missed=missed,
        months=tuple(made.months),
        odd=tuple(each.rule for each in made.clean),
        planted=count,
    )


def tell_sum(told: list[Told]) -> str:
    """Sum up all seeds."""
    missed = Counter(each for one in told for each in one.missed)
    months = [count for one in told for count in one.months]
    held, planted = sum(each.holds for each in told), sum(each.planted for each in told)
    odd = dict(Counter(rule for one in told for rule in one.odd))
    worst = f"at most {max(months)} findings of level 2 and 3, together {sum(months)}: {odd}"
    lines = [
        f"{len(told)} seeds, {held} of them hold; {planted} acts planted",
        f"{len(months)} clean months: {worst}",
        *(f"missed in {count} seeds: {name}" for name, count in sorted(missed.items())),
    ]
    return "\n".join(lines)

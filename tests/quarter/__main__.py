"""The quarter at the real program: `python -m tests.quarter [--seeds N] [--first N]`.

A desk of nine works for a quarter through the program's own addresses; in its last month acts are
planted that the rules of the audit should find. Printed is, for each seed, what was planted and
found, and what was found in the two months before. `--keep FOLDER` leaves the instance of one seed,
its last day in this week: `INTAKE_INSTANCE=FOLDER intake serve` shows it, and `people.json` in it
says how to sign in. Exit codes: 0 all was found, and no clean month has more than two findings;
1 not so.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.quarter.real.kept import keep
from tests.quarter.real.told import Told, tell, tell_head, tell_sum
from tests.quarter.staff import QUARTER


def main() -> int:
    """Run what was asked for."""
    asked = arguments()
    print(tell_head(), flush=True)
    if asked.keep:
        print(keep(asked.keep, asked.first, asked.days))
        return 0
    told: list[Told] = []
    with ProcessPoolExecutor(asked.processes) as pool:
        seeds = range(asked.first, asked.first + asked.seeds)
        for each in pool.map(tell, seeds, [asked.days] * len(seeds)):
            print(each.line, flush=True)
            told.append(each)
    print(tell_sum(told))
    return 0 if all(each.holds for each in told) else 1


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.quarter")
    parser.add_argument("--seeds", type=int, default=1, help="how many; 1 when left out")
    parser.add_argument("--first", type=int, default=1, help="the first of them; 1 when left out")
    parser.add_argument(
        "--days", type=int, default=QUARTER, help="of each; a quarter when left out"
    )
    parser.add_argument("--processes", type=int, default=1, help="at once; 1 when left out")
    parser.add_argument("--keep", type=Path, help="an empty or new folder, for the instance")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

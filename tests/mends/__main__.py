"""Whether each mend is missed: `python -m tests.mends [--quick] [R4 A2 …]`, or `make mends`.

In a copy of the checkout each mend is taken out by itself, and the test that stands beside it must
fail by an assertion; what cannot be imported or built says nothing. With all mends in, the same
tests must pass. `--quick` leaves out those that only a browser shows. Exit codes: 0 every one was
missed, 1 one was not.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence

from tests.mends.lending import COUNT, lent_trees
from tests.mends.listed import Mend, is_of_browser, is_of_node, load
from tests.mends.running import End, Ended, run
from tests.mends.tree import Tree

HEAD = ("finding", "mended", "without it", "s", "test")
WORDS = {End.PASSED: "NOT NOTICED", End.ASSERTED: "noticed", End.BROKE: "BROKE"}
Row = tuple[Mend, Ended, float]


def main() -> int:
    """Run the tests as they are, then without each mend; print what came of it."""
    mends = chosen(arguments())
    with lent_trees() as trees:
        whole = trees.over(run, shared_out(mends))
        if failed := [ended.why for ended in whole if ended.end is not End.PASSED]:
            sys.exit(f"mends: with every mend in, this failed: {'; '.join(failed)}")
        rows = list(trees.over(run_without, mends))
    print("\n".join(lines(rows)))
    return 0 if all(ended.end is End.ASSERTED for _, ended, _ in rows) else 1


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.mends")
    parser.add_argument("finding", nargs="*", help="all of them when left out")
    parser.add_argument("--quick", action="store_true", help="without what only a browser shows")
    return parser.parse_args()


def chosen(asked: argparse.Namespace) -> list[Mend]:
    """Return the mends that were asked for, none of them meaning all."""
    every = load()
    if missing := set(asked.finding) - {mend.finding for mend in every}:
        sys.exit(f"mends: there is nothing about {', '.join(sorted(missing))}")
    wanted = [mend for mend in every if not asked.finding or mend.finding in asked.finding]
    return [mend for mend in wanted if not (asked.quick and is_of_browser(mend.test))]


def shared_out(mends: Sequence[Mend]) -> list[list[str]]:
    """Return each test once, in parts that are run together, each of one language."""
    tests = sorted({mend.test for mend in mends})
    of_node = [test for test in tests if is_of_node(test)]
    rest = [test for test in tests if test not in of_node]
    return [part for part in (*(rest[at::COUNT] for at in range(COUNT)), of_node) if part]


def run_without(tree: Tree, mend: Mend) -> Row:
    """Run the test of a mend without it."""
    started = time.monotonic()
    with tree.without(mend) as is_built:
        ended = run(tree, [mend.test]) if is_built else Ended(End.BROKE, "it does not build")
    said = f"{mend.finding} {WORDS[ended.end]}: {mend.mended}: {ended.why}"
    print(f"== mends: {said}", file=sys.stderr, flush=True)
    return mend, ended, time.monotonic() - started


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """Give the table as text, columns aligned; below it what is not as it should be."""
    cells = [
        (mend.finding, mend.mended, WORDS[ended.end], f"{seconds:.0f}", mend.test)
        for mend, ended, seconds in rows
    ]
    widths = [max(map(len, column)) for column in zip(HEAD, *cells, strict=True)]
    for row in (HEAD, *cells):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield ""
    wrong = [(mend, ended) for mend, ended, _ in rows if ended.end is not End.ASSERTED]
    for mend, ended in wrong:
        yield f"{mend.finding}: {mend.mended}: {WORDS[ended.end]} {ended.why}".rstrip()
    yield f"{len(rows) - len(wrong)} of {len(rows)} mends are missed when they are gone."


if __name__ == "__main__":
    sys.exit(main())

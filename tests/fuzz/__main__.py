"""`make fuzz`: hostile requests against a server that it starts. Exit code 1 when all was not well.

Wrong are: a 5xx, no answer to a whole request, an answer that takes what must be refused, a line in
the server's log, and memory that grows with the number of requests.
"""

import argparse
import secrets
import sys

from tests.fuzz.running import Found, lines_about, send_all
from tests.load.targets import started_server

GROWTH_BYTES = 64 << 20  # Between the first quarter, when all is warm, and the end.


def main() -> int:
    """Send, print what came back, judge."""
    asked = arguments()
    print(f"== fuzz: {asked.count} requests, seed {asked.seed}", flush=True)
    with started_server() as target:
        found = send_all(target, asked.seed, asked.count, asked.seconds)
        lines = lines_about(target)
    show(found)
    growth = found.memory[-1] - found.memory[len(found.memory) // 4]
    said = " ".join(str(each >> 20) for each in found.memory)
    print(f"   memory, MiB: {said}; growth {growth >> 20}")
    for line in lines[:20]:
        print(f"   the server wrote: {line}")
    good = not found.problems and not lines and growth < GROWTH_BYTES
    print(f"   {found.count} sent, {'all refused or answered' if good else 'NOT ALL WELL'}")
    return 0 if good else 1


def show(found: Found) -> None:
    """Print the counts and the first problems."""
    for kind in sorted({kind for kind, _ in found.answers}):
        statuses = sorted(status for each, status in found.answers if each == kind)
        counts = "  ".join(f"{status}: {found.answers[kind, status]}" for status in statuses)
        print(f"   {kind:<8} {counts}")
    for problem in found.problems:
        print(f"   not right: {problem}")


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.fuzz")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32))
    parser.add_argument("--seconds", type=float, default=900, help="the longest it may take")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

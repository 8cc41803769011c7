"""Load on a started server: `python -m tests.load KIND [--url URL --pid PID]`, or `make load`.

A kind is a module of `tests/load/kinds` with `run(target) -> bool`: it prints its figures and says
whether its bound held. Without a URL each kind gets a server and an instance of its own.
Exit codes: 0 every bound held, 1 one did not.
"""

import argparse
import pkgutil
import sys
from importlib import import_module

from tests.load import kinds
from tests.load.targets import Target, started_server

KINDS = sorted(found.name for found in pkgutil.iter_modules(kinds.__path__))


def main() -> int:
    """Run what was asked for, one after the other."""
    asked = arguments()
    held = [run(kind, asked) for kind in ([asked.kind] if asked.kind else KINDS)]
    return 0 if all(held) else 1


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.load")
    parser.add_argument("kind", nargs="?", choices=KINDS, help="all of them when left out")
    parser.add_argument("--url", help="of a server that runs already on this machine, with a desk")
    parser.add_argument("--pid", type=int, help="of that server, to see its memory")
    return parser.parse_args()


def run(kind: str, asked: argparse.Namespace) -> bool:
    """Run one kind on the server that was named, or on one of its own."""
    print(f"== load: {kind}", flush=True)
    measure = import_module(f"tests.load.kinds.{kind}").run
    if asked.url:
        held = measure(Target.at(asked.url, asked.pid))
    else:
        with started_server() as target:
            held = measure(target)
    print("   held" if held else "   DID NOT HOLD", flush=True)
    return bool(held)


if __name__ == "__main__":
    sys.exit(main())

"""Set up a checkout: `python3 -m deploy.setup [--dev]`; quick when nothing changed."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from deploy import node_packages, python_packages
from deploy.run import SetupError, alone_in

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Set up Python packages, Node packages and bundles, with one line for each."""
    with alone_in(ROOT):
        return set_up(dev="--dev" in arguments)


def set_up(*, dev: bool) -> int:
    """Do what is not done yet; return the exit code."""
    phases: list[tuple[str, Callable[[Path], bool]]] = [
        ("Python packages", partial(python_packages.prepare, dev=dev)),
        ("Node packages", partial(node_packages.prepare_packages, dev=dev)),
        ("client bundles", node_packages.prepare_bundles),
    ]
    for name, prepare in phases:
        print(f"== setup: {name}", flush=True)
        try:
            changed = prepare(ROOT)
        except SetupError as error:
            print(f"setup: {error}", file=sys.stderr)
            return 2
        print("   done" if changed else "   unchanged", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Run targets of the Makefile side by side: `python -m deploy.together TARGET...`.

Of a target that went well its headings are printed when it ends, of another one everything it said.
All of them run to their end, so that one run says everything that is wrong; exit code 1 then.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(targets: list[str]) -> int:
    """Run as many at once as there are processors, in the order given."""
    failed = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        running = {pool.submit(run, target): target for target in targets}
        for done in as_completed(running):
            is_well, said = done.result()
            print(headings(said) if is_well else said, end="", flush=True)
            if not is_well:
                failed.append(running[done])
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run(target: str) -> tuple[bool, str]:
    """Run one target of a checkout that is set up; return whether it went well and what it said."""
    command = [os.environ.get("MAKE", "make"), "--no-print-directory", "IS_SET_UP=yes", target]
    # Without what the calling make says to its own: this one has no part in its jobs.
    environ = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout


def headings(said: str) -> str:
    """Return the lines by which a target says what it does."""
    return "".join(f"{line}\n" for line in said.splitlines() if line.startswith("== "))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Run every benchmark: `make bench`. Prints one table and writes `bench/results.json`.

With `--large` (`make bench LARGE=yes`) the auditors' log grows to a million entries: a quarter of
an hour more.
"""

import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from intake.form.loading.form import load_form
from tests.bench.accepting import measure_accepting
from tests.bench.appending import measure_appending
from tests.bench.browsers import measure_chromium, measure_node
from tests.bench.figures import Figure
from tests.bench.first_rows import measure_first_rows
from tests.bench.listing import measure_listing
from tests.bench.opening import measure_opening
from tests.bench.pages import measure_pages
from tests.bench.reading import measure_reader
from tests.bench.room.measuring import LARGE, Sizes, measure_room
from tests.bench.sealing import measure_sealing
from tests.bench.servers import OURS, ROOT, desk_instance, instance_environ, serve
from tests.bench.table import lines
from tests.bench.verifying import measure_verifying

RESULTS = ROOT / "bench" / "results.json"


def main() -> int:
    """Measure everything, show it, keep it."""
    started, load = time.monotonic(), os.getloadavg()
    with working_folder() as folder:
        figures = measure(folder, LARGE if "--large" in sys.argv[1:] else Sizes())
    print("\n".join(lines(figures)))
    seconds = round(time.monotonic() - started)
    print(f"\n{seconds} s on {os.cpu_count()} processors; load {load[0]:.1f} at the start.")
    machine = {"python": platform.python_version(), "processors": os.cpu_count()}
    found = {"machine": machine | {"load": load}, "figures": [result(each) for each in figures]}
    RESULTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"Written to {RESULTS.relative_to(ROOT)}.")
    return 0


def measure(folder: Path, sizes: Sizes) -> list[Figure]:
    """Run the benchmarks one after the other, saying which."""
    config, desk = desk_instance(folder / "instance")
    form = load_form(config.instance / "forms").version
    with serve(OURS, instance_environ(config.instance)) as ours:
        at_server = [
            *_say("pages", lambda: measure_pages(ours)),
            *_say("accepting", lambda: measure_accepting(folder, ours, desk, form)),
            *_say("sealing in Chromium", lambda: measure_chromium(ours.base_url)),
            *_say("sending as a reader", lambda: measure_reader(ours.base_url)),
        ]
    return [
        *at_server,
        *_say("sealing in Python", measure_sealing),
        *_say("sealing in Node", measure_node),
        *_say("list", lambda: measure_listing(folder)),
        *_say("list in Chromium", lambda: measure_first_rows(folder)),
        *_say("opening the list in Node", measure_opening),
        *_say("appending", lambda: measure_appending(folder)),
        *_say("verifying", lambda: measure_verifying(folder)),
        *_say("the auditors' pages", lambda: measure_room(folder, sizes)),
    ]


def _say(name: str, step: Callable[[], Sequence[Figure]]) -> Sequence[Figure]:
    print(f"== bench: {name}", file=sys.stderr, flush=True)
    return step()


@contextmanager
def working_folder() -> Iterator[Path]:
    """Give a folder on the disk that the checkout, and so an instance, lies on."""
    RESULTS.parent.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=RESULTS.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def result(figure: Figure) -> dict[str, object]:
    """Return a figure as `results.json` holds it: every round, nothing rounded."""
    return asdict(figure) | {"ratios": figure.ratios, "goal_met": figure.is_met}


if __name__ == "__main__":
    sys.exit(main())

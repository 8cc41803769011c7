"""Presses until a report is sent, and bytes of what comes before: `python -m tests.bench.presses`.

It serves an instance of its own and uses the real pages in Chromium. Exit code 1: something costs
more than was promised.
"""

import sys
import tempfile
from itertools import product
from pathlib import Path

from tests.bench.browsers import open_chromium
from tests.bench.pages import LANGUAGES
from tests.bench.servers import OURS, Server, desk_instance, instance_environ, serve
from tests.e2e.conftest import READY
from tests.e2e.public.presses import WAYS

PAGES = ("", "form", "help", "plain", "plain/other", "box", "box/plain", "check")
MOST_BYTES = {"br": 14_600, "gzip": 16_000}  # On the wire, with headers.


def main() -> int:
    """Print both tables; tell whether everything is within its bounds."""
    with tempfile.TemporaryDirectory() as folder:
        config, _ = desk_instance(Path(folder) / "instance")
        with serve(OURS, instance_environ(config.instance)) as server:
            rows = [*count_bytes(server), *count_presses(server)]
    for what, count, most in rows:
        print(f"{what:44} {count:>7,} of {most:,}{'' if count <= most else '  TOO MANY'}")
    return int(any(count > most for _, count, most in rows))


Row = tuple[str, int, int]


def count_presses(server: Server) -> list[Row]:
    """Go each way from the form's first screen, on a telephone."""
    rows = []
    with open_chromium() as browser:
        for (way, (press, most)), lang in product(WAYS.items(), LANGUAGES):
            page = browser.new_page(
                base_url=server.base_url, viewport={"width": 360, "height": 740}
            )
            page.goto(f"/{lang}/form")
            page.wait_for_selector(READY, state="attached")
            rows.append((f"presses, {way}, {lang}", press(page), most))
            page.close()
    return rows


def count_bytes(server: Server) -> list[Row]:
    """Ask for each page in each compression."""
    return [
        (f"bytes, /{lang}/{page}, {encoding}", server.get(f"/{lang}/{page}", encoding).size, most)
        for page, lang, (encoding, most) in product(PAGES, LANGUAGES, MOST_BYTES.items())
    ]


if __name__ == "__main__":
    sys.exit(main())

"""Presses until a report is sent, and bytes of what comes before: `python -m tests.bench.presses`.

It serves an instance of its own and uses the real pages in Chromium. With a folder of an operator's
form, `python -m tests.bench.presses instance/forms`, it counts the bytes of that one's pages alone.
Exit code 1: something costs more than was promised.
"""

import shutil
import sys
import tempfile
from itertools import product
from pathlib import Path

from intake.form.languages import KNOWN
from tests.bench.browsers import open_chromium
from tests.bench.pages import LANGUAGES
from tests.bench.servers import OURS, Server, desk_instance, instance_environ, serve
from tests.e2e.conftest import READY
from tests.e2e.public.presses import WAYS
from tests.public.bounds import ENCODINGS, most_bytes

PAGES = ("", "form", "help", "plain", "plain/other", "box", "box/plain", "check", "access")


def main() -> int:
    """Print both tables; tell whether everything is within its bounds."""
    with tempfile.TemporaryDirectory() as folder:
        config, _ = desk_instance(Path(folder) / "instance")
        for own in sys.argv[1:]:
            shutil.copytree(own, config.instance / "forms")
        with serve(OURS, instance_environ(config.instance)) as server:
            rows = [*count_bytes(server), *(() if sys.argv[1:] else count_presses(server))]
    for what, count, most in rows:
        bound = "" if most is None else f" of {most:,}"
        print(f"{what:44} {count:>7,}{bound}{'  TOO MANY' if is_over(count, most) else ''}")
    return int(any(is_over(count, most) for _, count, most in rows))


Row = tuple[str, int, int | None]
"""What, how many, and how many there may be; where nothing is bound, None."""


def is_over(count: int, most: int | None) -> bool:
    """Tell whether it is more than was promised."""
    return most is not None and count > most


def count_presses(server: Server) -> list[Row]:
    """Go each way from the form's first screen, on a telephone."""
    rows: list[Row] = []
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
    """Ask for each page in each language and compression."""
    return [
        (
            f"bytes, /{lang}/{page}, {encoding}",
            server.get(f"/{lang}/{page}", encoding).size,
            most_bytes(encoding, lang),
        )
        for page, lang, encoding in product(PAGES, KNOWN, ENCODINGS)
    ]


if __name__ == "__main__":
    sys.exit(main())

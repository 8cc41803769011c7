"""`make strings`: 50,000 strings mixed from eight scripts. Exit code 1 when one came out changed.

Each goes through the form (without a script, or sealed), box, desk and an export of one instance,
on SQLite; is read by the browser's form, written as canonical JSON and folded in both languages;
and is found by the desk's search, also as somebody else would type it.
"""

import argparse
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from click.testing import CliRunner

from intake.app import create_app
from intake.cli import main as command
from intake.config import load_config
from intake.store.engine import open_database
from tests.conftest import ORIGIN, TestClock
from tests.mixed.finding import check
from tests.mixed.strings import make
from tests.mixed.walking import walk
from tests.people import People, Person
from tests.strength import little_work

AT_ONCE = 2_500


def main() -> int:
    """Make, send, read, look for; say what was done and what is wrong."""
    asked = arguments()
    random = Random(asked.seed)
    print(f"== strings: {asked.count}, seed {asked.seed}", flush=True)
    began, done, wrong = time.monotonic(), 0, list[str]()
    with instance() as (people, anna):
        while done < asked.count:
            strings = [make(random) for _ in range(min(AT_ONCE, asked.count - done))]
            wrong += walk(people, anna, strings, random) + check(strings, random)
            done += len(strings)
            said = f"{done} of {asked.count}, {len(wrong)} wrong"
            print(f"   {said}, {time.monotonic() - began:.0f} s", flush=True)
        reports = len(anna.listed().rows)
    for line in wrong[:20]:
        print(f"   not right: {line[:400]}")
    how = "all unchanged and found" if not wrong else "NOT ALL WELL"
    print(f"   {done} strings in {reports} reports through form, box, desk, export: {how}")
    return 1 if wrong else 0


@contextmanager
def instance() -> Iterator[tuple[People, Person]]:
    """Make an instance with one member of the desk, in a folder that goes again."""
    with tempfile.TemporaryDirectory(prefix="intake-strings-") as folder, little_work():
        environ = {"INTAKE_INSTANCE": str(Path(folder) / "instance")}
        made = CliRunner(env=environ).invoke(command, ["init", "--origin", ORIGIN])
        assert made.exit_code == 0, made.stderr
        config, clock = load_config(environ), TestClock()
        database = open_database(config.database_url)
        try:
            people = People(create_app(config, clock=clock, database=database), clock)
            yield people, people.new("anna", "caseworker", triage=True)
        finally:
            database.close()


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.mixed")
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

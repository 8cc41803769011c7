"""Running tests in a copy of the checkout, and telling how they failed."""

import json
import re
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.mends.listed import is_of_node
from tests.mends.tree import Tree

PYTEST = (*("-m", "pytest", "-p", "tests.mends.watching"), *("-n", "0", "-q", "--no-header"))
SECONDS = 600  # A test that takes longer does not end.
ASSERTION = "[ERR_ASSERTION]"


class End(StrEnum):
    """How tests ended."""

    PASSED = "passed"
    ASSERTED = "asserted"  # Something was not as a test says.
    BROKE = "broke"  # Whatever else went wrong: nothing is known then.


@dataclass(frozen=True)
class Ended:
    """How tests ended, and at what."""

    end: End
    why: str = ""


def run(tree: Tree, tests: Sequence[str]) -> Ended:
    """Run tests of one language until one fails."""
    return run_node(tree, tests) if is_of_node(tests[0]) else run_pytest(tree, tests)


def run_pytest(tree: Tree, tests: Sequence[str]) -> Ended:
    """Run tests of Python; the first failure counts."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told"
        command = ["python", *PYTEST, "-x", "--told", str(told), *tests]
        status, said = _run(tree, command)
        if told.exists():
            return read_told(told.read_text(encoding="utf-8"))
    return Ended(End.PASSED) if status == 0 else Ended(End.BROKE, said[-300:])


def read_told(text: str) -> Ended:
    """Return what ``watching`` wrote down first."""
    test, is_assertion, kind = json.loads(text.splitlines()[0])
    return Ended(End.ASSERTED if is_assertion else End.BROKE, f"{kind} in {test}")


def run_node(tree: Tree, tests: Sequence[str]) -> Ended:
    """Run tests of JavaScript without a browser, one after the other."""
    for test in tests:
        file, _, name = test.partition("::")
        pattern = f"--test-name-pattern=^{re.escape(name)}"
        status, said = _run(tree, ["node", "--test-reporter=junit", pattern, file])
        ended = read_junit(said) if status in {0, 1} else Ended(End.BROKE, said[-300:])
        if ended.end is not End.PASSED:
            return Ended(ended.end, f"{ended.why} in {test}")
    return Ended(End.PASSED)


def read_junit(text: str) -> Ended:
    """Return how the tests of a report by Node ended; one of no test says nothing."""
    try:
        report = ET.fromstring(text[text.index("<?xml") :])  # noqa: S314 - Node's own
    except (ValueError, ET.ParseError):
        return Ended(End.BROKE, "it did not run")
    ran = [case for case in report.iter("testcase") if case.find("skipped") is None]
    failed = [each for case in ran if (each := case.find("failure")) is not None]
    if failed:
        is_assertion = ASSERTION in (failed[0].text or "")
        why = failed[0].get("message", "").splitlines()
        return Ended(End.ASSERTED if is_assertion else End.BROKE, why[0] if why else "")
    return Ended(End.PASSED) if ran else Ended(End.BROKE, "no test has that name")


def _run(tree: Tree, command: Sequence[str]) -> tuple[int, str]:
    done = subprocess.run(
        command,
        cwd=tree.folder,
        env=tree.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return done.returncode, done.stdout

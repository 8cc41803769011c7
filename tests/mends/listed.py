"""What was mended, where, and which test must notice when it is gone: ``data/*.toml``.

A file for each letter of the findings, and ``later.toml`` for what was built after them. Each
``[[mend]]`` has:

    finding  its name, such as ``R4``; in ``later.toml`` a word. A finding may have several mends
    mended   in a few words
    file     path from the root of the checkout
    with     the text that is the mend, which occurs once in the file
    without  what stands in its place without the mend; left out, nothing does
    test     pytest node id, or a node test file; of one ``::`` and how the name of a test begins
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Mend:
    """One of them."""

    finding: str
    mended: str
    file: str
    text: str
    without: str
    test: str

    @property
    def is_built(self) -> bool:
        """Whether its test sees it only when the bundles were built again."""
        return self.file.startswith("intake/static/") and not is_of_node(self.test)


def load() -> list[Mend]:
    """Return every mend there is, in the order of the files."""
    return [
        Mend(
            row["finding"], row["mended"], row["file"], row["with"], row.get("without", ""),
            row["test"],
        )
        for path in sorted(DATA.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["mend"]
    ]  # fmt: skip


def is_of_node(test: str) -> bool:
    """Tell whether it is a test of the JavaScript without a browser."""
    return test.partition("::")[0].endswith(".test.js")


def is_of_browser(test: str) -> bool:
    """Tell whether it needs a browser, and so a minute."""
    return test.startswith("tests/e2e/")


def objections(mend: Mend) -> Iterator[str]:
    """Yield what is wrong with an entry: it says nothing any more."""
    path = ROOT / mend.file
    found = path.read_text(encoding="utf-8").count(mend.text) if path.is_file() else 0
    if found != 1:
        yield f"{mend.finding}: stands {found} times in {mend.file}: {mend.text!r}"
    if mend.text == mend.without:
        yield f"{mend.finding}: is not taken out of {mend.file}: {mend.text!r}"
    if not is_there(mend.test):
        yield f"{mend.finding}: there is no test {mend.test}"


def is_there(test: str) -> bool:
    """Tell whether a test is in its file."""
    file, _, name = test.partition("::")
    path = ROOT / file
    if not path.is_file():
        return False
    text = path.read_text(encoding="utf-8")
    if is_of_node(test):
        begins = rf"^ *test\([\"`]{re.escape(name)}" if name else r"^ *test\("
        return re.search(begins, text, re.MULTILINE) is not None
    known = {each.name for each in ast.parse(text).body if isinstance(each, ast.FunctionDef)}
    return name.partition("[")[0] in known

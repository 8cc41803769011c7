"""Examples read out of the guides in docs/, and applied as whoever reads them would."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILE = re.compile(r"# ([\w.-]+\.toml)\n")
#: Where a table of a file begins; what stands before the first are keys at the top.
TABLE = re.compile(r"^(?=\[)", re.MULTILINE)
TOP_KEY = re.compile(r"^(\w+) = .*$", re.MULTILINE)
NAMED = re.compile(r'(\[\[\w+\]\])\nid = "(\w+)"')


def blocks(guide: str, kind: str) -> list[str]:
    """Return the examples of a kind (``sh``, ``toml``) in a guide of docs/, in their order."""
    text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def by_file(guide: str) -> list[tuple[str, str]]:
    """Return file name and words of each example that says in its first line where it belongs."""
    found = [(FILE.match(each), each) for each in blocks(guide, "toml")]
    return [(head[1], text[head.end() :]) for head, text in found if head]


def apply(folder: Path, name: str, example: str) -> None:
    """Put an example into a file of a form: for what is there already, else at its end."""
    path = folder / name
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    head, *tables = TABLE.split(example)
    for found in TOP_KEY.finditer(head):
        text, count = re.subn(rf"^{found[1]} = .*$", found[0], text, flags=re.MULTILINE)
        assert count == 1, found[0]
    for table in tables:
        text = _with(text, table.rstrip("\n") + "\n\n")
    path.write_text(text, encoding="utf-8")


def make_forms(instance: Path, guide: str) -> Path:
    """Return the folder of an operator's form, as a guide makes it, with every example in it."""
    (commands,) = blocks(guide, "sh")
    environ = {**os.environ, "INTAKE_INSTANCE": str(instance)}
    subprocess.run(["sh", "-euc", commands], cwd=ROOT, env=environ, check=True)
    for name, example in by_file(guide):
        apply(instance / "forms", name, example)
    return instance / "forms"


def _with(text: str, table: str) -> str:
    """Return a file with a table in the place of the one that has its id, if there is one."""
    name = NAMED.match(table)
    parts = TABLE.split(text)
    places = [at for at, part in enumerate(parts) if name and part.startswith(name[0])]
    if not places:
        return f"{text.rstrip()}\n\n{table}"
    (at,) = places
    return "".join([*parts[:at], table, *parts[at + 1 :]])

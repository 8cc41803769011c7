"""The three documents, and how their tables are read."""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
SPEC, WIRE, DESK = (
    (DOCS / name).read_text() for name in ("SPEC.md", "spec/wire.md", "spec/desk.md")
)


def section(text: str, number: int) -> str:
    return text.partition(f"\n## {number}. ")[2].partition("\n## ")[0]


def codes_in(text: str) -> set[tuple[str, int]]:
    rows = re.findall(r"^\| ((?:`\w+` ?)+) \| (\d{3}) \|", text, re.MULTILINE)
    return {(code, int(status)) for codes, status in rows for code in re.findall(r"\w+", codes)}

"""How many bytes a public page may take: the table ``bounds.toml``."""

import tomllib
from pathlib import Path

TABLE = tomllib.loads((Path(__file__).parent / "bounds.toml").read_text())
ENCODINGS = tuple(TABLE)


def most_bytes(encoding: str, tag: str) -> int | None:
    """Return the bound of a page in a language; None where there is none."""
    row = TABLE[encoding]
    most: int = row["most"]
    return most if tag in row.get("languages", [tag]) else None

"""Looks for planted words in bytes, in every form in which a careless program leaves them."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

from intake.crypto.case.receipts import format_receipt

DIGITS = 12  # Of a receipt, in a row: enough not to stand anywhere by chance.
FULL_WIDTH = {ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}


@dataclass(frozen=True)
class Planted:
    """Something that must not be found.

    Attributes:
        what: Its name in the findings; the value itself is never printed.
        needles: The bytes to look for, by the name of their form.
    """

    what: str
    needles: dict[str, bytes]

    def only(self, *forms: str) -> "Planted":
        """Return the same in a few forms: searching a large heap for all of them is slow."""
        return Planted(self.what, {f: self.needles[f] for f in forms if f in self.needles})


def planted_text(what: str, text: str) -> Planted:
    """Return a text in all its forms."""
    data, escaped = text.encode(), json.dumps(text)[1:-1]
    needles = _binary_forms("utf-8", data) | {
        "utf-16-le": text.encode("utf-16-le"),
        "utf-16-be": text.encode("utf-16-be"),
        "escaped": escaped.encode(),
        "percent": quote(text, safe="").encode(),
        "percent, lower": quote(text, safe="").lower().encode(),
        "form": quote_plus(text).encode(),
        "every byte percent": "".join(f"%{byte:02X}" for byte in data).encode(),
    }
    return Planted(what, _each_once(needles))


def planted_bytes(what: str, data: bytes) -> Planted:
    """Return a binary secret in all its forms."""
    return Planted(what, _each_once(_binary_forms("raw", data)))


def _each_once(needles: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out a form that looks like an earlier one."""
    return {form: needle for needle, form in {n: f for f, n in [*needles.items()][::-1]}.items()}


def planted_receipt(what: str, receipt: str) -> list[Planted]:
    """Return a receipt whole and in parts, with everything that may stand between its groups."""
    parts = [receipt[:DIGITS], receipt[8 : 8 + DIGITS], receipt[-DIGITS:]]
    groups = format_receipt(receipt).split(" ")[1:4]
    grouped = [between.join(groups) for between in (" ", "-", "\xa0", "\n", ".", "\u2009")]
    texts = {*parts, *grouped, parts[1].translate(FULL_WIDTH)}
    return [planted_text(what, text) for text in sorted(texts)]


def _binary_forms(name: str, data: bytes) -> dict[str, bytes]:
    return {
        name: data,
        "hex": data.hex().encode(),
        "HEX": data.hex().upper().encode(),
        **{f"base64 at {at}": part for at, part in enumerate(_base64_parts(data))},
        **{
            f"base64url at {at}": part.translate(bytes.maketrans(b"+/", b"-_"))
            for at, part in enumerate(_base64_parts(data))
        },
    }


def _base64_parts(data: bytes) -> Iterator[bytes]:
    """The characters that base64 gives for these bytes, wherever in a longer text they stand."""
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + data)
        yield encoded[(before * 4 + 2) // 3 : (before + len(data)) * 4 // 3]


def find(planted: Iterable[Planted], data: bytes, where: str) -> set[tuple[str, str, str]]:
    """Return what was found: what, in which form, and where."""
    return {
        (each.what, form, where)
        for each in planted
        for form, needle in each.needles.items()
        if needle in data
    }


def find_in_folder(
    planted: Iterable[Planted], folder: Path, since: float = 0
) -> set[tuple[str, str, str]]:
    """Search every file below a folder that was written after a moment (Unix seconds)."""
    planted = list(planted)
    found = set()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_mtime >= since:
            # Prepared space at the end of a file holds nothing and takes most of the time.
            data = path.read_bytes().rstrip(b"\0")
            found |= find(planted, str(path.relative_to(folder)).encode() + b"\n" + data, path.name)
    return found

"""Identity files as age tools write them: one key a line, comments, and often other kinds of keys.

People keep all their keys in one file, and editors add what nobody asked for. What is not ours is
passed over with a word; a key of ours that is damaged is an error, because whoever opens evidence
must not take "nothing opens" for an answer when a letter of the key is wrong. No message quotes a
line.
"""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from intake.config import ConfigError
from intake.crypto.age.hybrid import KeyTextError, parse_identity

OURS = "AGE-SECRET-KEY-PQ"
SHOWN_LINES = 5  # How many line numbers a word about others names.

_LINE_END = re.compile(r"\r\n|\n|\r")  # Not str.splitlines: U+2028 may stand inside a comment.
_AROUND = " \t\v\f\x00\xa0\u200b\u3000\ufeff"
_COMMENT = ("#", "\uff03")  # The second is what Chinese input methods type.


class Identities(NamedTuple):
    """What a file holds: identities of 32 bytes in order, and the numbers of lines passed over."""

    found: tuple[bytes, ...]
    others: tuple[int, ...]


def read_identities(path: Path) -> Identities:
    """Return the identities of a file, and which of its lines are keys of other kinds.

    Raises:
        ConfigError: There is none of ours in it, or one is damaged; names the line, never its text.
    """
    found, others = [], []
    for number, line in _key_lines(_decode(path.read_bytes())):
        if not line.upper().startswith(OURS):
            others.append(number)
            continue
        try:
            found.append(parse_identity(line))
        except KeyTextError:
            raise ConfigError(f"{path}: line {number}: a damaged {OURS}-1… identity") from None
    if not found:
        raise ConfigError(f"{path} does not hold identities of the kind {OURS}-1…")
    return Identities(tuple(found), tuple(others))


def describe_others(others: tuple[int, ...]) -> str:
    """Return a word about the lines that were passed over."""
    lines = ", ".join(map(str, others[:SHOWN_LINES]))
    more = " and more" if len(others) > SHOWN_LINES else ""
    return f"passed over keys of other kinds (line {lines}{more})"


def _decode(data: bytes) -> str:
    """Return text in whatever an editor wrote; keys are ASCII, so only comments can suffer."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    return data.decode("utf-8", errors="replace")


def _key_lines(text: str) -> list[tuple[int, str]]:
    """Return what is neither empty nor a comment; of a block, as SSH writes it, its first line."""
    lines, inside = [], False
    for number, raw in enumerate(_LINE_END.split(text), start=1):
        line = raw.strip(_AROUND)
        if line and not inside and not line.startswith(_COMMENT):
            lines.append((number, line))
        inside = _is_inside(line, inside=inside)
    return lines


def _is_inside(line: str, *, inside: bool) -> bool:
    if line.startswith("-----BEGIN "):
        return True
    return inside and not line.startswith("-----END ")

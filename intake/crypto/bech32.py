"""Bech32 (BIP 173) without its length limit, as age uses it for recipients and identities."""

from functools import reduce
from operator import xor

CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {character: value for value, character in enumerate(CHARSET)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
# What each of the 32 top values adds to the checksum, so that a step is one look-up.
_STEPS = tuple(
    reduce(xor, (part for i, part in enumerate(_GENERATOR) if top >> i & 1), 0) for top in range(32)
)


class Bech32Error(ValueError):
    """Not a Bech32 string."""


def encode_bech32(prefix: str, data: bytes) -> str:
    """Return lower-case Bech32 of ``data`` under a lower-case ``prefix``."""
    values = _regroup(data)
    check = _polymod([*_expand(prefix), *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join(CHARSET[value] for value in values)


def parse_bech32(text: str) -> tuple[str, bytes]:
    """Return the lower-case prefix and the bytes of a Bech32 string.

    Raises:
        Bech32Error: Mixed case, unknown characters, wrong checksum or non-zero padding bits.
    """
    if not text.isascii() or text not in (text.lower(), text.upper()):
        raise Bech32Error("mixed case or foreign characters")
    prefix, separator, body = text.lower().rpartition("1")
    if not separator or not prefix or not all(33 <= ord(c) <= 126 for c in prefix):
        raise Bech32Error("no prefix")
    if len(body) < 6 or not all(c in _VALUES for c in body):
        raise Bech32Error("not Bech32 characters")
    values = [_VALUES[c] for c in body]
    if _polymod([*_expand(prefix), *values]) != 1:
        raise Bech32Error("wrong checksum")
    return prefix, _join(values[:-6])


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        check = (check & 0x1FFFFFF) << 5 ^ value ^ _STEPS[check >> 25]
    return check


def _expand(prefix: str) -> list[int]:
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def _regroup(data: bytes) -> list[int]:
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[i : i + 5], 2) for i in range(0, len(bits), 5)]


def _join(values: list[int]) -> bytes:
    bits = "".join(f"{value:05b}" for value in values)
    whole = len(bits) // 8 * 8
    if len(bits) - whole > 4 or "1" in bits[whole:]:
        raise Bech32Error("non-zero or overlong padding")
    return bytes(int(bits[i : i + 8], 2) for i in range(0, whole, 8))

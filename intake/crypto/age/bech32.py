"""Bech32 (BIP 173) without its length limit, as age uses it for recipients and identities."""

from base64 import b32decode, b32encode
from functools import reduce
from operator import xor

CHARSET = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l"

# The groups of five bits are those of base32, so the library does the regrouping.
_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_VALUES = bytes(range(32))
_FROM_TEXT = bytes.maketrans(CHARSET, _VALUES)
_TO_TEXT = bytes.maketrans(_VALUES, CHARSET)
_TO_VALUES = bytes.maketrans(_BASE32, _VALUES)
_TO_BASE32 = bytes.maketrans(_VALUES, _BASE32)
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
    check = _polymod(_expand(prefix) + values + bytes(6)) ^ 1
    values += bytes(check >> 5 * (5 - i) & 31 for i in range(6))
    return f"{prefix}1{values.translate(_TO_TEXT).decode('ascii')}"


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
    symbols = body.encode("ascii")
    if len(symbols) < 6 or not set(symbols) <= set(CHARSET):
        raise Bech32Error("not Bech32 characters")
    values = symbols.translate(_FROM_TEXT)
    if _polymod(_expand(prefix) + values) != 1:
        raise Bech32Error("wrong checksum")
    return prefix, _join(values[:-6])


def _polymod(values: bytes) -> int:
    check = 1
    for value in values:
        check = (check & 0x1FFFFFF) << 5 ^ value ^ _STEPS[check >> 25]
    return check


def _expand(prefix: str) -> bytes:
    return bytes([*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix)])


def _regroup(data: bytes) -> bytes:
    return b32encode(data).rstrip(b"=").translate(_TO_VALUES)


def _join(values: bytes) -> bytes:
    padding = b"=" * (-len(values) % 8)
    try:
        data = b32decode(values.translate(_TO_BASE32) + padding)
    except ValueError:
        raise Bech32Error("overlong padding") from None
    if _regroup(data) != values:
        raise Bech32Error("non-zero padding")
    return data

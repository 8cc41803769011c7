"""Padding with trailing spaces up to Padmé lengths with a floor (SPEC 2).

Spaces, so that a stock age tool prints valid JSON; Padmé, so that a length tells at most
log log bits. ``summary`` has one length only, ``draft`` three: it is sealed again while somebody
types, and says nothing of how much. What an auditor asks has two, and what is answered.
"""

from typing import NamedTuple


class PaddingError(ValueError):
    """The text is too long for its kind, or the length is not a padded length."""


class Lengths(NamedTuple):
    """Shortest and longest padded length of a kind, in bytes."""

    floor: int
    limit: int


_SHORT, _KEYS = Lengths(1_024, 65_536), Lengths(4_096, 65_536)
KINDS = {
    "summary": Lengths(1_024, 1_024),
    "report": Lengths(8_192, 262_144),
    **dict.fromkeys(("contact", "message"), _SHORT),
    # Acts of the staff all have the same lengths: which one it is the length does not tell.
    **dict.fromkeys(("note", "level", "aside", "closing", "reopening", "settled"), _SHORT),
    **dict.fromkeys(("pause", "release"), _SHORT),
    **dict.fromkeys(("handover", "contacted", "exclusion", "agreement"), _SHORT),
    **dict.fromkeys(("key", "desk-key"), _KEYS),
    **dict.fromkeys(("seed", "vault"), _SHORT),
    "cards": Lengths(4_096, 4_194_304),
    "draft": Lengths(4_096, 61_440),
    "inquiry": Lengths(1_024, 4_096),
}
STEPS = {"draft": (4_096, 16_384, 61_440), "inquiry": (1_024, 4_096)}
"""The only lengths of some kinds, in bytes; each is its own Padmé length."""


def padded_length(length: int, floor: int) -> int:
    """Return the padded length in bytes of ``length`` bytes, without regard to a limit."""
    if length <= floor:
        return floor
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def is_padded_length(length: int, kind: str) -> bool:
    """Say whether a plaintext of this kind may have this length in bytes."""
    return length <= KINDS[kind].limit and length_for(length, kind) == length


def length_for(length: int, kind: str) -> int:
    """Return the padded length of a text of this kind, in bytes, without regard to its limit."""
    steps = (step for step in STEPS.get(kind, ()) if step >= length)
    return next(steps, padded_length(length, KINDS[kind].floor))


def pad(text: bytes, kind: str) -> bytes:
    """Return ``text`` with the trailing spaces of its kind.

    Raises:
        PaddingError: The padded text would be above the limit of the kind.
    """
    length = length_for(len(text), kind)
    if length > KINDS[kind].limit:
        raise PaddingError("too long")
    return text.ljust(length)


def unpad(padded: bytes, kind: str) -> bytes:
    """Return the text without its trailing spaces.

    Raises:
        PaddingError: The length is not the padded length of the text in it.
    """
    text = padded.rstrip(b" ")
    if len(padded) > KINDS[kind].limit or length_for(len(text), kind) != len(padded):
        raise PaddingError("not the padded length of this text")
    return text

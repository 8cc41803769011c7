"""The bytes of a log entry and the commitment to its details (docs/spec/log.md, 2 and 4).

    {"a":"3f9c0a7be1d24c55","c":"AcQ7…","e":"report.open","o":"ok","t":1790000000,"v":1}

Canonical JSON in ASCII, keys sorted: v 1, e event, t Unix seconds (in the intake log a multiple of
86,400); left out when there is nothing to say: a actor pseudonym, c commitment to the details,
f facts (SHA-256 values), o outcome. The stored bytes are the leaf; nobody serialises it again.
Pure: the offline verifier reads leaves with the same function.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NoReturn

from intake.clock import DAY
from intake.crypto.encoding import EncodingError, encode_json
from intake.log.codes import FACTS, PURPOSES, REASONS
from intake.log.events import EVENTS, Event, Log

SALT_BYTES = 32
MAX_LEAF_BYTES = 65_535  # An entry bundle gives each leaf a 16-bit length.
MAX_DETAIL_BYTES = 65_535
END_OF_TIME = 253_402_300_800  # Unix time of the year 10000, which no calendar here can write.
DETAIL_LABEL = b"ti-log-detail/v1\x00"

_HASH = r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"  # 32 bytes in base64url; the last bits are 0.
_LEAF = re.compile(
    (
        r'\{(?:"a":"([0-9a-f]{16}|system|none)",)?'
        r'(?:"c":"(HASH)",)?'
        r'"e":"([a-z_.]{1,32})",'
        r'(?:"f":(\{"[a-z]+":"HASH"(?:,"[a-z]+":"HASH")*\}),)?'
        r'(?:"o":"(ok|deny|error)",)?'
        r'"t":(0|[1-9][0-9]{0,14}),"v":1\}'
    ).replace("HASH", _HASH)
)
_FACT = re.compile(r'"([a-z]+)":"([A-Za-z0-9_-]{43})"')
_BY_NAME = {log: {str(event): event for event in events} for log, events in EVENTS.items()}
_DETAIL_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_DETAIL_WORD = re.compile(r"[!-~]{0,16384}")  # No space: a code, a hash, sealed bytes in base64.


class LeafError(ValueError):
    """An entry or a detail is not of the closed form; the text never quotes it."""


@dataclass(frozen=True)
class Leaf:
    """One entry, taken apart."""

    event: Event
    t: int
    actor: str | None = None  # 16 hex digits, "system" or "none"
    commitment: str | None = None  # base64url of 32 bytes
    outcome: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)  # name to base64url of 32 bytes


def encode_leaf(log: Log, leaf: Leaf) -> bytes:
    """Return the bytes of an entry.

    Raises:
        LeafError: Something in it is not on the closed lists, or has no business in this log.
    """
    values = {
        "a": leaf.actor,
        "c": leaf.commitment,
        "e": str(leaf.event),
        "f": dict(leaf.facts) or None,
        "o": leaf.outcome,
        "t": leaf.t,
        "v": 1,
    }
    try:
        data = encode_json({key: value for key, value in values.items() if value is not None})
    except EncodingError as error:
        raise LeafError(str(error)) from None
    parse_leaf(log, data)
    return data


def parse_leaf(log: Log, data: bytes) -> Leaf:
    """Take an entry of this log apart.

    Raises:
        LeafError: It is not of the closed form; the text says why in a few words of ours.
    """
    found = _LEAF.fullmatch(data.decode("ascii", "replace"))
    if not found or len(data) > MAX_LEAF_BYTES:
        raise LeafError("not the form of an entry")
    actor, committed, name, facts, outcome, t = found.groups()
    event = _BY_NAME[log].get(name) or _refuse_event(name)
    leaf = Leaf(event, int(t), actor, committed, outcome, _facts(event, facts) if facts else {})
    if leaf.t >= END_OF_TIME:
        raise LeafError("a time after the year 9999")
    if log is Log.INTAKE and (leaf.t % DAY or leaf.actor):
        raise LeafError("the intake log holds days and no actors")
    return leaf


def encode_detail(detail: Mapping[str, object]) -> bytes:
    """Return the canonical JSON of an entry's details.

    Args:
        detail: Names to truth values, integers, strings of printable ASCII without spaces, or
            lists of these. ``purpose`` and ``reason`` are words of the closed lists.

    Raises:
        LeafError: Anything else, or more than MAX_DETAIL_BYTES.
    """
    if detail.get("purpose", "triage") not in PURPOSES:
        raise LeafError("purpose is not on the list")
    if detail.get("reason", "no_grant") not in REASONS:
        raise LeafError("reason is not on the list")
    if not all(
        _DETAIL_NAME.fullmatch(name) and _is_closed(value) for name, value in detail.items()
    ):
        raise LeafError("detail holds free text or another type")
    try:
        data = encode_json(dict(detail))
    except EncodingError as error:
        raise LeafError(str(error)) from None
    if len(data) > MAX_DETAIL_BYTES:
        raise LeafError("detail is too long")
    return data


def commitment(salt: bytes, detail: bytes) -> str:
    """Return c of an entry: base64url(SHA-256("ti-log-detail/v1" || 0x00 || salt || detail)).

    Args:
        salt: 32 random bytes; once deleted, c cannot be matched against guessed details.
        detail: Canonical JSON.
    """
    if len(salt) != SALT_BYTES:
        raise LeafError("salt is not 32 bytes")
    digest = sha256(DETAIL_LABEL + salt + detail).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def _is_closed(value: object) -> bool:
    parts = value if isinstance(value, list) else [value]
    return all(
        isinstance(part, int) or (isinstance(part, str) and _DETAIL_WORD.fullmatch(part))
        for part in parts
    )


def _refuse_event(name: str) -> NoReturn:
    known = name in set(Event)
    raise LeafError("event of the other log" if known else "unknown event")


def _facts(event: Event, text: str) -> dict[str, str]:
    pairs = _FACT.findall(text)
    names = [name for name, _ in pairs]
    if names != sorted(set(names)):
        raise LeafError("facts are repeated or not in order")
    if not FACTS.get(event, frozenset()).issuperset(names):
        raise LeafError("fact that this event does not have")
    return dict(pairs)

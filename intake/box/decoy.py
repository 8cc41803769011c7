"""What is answered to a token that leads nowhere: bytes in the shape of a short box (SPEC 9).

They are made from the server key and the token, so the same token always gets the same; nothing is
stored. On the wire an empty number looks like a box; who asked with the number finds that the key
file does not open.
"""

import hashlib
import hmac
from datetime import date, timedelta
from typing import NamedTuple

from intake.case.stored.rows import ObjectRow
from intake.crypto.age.file import HEADER_BYTES, sealed_length
from intake.crypto.age.header import VERSION_LINE, encode_base64
from intake.crypto.keys import derive_key
from intake.crypto.padding import KINDS
from intake.store.models import LEVELS, Case

LABEL = "intake/v1/unknown-box"
FIRST_DAY = date(2026, 1, 1)  # Days must not move with the clock, or two visits would differ.
DAYS = 256
KIND = ("report", "contact")


class Decoy(NamedTuple):
    """A case that does not exist, with its key file and its two objects."""

    case: Case
    key: bytes
    objects: tuple[ObjectRow, ...]
    files: dict[str, bytes]


def make_decoy(server_key: bytes, token: bytes) -> Decoy:
    """Return the decoy of a token.

    Args:
        server_key: The instance's secret, 32 bytes.
        token: What was shown, 32 bytes.
    """
    drawn = _Drawn(hmac.digest(derive_key(server_key, LABEL), token, "sha256"))
    day = FIRST_DAY + timedelta(drawn.take(1)[0] % DAYS)
    case = Case(
        id=drawn.take(16).hex(),
        epoch=0,
        level=LEVELS.index("routine"),
        status="closed",  # So that no promise has to be invented.
        server_saw=False,
        received_on=day,
        active_on=day,
    )
    ids = [drawn.take(16).hex() for _ in KIND]
    files = {name: _file(drawn, kind) for name, kind in zip(ids, KIND, strict=True)}
    objects = tuple(
        _stored(place, name, files[name], day) for place, name in enumerate(ids, start=1)
    )
    return Decoy(case, _file(drawn, "key"), objects, files)


class _Drawn:
    """Bytes of one seed, one after the other."""

    BYTES = 65_536

    def __init__(self, seed: bytes) -> None:
        self._bytes, self._at = hashlib.shake_256(seed).digest(self.BYTES), 0

    def take(self, count: int) -> bytes:
        self._at += count
        return self._bytes[self._at - count : self._at]


def _file(drawn: _Drawn, kind: str) -> bytes:
    """Return the form of an age file of this kind at its shortest; it opens for nobody."""
    length = sealed_length(KINDS[kind].floor) - HEADER_BYTES
    stanza = f"-> mlkem768x25519 {encode_base64(drawn.take(1_120))}\n"
    body, mac = (encode_base64(drawn.take(32)) for _ in range(2))
    head = VERSION_LINE + f"{stanza}{body}\n--- {mac}\n".encode()
    return head + drawn.take(length)


def _stored(place: int, name: str, data: bytes, day: date) -> ObjectRow:
    digest = hashlib.sha256(data).digest()
    return ObjectRow(name, place, KIND[place - 1], "reporter", 0, day, digest, len(data))

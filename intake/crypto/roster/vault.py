"""The vault: what a client remembers of the roster, sealed to itself (SPEC 7).

The server keeps it and can neither read nor write it; it can hand out an older one. Whatever may
be handed out therefore names a roster that the chain must contain, from enrolment on.
"""

from typing import NamedTuple

from intake.crypto import shapes
from intake.crypto.age.file import seal_file
from intake.crypto.age.hybrid import recipient_of
from intake.crypto.case.objects import Untrusted, open_padded
from intake.crypto.encoding import EncodingError, b64u, encode_json, parse_json
from intake.crypto.padding import pad

NONE = "none"  # No roster was ever seen.
SEEN = "seen"  # Seen; nobody has compared its number with this account's owner yet.
COMPARED = "compared"  # Made, or compared by voice, or reached by the chain from one that was.
STATES = (NONE, SEEN, COMPARED)

_NO_HASH = b64u(bytes(32))  # What version 1 wrote for a roster that was never compared.


class Pin(NamedTuple):
    """The newest roster a client has verified: b64u SHA-256 of its text, and its version."""

    roster: str
    version: int


class Memory(NamedTuple):
    """What a vault holds: one of STATES, and a pin unless nothing was seen."""

    state: str
    pin: Pin | None


NOTHING_SEEN = Memory(NONE, None)


def seal_vault(memory: Memory, vault_seed: bytes) -> bytes:
    """Return the vault as an age file for the vault identity of 32 bytes; always version 2.

    Raises:
        EncodingError: It is none that a reader accepts.
    """
    pin = memory.pin._asdict() if memory.pin else None
    fields: dict[str, object] = {"kind": "vault", "pin": pin, "state": memory.state, "v": 2}
    _read(fields)
    return seal_file(pad(encode_json(fields), "vault"), recipient_of(vault_seed))


def open_vault(data: bytes, vault_seed: bytes) -> Memory:
    """Return what a vault of version 1 or 2 holds.

    Raises:
        Untrusted: not_age, wrong_identity (also that of another account), bad_padding or bad_key
            (another shape).
    """
    text = open_padded(data, vault_seed, "vault")
    try:
        value = parse_json(text)
        fields = shapes.any_object(value)
        shapes.constant(fields.get("kind"), "vault")
        return _read_first(fields) if fields.get("v") == 1 else _read(fields)
    except EncodingError as error:
        raise Untrusted("bad_key") from error


def _read_first(value: object) -> Memory:
    """Read version 1, which knew compared rosters only, and wrote zeros for none."""
    fields = shapes.exact_object(value, ("kind", "pin", "v"))
    shapes.constant(fields["v"], 1)
    pin = _read_pin(fields["pin"])
    return NOTHING_SEEN if pin.roster == _NO_HASH else Memory(COMPARED, pin)


def _read(value: object) -> Memory:
    fields = shapes.exact_object(value, ("kind", "pin", "state", "v"))
    shapes.constant(fields["v"], 2)
    state = shapes.one_of(fields["state"], STATES)
    if state == NONE:
        if fields["pin"] is not None:
            raise EncodingError("a pin of nothing")
        return NOTHING_SEEN
    return Memory(state, _read_pin(fields["pin"]))


def _read_pin(value: object) -> Pin:
    pinned = shapes.exact_object(value, ("roster", "version"))
    shapes.binary(pinned["roster"])
    return Pin(shapes.text(pinned["roster"]), shapes.integer(pinned["version"], least=1))

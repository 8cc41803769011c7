"""Accounts: one seed, and everything that follows from it (SPEC 7).

The account seed lies on the server once per way of unlocking, as an age file sealed to a
recipient that the server never sees. Files opened here are refused as objects.Untrusted.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from intake.crypto import shapes
from intake.crypto.age.file import seal_file
from intake.crypto.age.hybrid import encode_recipient
from intake.crypto.case.objects import Untrusted, open_padded
from intake.crypto.encoding import EncodingError, b64u, encode_json, parse_json
from intake.crypto.keys import derive_key
from intake.crypto.padding import pad

SERVER_SALT_BYTES = 16


@dataclass(frozen=True)
class AccountKeys:
    """What follows from an account seed, 32 bytes each."""

    identity_seed: bytes  # age identity; receives key files
    signing_seed: bytes  # Ed25519
    vault_seed: bytes  # age identity whose recipient never leaves the client


class LoginKeys(NamedTuple):
    """What follows from a stretched passphrase, 32 bytes each."""

    auth_secret: bytes  # sent at sign-in
    unlock_seed: bytes  # age identity; never sent


def derive_account(account_seed: bytes) -> AccountKeys:
    """Return the keys of an account from its seed of 32 bytes."""
    return AccountKeys(
        identity_seed=derive_key(account_seed, "intake/v1/account-identity"),
        signing_seed=derive_key(account_seed, "intake/v1/account-signing"),
        vault_seed=derive_key(account_seed, "intake/v1/vault"),
    )


def derive_login(stretched: bytes) -> LoginKeys:
    """Return the keys of a passphrase from its 32 stretched bytes."""
    return LoginKeys(
        auth_secret=derive_key(stretched, "intake/v1/auth-secret"),
        unlock_seed=derive_key(stretched, "intake/v1/unlock"),
    )


def passphrase_salt(origin: str, user_name: str, server_salt: bytes) -> bytes:
    """Return the 32-byte salt that a passphrase is stretched with.

    Args:
        origin: The instance's log origin without ``/log/…``.
        user_name: As in SPEC 7, ASCII.
        server_salt: 16 bytes that the server keeps for this name.
    """
    parts = (b"intake/v1/pass", origin.encode(), user_name.encode(), server_salt)
    return hashlib.sha256(b"\x00".join(parts)).digest()


def unknown_name_salt(server_key: bytes, user_name: str) -> bytes:
    """Return the 16 server bytes for a name that does not exist: the same at every try."""
    key = derive_key(server_key, "intake/v1/unknown-name")
    return hmac.digest(key, user_name.encode(), "sha256")[:SERVER_SALT_BYTES]


def session_seed(server_half: bytes, salt: bytes) -> bytes:
    """Return the identity the account seed is sealed to for one session.

    Args:
        server_half: 32 bytes that only the live session is given.
        salt: 16 random bytes that lie beside the sealed seed.
    """
    return derive_key(server_half, "intake/v1/session", salt)


def seal_seed_file(account: str, account_seed: bytes, recipient: bytes) -> bytes:
    """Return the account seed as an age file for an unlock recipient of 1,216 bytes."""
    fields = {"account": account, "kind": "seed", "seed": b64u(account_seed), "v": 1}
    return seal_file(pad(encode_json(fields), "seed"), recipient)


def open_seed_file(data: bytes, unlock_seed: bytes, account: str) -> bytes:
    """Return the account seed, 32 bytes, of a seed file.

    Raises:
        Untrusted: not_age, wrong_identity, bad_padding, bad_key (another shape) or bad_holder
            (another account).
    """
    text = open_padded(data, unlock_seed, "seed")
    try:
        fields = shapes.exact_object(parse_json(text), ("account", "kind", "seed", "v"))
        shapes.constant(fields["kind"], "seed")
        shapes.constant(fields["v"], 1)
        seed = shapes.binary(fields["seed"])
        found = shapes.hex_id(fields["account"])
    except EncodingError as error:
        raise Untrusted("bad_key") from error
    if found != account:
        raise Untrusted("bad_holder")
    return seed


def safety_number(desk: str, user_name: str, recipient: bytes, public: bytes) -> str:
    """Return the number that two people read to each other when one is admitted.

    Args:
        desk: Desk id, 32 hexadecimal digits.
        user_name: As in SPEC 7.
        recipient: The account's recipient, 1,216 bytes.
        public: The account's verification key, 32 bytes.

    Returns:
        Six groups of five digits, joined by single spaces.
    """
    parts = ("intake/v1/safety", desk, user_name, encode_recipient(recipient), b64u(public))
    return _number(b"\x00".join(part.encode() for part in parts))


def roster_safety_number(roster_hash: bytes) -> str:
    """Return the same for a roster, from the 32-byte hash of its text."""
    return _number(b"intake/v1/safety-roster\x00" + roster_hash)


def desk_safety_number(recipient: str) -> str:
    """Return the same for a desk, from its recipient (``age1pq1…``): what partners print of it."""
    return _number(b"intake/v1/safety-desk\x00" + recipient.encode())


def auditor_safety_number(recipient: bytes) -> str:
    """Return the same for an auditor's key of 1,216 bytes: what they read to who vouches."""
    return _number(b"intake/v1/safety-auditor\x00" + encode_recipient(recipient).encode())


def keys_safety_number(recipients: Iterable[str]) -> str:
    """Return the same for the keys of all members (``age1pq1…``), in any order."""
    return _number(b"intake/v1/safety-keys\x00" + "\n".join(sorted(recipients)).encode())


def _number(message: bytes) -> str:
    digest = hashlib.sha256(message).digest()
    groups = (int.from_bytes(digest[i : i + 5], "big") % 100_000 for i in range(0, 30, 5))
    return " ".join(f"{group:05}" for group in groups)

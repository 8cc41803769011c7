"""Vectors of accounts."""

from intake.crypto.age.hybrid import encode_recipient
from intake.crypto.encoding import b64u, encode_json
from intake.crypto.padding import pad
from intake.crypto.passwords import normalise_passphrase, stretch_passphrase
from intake.crypto.roster import accounts
from tests.vectors.fixtures import (
    ALICE,
    DESK,
    Vector,
    name_of,
    public,
    recipient,
    refused,
    sealed,
    seed,
)

ORIGIN = "intake.example"
PHRASE = "abandon ability able about above absent absorb abstract"


def account_vectors() -> list[Vector]:
    """Tests account, normalise, login, unknown_name, session, seed_file, vault, safety."""
    return [
        _account(), *_normalised(), _login(), _unknown_name(), _session(),
        *_seed_files(), *_vaults(), *_safety_numbers(),
    ]  # fmt: skip


def _account() -> Vector:
    keys = accounts.derive_account(seed("alice account"))
    return {
        "test": "account",
        "account_seed": seed("alice account").hex(),
        "identity_seed": keys.identity_seed.hex(),
        "signing_seed": keys.signing_seed.hex(),
        "vault_seed": keys.vault_seed.hex(),
    }


def _normalised() -> list[Vector]:
    typed = (
        PHRASE, f"  {PHRASE.upper()}\n", PHRASE.replace(" ", "\u3000"), PHRASE.replace(" ", " \t "),
        "ＡＢＬＥ about", "Über Straße", "a\u00a0b\ufeffc", "e\u0301",
    )  # fmt: skip
    return [
        {"test": "normalise", "typed": text, "passphrase": normalise_passphrase(text)}
        for text in typed
    ]


def _login() -> Vector:
    server_salt = seed("server salt")[:16]
    salt = accounts.passphrase_salt(ORIGIN, "alice", server_salt)
    stretched = stretch_passphrase(PHRASE, salt)
    keys = accounts.derive_login(stretched)
    return {
        "test": "login",
        "passphrase": PHRASE,
        "origin": ORIGIN,
        "user_name": "alice",
        "server_salt": server_salt.hex(),
        "salt": salt.hex(),
        "stretched": stretched.hex(),
        "auth_secret": keys.auth_secret.hex(),
        "unlock_seed": keys.unlock_seed.hex(),
    }


def _unknown_name() -> Vector:
    return {
        "test": "unknown_name",
        "server_key": seed("server key").hex(),
        "user_name": "nobody",
        "server_salt": accounts.unknown_name_salt(seed("server key"), "nobody").hex(),
    }


def _session() -> Vector:
    salt = seed("session salt")[:16]
    return {
        "test": "session",
        "server_half": seed("server half").hex(),
        "salt": salt.hex(),
        "seed": accounts.session_seed(seed("server half"), salt).hex(),
    }


def _seed_files() -> list[Vector]:
    fields = {"account": ALICE, "kind": "seed", "seed": b64u(seed("alice account")), "v": 1}
    texts = {
        "seed": ("", encode_json(fields)),
        "seed of another account": ("bad_holder", encode_json(fields | {"account": "0" * 32})),
        "seed of another kind": ("bad_key", encode_json(fields | {"kind": "vault"})),
        "seed too short": ("bad_key", encode_json(fields | {"seed": b64u(bytes(31))})),
    }
    return [
        refused(
            {
                "test": "seed_file",
                "name": name,
                "account": ALICE,
                "unlock_seed": seed("unlock").hex(),
                "account_seed": seed("alice account").hex(),
                "text": text.decode(),
                "file": name_of(sealed(f"account {name}", pad(text, "seed"), "unlock")),
            },
            error,
        )
        for name, (error, text) in texts.items()
    ]


def _vaults() -> list[Vector]:
    pin = {"roster": b64u(seed("roster hash")), "version": 3}
    fields: Vector = {"kind": "vault", "pin": pin, "state": "seen", "v": 2}
    first: Vector = {"kind": "vault", "pin": pin, "v": 1}
    unknown = {"roster": b64u(bytes(32)), "version": 1}
    held: dict[str, tuple[Vector, Vector]] = {
        "vault": (first, {"state": "compared", "pin": pin}),
        "vault 1 of nothing": (first | {"pin": unknown}, {"state": "none", "pin": None}),
        "vault of nothing": (
            fields | {"state": "none", "pin": None}, {"state": "none", "pin": None},
        ),
        "vault seen": (fields, {"state": "seen", "pin": pin}),
        "vault compared": (fields | {"state": "compared"}, {"state": "compared", "pin": pin}),
    }  # fmt: skip
    refusals: dict[str, Vector] = {
        "vault at version 0": first | {"pin": pin | {"version": 0}},
        "vault 1 with a state": first | {"state": "compared"},
        "vault 2 without a state": first | {"v": 2},
        "vault 3": fields | {"v": 3},
        "vault of another state": fields | {"state": "trusted"},
        "vault seen without a pin": fields | {"pin": None},
        "vault of nothing with a pin": fields | {"state": "none"},
        "vault with a short hash": fields | {"pin": pin | {"roster": b64u(bytes(31))}},
    }
    return [
        *(_vault(name, text, memory) for name, (text, memory) in held.items()),
        *(refused(_vault(name, text, {}), "bad_key") for name, text in refusals.items()),
    ]


def _vault(name: str, fields: Vector, memory: Vector) -> Vector:
    text = encode_json(fields)
    return {
        "test": "vault",
        "name": name,
        "vault_seed": seed("vault").hex(),
        "memory": memory,
        "text": text.decode(),
        "file": name_of(sealed(f"account {name}", pad(text, "vault"), "vault")),
    }


def _safety_numbers() -> list[Vector]:
    digest = seed("roster hash")
    number = accounts.roster_safety_number(digest)
    return [
        *(_safety_number(name) for name in ("alice", "bob")),
        {"test": "roster_safety", "roster_hash": digest.hex(), "number": number},
    ]


def _safety_number(name: str) -> Vector:
    key = public(f"{name} signing")
    return {
        "test": "safety",
        "desk": DESK,
        "user_name": name,
        "recipient_text": encode_recipient(recipient(name)),
        "verification_key": key.hex(),
        "number": accounts.safety_number(DESK, name, recipient(name), key),
    }

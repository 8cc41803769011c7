"""The public age vectors (npm ``cctv-age``) and unwrappers for the types we do not write."""

import json
import subprocess
import zlib
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import scrypt
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from intake.crypto.age.bech32 import parse_bech32
from intake.crypto.age.header import HeaderError, Stanza, Unwrap, parse_base64
from intake.crypto.age.hybrid import unwrap_file_key
from intake.crypto.keys import derive_key

ROOT = Path(__file__).parents[2]
HYBRID = "age-secret-key-pq-"
DUMP = """import * as all from "cctv-age";
process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(all)
  .map(([name, data]) => [name, Buffer.from(data).toString("base64")]))));"""


@dataclass(frozen=True)
class Vector:
    """One file of the suite: its header fields and the age file."""

    name: str
    fields: dict[str, list[str]]
    file: bytes

    @property
    def kind(self) -> str:
        """Which part of the suite it belongs to, by armour and by the first key to open it."""
        if "armored" in self.fields:
            return "armored"
        if "passphrase" in self.fields:
            return "scrypt"
        first = self.fields.get("identity", ["none"])[0]
        return {"AGE-SECRET-KEY-PQ-1": "hybrid", "none": "none"}.get(first[:19], "X25519")


def read_vectors() -> list[Vector]:
    """Return all vectors of the installed npm package."""
    command = ["node", "--input-type=module", "--eval", DUMP]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    files: dict[str, str] = json.loads(done.stdout)
    return [_parse(name, b64decode(data)) for name, data in files.items()]


def unwrapper(vector: Vector) -> Unwrap:
    """Return an unwrapper that knows every identity and passphrase of a vector."""

    def unwrap(stanzas: Sequence[Stanza]) -> bytes | None:
        types = [stanza.arguments[0] for stanza in stanzas]
        if "scrypt" in types and len(types) != 1:
            raise HeaderError("scrypt must be alone")
        found = [_try(stanza, vector) for stanza in stanzas]
        return next((file_key for file_key in found if file_key), None)

    return unwrap


def _try(stanza: Stanza, vector: Vector) -> bytes | None:
    """Return the file key of one stanza, or None if no key of the vector opens it."""
    identities = [parse_bech32(text) for text in vector.fields.get("identity", [])]
    passphrases = [text.encode() for text in vector.fields.get("passphrase", [])]
    tried: list[bytes | None] = []
    match stanza.arguments[0]:
        case "mlkem768x25519":
            tried = [unwrap_file_key(stanza, key) for kind, key in identities if kind == HYBRID]
        case "X25519":
            tried = [_x25519(stanza, key) for kind, key in identities if kind != HYBRID]
        case "scrypt":
            tried = [_scrypt(stanza, passphrase) for passphrase in passphrases]
    return next((file_key for file_key in tried if file_key), None)


def _x25519(stanza: Stanza, identity: bytes) -> bytes | None:
    share = _argument(stanza, 32, count=2)
    key = X25519PrivateKey.from_private_bytes(identity)
    try:
        secret = key.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError:
        raise HeaderError("low-order share") from None
    salt = share + key.public_key().public_bytes_raw()
    return _open_body(stanza, derive_key(secret, "age-encryption.org/v1/X25519", salt))


def _scrypt(stanza: Stanza, passphrase: bytes) -> bytes | None:
    salt = _argument(stanza, 16, count=3)
    factor = stanza.arguments[2]
    if not factor.isdigit() or factor.startswith("0") or not 1 <= int(factor) <= 20:
        raise HeaderError("work factor")
    salt = b"age-encryption.org/v1/scrypt" + salt
    cost = 2 ** int(factor)
    wrap = scrypt(passphrase, salt=salt, n=cost, r=8, p=1, maxmem=2 * 1024 * cost, dklen=32)
    return _open_body(stanza, wrap)


def _argument(stanza: Stanza, length: int, count: int) -> bytes:
    if len(stanza.arguments) != count or len(stanza.body) != 32:
        raise HeaderError("malformed stanza")
    data = parse_base64(stanza.arguments[1].encode())
    if len(data) != length:
        raise HeaderError("malformed argument")
    return data


def _open_body(stanza: Stanza, wrap_key: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(wrap_key).decrypt(bytes(12), stanza.body, None)
    except InvalidTag:
        return None


def _parse(name: str, data: bytes) -> Vector:
    head, _, body = data.partition(b"\n\n")
    fields: dict[str, list[str]] = {}
    for line in head.decode().split("\n"):
        key, _, value = line.partition(": ")
        fields.setdefault(key, []).append(value)
    file = zlib.decompress(body) if fields.get("compressed") == ["zlib"] else body
    return Vector(name, fields, file)

"""What the vectors are made of: fixed seeds, and age files that were made once.

Sealing is randomised, so the ciphertexts are kept in sealed.json, and both languages must open
them. ``sealed`` makes a missing one; a changed plaintext needs its name deleted there first.
"""

import hashlib
import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from intake.crypto.age.file import open_file, seal_file
from intake.crypto.age.hybrid import encode_recipient, recipient_of
from intake.crypto.keys import verification_key

HERE = Path(__file__).parent
SEALED = HERE / "sealed.json"

Vector = dict[str, object]  # One entry of a vector file.

DESK = "d0" * 16
ALICE, BOB, CAROL = "a1" * 16, "b0" * 16, "c4" * 16
TOKYO = "東京 · ئۇيغۇرچە · བོད"


def refused(vector: Vector, error: str) -> Vector:
    """Return a vector with its reason to refuse, or as it is if there is none."""
    return vector | {"error": error} if error else vector


def seed(name: str) -> bytes:
    """Return 32 fixed bytes for a name."""
    return hashlib.sha256(f"intake test vector: {name}".encode()).digest()


@cache
def recipient(name: str) -> bytes:
    """Return the recipient of the identity ``seed(name)``."""
    return recipient_of(seed(name))


def public(name: str) -> bytes:
    """Return the verification key of the signing seed ``seed(name)``."""
    return verification_key(seed(name))


def object_id(name: str) -> str:
    """Return 16 fixed bytes in hexadecimal for a name."""
    return seed(f"id {name}")[:16].hex()


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """Return the file kept under this name; make and keep it if there is none."""
    files = json.loads(SEALED.read_text()) if SEALED.exists() else {}
    if name not in files:
        files[name] = b64encode(make()).decode()
        SEALED.write_text(json.dumps(files, indent=1, sort_keys=True) + "\n")
    return b64decode(files[name])


def name_of(data: bytes) -> str:
    """Return the name under which a file is kept."""
    files: dict[str, str] = json.loads(SEALED.read_text())
    return next(name for name in files if b64decode(files[name]) == data)


def sealed(name: str, plaintext: bytes, to: str) -> bytes:
    """Return the age file kept under this name: ``plaintext`` for the identity ``seed(to)``."""
    data = kept(name, lambda: seal_file(plaintext, recipient(to)))
    if open_file(data, seed(to)) != plaintext:
        raise ValueError(f"sealed.json: {name} holds something else; delete it to make it again")
    return data


ENCRYPT = """import { Encrypter } from "age-encryption";
import { readFileSync } from "node:fs";
const { recipient, plaintext } = JSON.parse(readFileSync(0, "utf8"));
const encrypter = new Encrypter();
encrypter.addRecipient(recipient);
const file = await encrypter.encrypt(Buffer.from(plaintext, "base64"));
process.stdout.write(Buffer.from(file));"""


def sealed_by_npm(name: str, plaintext: bytes, to: str) -> bytes:
    """Return the same as ``sealed``, but made once by the npm package ``age-encryption``."""
    asked = {
        "recipient": encode_recipient(recipient(to)),
        "plaintext": b64encode(plaintext).decode(),
    }
    command = ["node", "--input-type=module", "--eval", ENCRYPT]

    def make() -> bytes:
        told = json.dumps(asked).encode()
        return subprocess.run(command, cwd=HERE, input=told, capture_output=True, check=True).stdout

    kept(name, make)
    return sealed(name, plaintext, to)


def vectors(name: str, test: str | None = None) -> list[dict[str, Any]]:
    """Return the vectors of a file; of one ``test`` only, if it is given."""
    found: list[dict[str, Any]] = json.loads((HERE / f"{name}.json").read_text())["vectors"]
    return [each for each in found if test is None or each.get("test") == test]


def file_named(name: str) -> bytes:
    """Return the age file that a vector's ``file`` names."""
    return b64decode(json.loads(SEALED.read_text())[name])

"""The keys of somebody who opens files offline, and what they give: a file, or a package."""

import os
from dataclasses import dataclass
from pathlib import Path

from intake.commands.packages import Opened, PackageError, open_package, parse_package
from intake.config import ConfigError, folders, read_key
from intake.crypto.age import file as age
from intake.crypto.age.armor import is_armored, parse_armor
from intake.crypto.age.header import AgeError, NoMatch
from intake.crypto.age.hybrid import KeyTextError, parse_identity
from intake.crypto.case.receipts import ReceiptError, derive, parse_receipt
from intake.crypto.keys import verification_key

AGE_MAGIC = b"age-encryption.org/"
SALT_BYTES = 32


@dataclass(frozen=True)
class Keys:
    """Identities to try, 32 bytes each, and the author's verification key behind a receipt."""

    identities: tuple[bytes, ...]
    author: bytes | None = None


def read_identities(path: Path) -> Keys:
    """Return the identities of a file as age tools write it: one a line, ``#`` begins a comment.

    Raises:
        ConfigError: There is none in it, or a line is something else.
    """
    try:
        lines = [line.strip() for line in path.read_text(encoding="ascii").splitlines()]
        found = [parse_identity(line) for line in lines if line and not line.startswith("#")]
    except (KeyTextError, UnicodeDecodeError):
        found = []
    if not found:
        raise ConfigError(f"{path} does not hold identities of the kind AGE-SECRET-KEY-PQ-1…")
    return Keys(tuple(found))


def receipt_keys(typed: str, salt: str | None) -> Keys:
    """Return the keys of a typed receipt; takes about 150 ms, on purpose.

    Args:
        typed: The 28 digits, with whatever stands between them.
        salt: The instance's salt, 64 hex digits; None for that of the instance here.

    Raises:
        ConfigError: Not a receipt, or no salt.
    """
    try:
        keys = derive(parse_receipt(typed), _salt(salt))
    except ReceiptError:
        raise ConfigError("a receipt has 28 digits") from None
    return Keys((keys.reporter_seed,), verification_key(keys.author_seed))


def is_sealed_file(data: bytes) -> bool:
    """Tell whether these bytes look like one age file rather than a package."""
    return data.startswith(AGE_MAGIC) or is_armored(data)


def open_file(data: bytes, keys: Keys) -> bytes:
    """Return the plaintext of one age file, padding included.

    Raises:
        ConfigError: It is damaged, or for nobody here.
    """
    try:
        sealed = parse_armor(data) if is_armored(data) else data
        for identity in keys.identities:
            try:
                return age.open_file(sealed, identity)
            except NoMatch:
                continue
    except AgeError as error:
        raise ConfigError(f"not an age file of ours, or damaged: {error}") from None
    raise ConfigError("sealed to another identity; a receipt opens whole packages only")


def open_export(data: bytes, keys: Keys) -> Opened:
    """Return everything in a package that these keys open, verified.

    Raises:
        ConfigError: It is no package, or nothing in it opens.
    """
    try:
        package = parse_package(data)
    except PackageError as error:
        raise ConfigError(str(error)) from None
    reasons = []
    for identity in keys.identities:
        try:
            return open_package(package, identity, keys.author)
        except PackageError as error:
            reasons.append(str(error))
    raise ConfigError(reasons[-1])


def _salt(given: str | None) -> bytes:
    if given is None:
        return read_key(folders(os.environ)[1] / "instance.salt")
    try:
        salt = bytes.fromhex(given)
    except ValueError:
        salt = b""
    if len(salt) != SALT_BYTES:
        raise ConfigError("the salt is 64 hex digits")
    return salt

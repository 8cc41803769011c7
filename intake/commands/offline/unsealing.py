"""What somebody who opens files offline holds, and what it gives: a file, or a package."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from intake.commands.offline.evidence import Evidence, open_with_identity, open_with_receipt
from intake.commands.offline.packages import PackageError, parse_package
from intake.config import ConfigError, folders, read_key
from intake.crypto import shapes
from intake.crypto.age.armor import is_armored, parse_armor
from intake.crypto.age.file import open_file
from intake.crypto.age.header import AgeError, NoMatch
from intake.crypto.case.receipts import ReceiptError, ReporterKeys, derive, parse_receipt
from intake.crypto.encoding import EncodingError
from intake.crypto.roster.roster import RosterError
from intake.crypto.roster.rosterchain import Walk, walk_roster
from intake.crypto.roster.rostertext import parse_roster
from intake.crypto.tlog.note import NoteError, parse_note

AGE_MAGIC = b"age-encryption.org/"
SALT_BYTES = 32


@dataclass(frozen=True)
class Held:
    """Identities to try, 32 bytes each; or what a receipt gives; and the desk's chain, if known."""

    identities: tuple[bytes, ...] = ()
    receipt: ReporterKeys | None = None
    walk: Walk | None = None


def receipt_keys(typed: str, salt: str | None) -> ReporterKeys:
    """Return the keys of a typed receipt; takes about 150 ms, on purpose.

    Args:
        typed: The 28 digits, with whatever stands between them.
        salt: The instance's salt, 64 hex digits; None for that of the instance here.

    Raises:
        ConfigError: Not a receipt, or no salt.
    """
    try:
        return derive(parse_receipt(typed), _salt(salt))
    except ReceiptError:
        raise ConfigError("a receipt has 28 digits") from None


def read_chain(path: Path) -> Walk:
    """Return the desk's chain of rosters, verified from its first version.

    Args:
        path: ``{"versions": [signed note, …]}``, as ``intake export --roster`` writes it and
            ``/roster`` answers. That it is the chain of the right desk is for people to compare.

    Raises:
        ConfigError: It is none, or its signatures do not hold.
    """
    try:
        found = shapes.any_object(json.loads(path.read_bytes()))
        notes = shapes.texts(found.get("versions"))
        return walk_roster(notes, parse_roster(parse_note(notes[0]).text).desk)
    except RosterError as error:
        raise ConfigError(f"{path}: the list does not hold ({error.reason})") from None
    except (EncodingError, NoteError, ValueError, IndexError, RecursionError):
        raise ConfigError(f"{path} is not a desk's list") from None


def is_sealed_file(data: bytes) -> bool:
    """Tell whether these bytes look like one age file rather than a package."""
    return data.startswith(AGE_MAGIC) or is_armored(data)


def unseal_file(data: bytes, held: Held) -> bytes:
    """Return the plaintext of one age file, padding included; who wrote it nobody can tell.

    Raises:
        ConfigError: It is damaged, or for nobody here.
    """
    try:
        sealed = parse_armor(data) if is_armored(data) else data
        for identity in held.identities:
            try:
                return open_file(sealed, identity)
            except NoMatch:
                continue
    except AgeError as error:
        raise ConfigError(f"not an age file of ours, or damaged: {error}") from None
    raise ConfigError("sealed to another identity; a receipt opens whole packages only")


def open_export(data: bytes, held: Held) -> Evidence:
    """Return everything in a package that these keys open, verified.

    Raises:
        ConfigError: It is no package, or nothing in it opens.
    """
    try:
        package = parse_package(data)
        if held.receipt:
            return open_with_receipt(package, held.receipt)
    except PackageError as error:
        raise ConfigError(str(error)) from None
    reasons = []
    for identity in held.identities:
        try:
            return open_with_identity(package, identity, held.walk)
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

"""Making an instance: folders, keys, settings, an empty database; no known secret of any kind."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from intake.config import Config, ConfigError, Settings, database_url, folders, read_key
from intake.crypto.encoding import b64u
from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.log.signing.signer import create_signer_state
from intake.store.engine import Database, open_database
from intake.store.schema import upgrade

KEY_FILES = ("server.key", "log.key", "instance.salt")


def make_instance(environ: Mapping[str, str], origin: str, *, demo: bool = False) -> Path:
    """Make what is missing and refuse to touch what is there.

    Args:
        environ: Where to look for ``INTAKE_…`` variables.
        origin: Name of the logs: a host name with an optional path.
        demo: Whether the logs are public and the instance says so.

    Returns:
        The instance folder.

    Raises:
        ConfigError: There is an instance already, or the origin is no name.
        DatabaseUrlError: The database's address is none we can use.
    """
    Settings(origin=origin)  # Refuses a bad name before anything is written.
    instance, keys = folders(environ)
    settings = instance / "intake.toml"
    if settings.exists():
        raise ConfigError(f"{settings} exists: this instance is made already")
    taken = [name for name in KEY_FILES if (keys / name).exists()]
    if taken:
        raise ConfigError(f"{keys / taken[0]} exists: keys are never overwritten")
    for folder in (instance, keys):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = open_database(database_url(instance, environ))  # First: its address may be wrong.
    upgrade(database)
    database.close()
    for name in KEY_FILES:
        write_secret(keys / name, secrets.token_hex(32) + "\n")
    log_key = read_key(keys / "log.key")
    create_signer_state(instance / "signer", origin, log_key)
    lines = [f'origin = "{origin}"'] + (["demo = true", "public = true"] if demo else [])
    write_secret(settings, "\n".join(lines) + "\n")
    return instance


def write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner can read; fail if it exists."""
    write_private(path, text.encode())


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read.

    Raises:
        FileExistsError: There is a file already; it is left as it is.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def log_start(config: Config, database: Database, now: int) -> None:
    """Log that the system started, with the hash of the instance salt in clear."""
    salt = hashlib.sha256(config.keys.salt).digest()
    with database.session() as db:
        Act(db, SYSTEM, now).log(Event.SYS_START, facts={"salt": b64u(salt)})
        db.commit()

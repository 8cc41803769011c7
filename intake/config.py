"""Settings and secrets, read once at start into frozen values.

Three sources: environment (``INTAKE_INSTANCE``, ``INTAKE_KEYS``, ``INTAKE_DATABASE_URL``),
``intake.toml`` in the instance folder, and the keys folder. Anything unknown or out of range stops
the start with one line that names it. There is no setting that turns sealing or logging off.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

ORIGIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/[a-z0-9._-]+)*\Z")


class ConfigError(Exception):
    """A setting or a key file is missing or wrong; the text is one line for the administrator."""


@dataclass(frozen=True)
class Settings:
    """What an administrator may set in ``intake.toml``."""

    origin: str  # Name of the logs, a host name with an optional path; never changes.
    demo: bool = False
    public: bool = False  # Whether /log/ answers without signing in.
    idle_minutes: int = 15
    session_hours: int = 10
    publish_hour: int = 3  # UTC hour at which the intake log is published.
    notices: str = ""  # Address of the relay that takes notices to staff; none are sent without.
    quota_mb: int = 20_000  # What the database may grow to; a megabyte is 10^6 bytes.

    def __post_init__(self) -> None:
        """Refuse values out of range."""
        if not ORIGIN.match(self.origin):
            raise ConfigError("intake.toml: origin must be a host name with an optional path")
        limits = {"idle_minutes": (2, 60), "session_hours": (1, 24), "publish_hour": (0, 23)}
        limits["quota_mb"] = (5_000, 100_000_000)
        for name, (low, high) in limits.items():
            if not low <= getattr(self, name) <= high:
                raise ConfigError(f"intake.toml: {name} must be from {low} to {high}")


@dataclass(frozen=True)
class Keys:
    """The secrets of this instance; they are never in the database."""

    server: bytes  # 32 bytes; labels of it give every server-side secret (SPEC section 7).
    log: bytes  # 32 bytes, Ed25519 seed of the logs' signing key.
    salt: bytes  # 32 bytes, the instance salt of SPEC section 3; public, but must never be lost.


@dataclass(frozen=True)
class Config:
    """Everything the program needs to know about where it runs."""

    instance: Path
    keys_folder: Path
    database_url: str
    settings: Settings
    keys: Keys


def folders(environ: Mapping[str, str]) -> tuple[Path, Path]:
    """Return the instance and the keys folder (CONTRACT, settings)."""
    instance = Path(environ.get("INTAKE_INSTANCE") or "instance").absolute()
    default = Path("keys") if instance == Path("instance").absolute() else instance / "keys"
    return instance, Path(environ.get("INTAKE_KEYS") or default).absolute()


def database_url(instance: Path, environ: Mapping[str, str]) -> str:
    """Return the SQLAlchemy URL of the one database."""
    return environ.get("INTAKE_DATABASE_URL") or f"sqlite:///{instance / 'intake.db'}"


def read_settings(path: Path) -> Settings:
    """Read ``intake.toml``; raise ConfigError with one line."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"no {path.name} in {path.parent}: run `intake init` first") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path.name}: {error}") from None
    known = {field.name: field.type for field in fields(Settings)}
    for name, value in raw.items():
        if name not in known:
            raise ConfigError(f"{path.name}: unknown setting {name!r}")
        if type(value) is not known[name]:
            raise ConfigError(f"{path.name}: {name} must be of type {known[name]}")
    if "origin" not in raw:
        raise ConfigError(f"{path.name}: origin is missing")
    return Settings(**raw)


def read_key(path: Path) -> bytes:
    """Read one 32-byte key, written as 64 hex digits; refuse one that others can read."""
    try:
        mode = path.stat().st_mode & 0o777
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        raise ConfigError(f"no key {path.name} in {path.parent}: run `intake init`") from None
    except ValueError:
        raise ConfigError(f"key {path.name} is not 64 hex digits") from None
    if mode & 0o077:
        raise ConfigError(f"key {path.name} can be read by others: chmod 600 it")
    if len(key) != 32:
        raise ConfigError(f"key {path.name} is not 64 hex digits")
    return key


def load_config(environ: Mapping[str, str] | None = None) -> Config:
    """Read everything; raise ConfigError with the first thing that is wrong."""
    environ = os.environ if environ is None else environ
    instance, keys = folders(environ)
    names = ("server.key", "log.key", "instance.salt")
    return Config(
        instance=instance,
        keys_folder=keys,
        settings=read_settings(instance / "intake.toml"),
        database_url=database_url(instance, environ),
        keys=Keys(*(read_key(keys / name) for name in names)),
    )

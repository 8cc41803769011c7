"""Bringing a database to the newest schema, in one transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from intake.store.engine import Database

FOLDER = Path(__file__).parent / "migrations"


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config


def newest_revision() -> str:
    """Return the revision this program's models stand for."""
    head = ScriptDirectory.from_config(_alembic()).get_current_head()
    if head is None:
        raise RuntimeError("no migration found")
    return head


def current_revision(database: Database) -> str | None:
    """Return the revision of a database, or None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database, revision: str = "head", *, server_key: bytes | None = None) -> None:
    """Run every migration up to ``revision``.

    Args:
        database: Any.
        revision: The last one.
        server_key: 32 bytes; a database that holds what is wrapped under it may need it.

    Raises:
        RuntimeError: It is needed and missing; nothing was changed.
    """
    config = _alembic()
    config.attributes["server_key"] = server_key
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def downgrade(
    database: Database, revision: str = "base", *, server_key: bytes | None = None
) -> None:
    """Undo every migration down to ``revision``; as ``upgrade``."""
    config = _alembic()
    config.attributes["server_key"] = server_key
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)

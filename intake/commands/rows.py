"""The one way for a command to the rows of an instance: that it runs is an entry first.

Whoever stands at the machine signs in nowhere. What the log can say of them is which command ran,
committed before it reads or writes anything (``sys.command``). ``serve`` has ``sys.start`` instead.
"""

import click

from intake.clock import system_clock
from intake.config import Config, ConfigError, load_config
from intake.errors import AuditLogError
from intake.log.act import SYSTEM, Act
from intake.log.events import Event
from intake.store.engine import Database, open_database
from intake.store.schema import current_revision, newest_revision, upgrade


def open_instance() -> tuple[Config, Database]:
    """Return configuration and database of the instance, its schema brought up to date."""
    config = load_config()
    database = open_database(config.database_url)
    if current_revision(database) != newest_revision():
        upgrade(database, server_key=config.keys.server)
    return config, database


def log_command(database: Database) -> Database:
    """Commit the entry of the command that runs, and return its database.

    Raises:
        ConfigError: The log takes no entry: nothing is read.
    """
    try:
        with database.session() as db:
            detail = {"command": command_name(click.get_current_context())}
            Act(db, SYSTEM, system_clock()).log(Event.SYS_COMMAND, detail=detail)
            db.commit()
    except AuditLogError:
        database.close()
        raise ConfigError("the access log takes no entry; nothing was read or written") from None
    return database


def command_name(context: click.Context) -> str:
    """Return a command as the log names it, without the program: ``audit.mirror``."""
    names = []
    while context.parent is not None:
        names.append(str(context.info_name))
        context = context.parent
    return ".".join(reversed(names))

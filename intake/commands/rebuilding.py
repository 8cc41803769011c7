"""``intake audit rebuild``: the side tables of the logs, made anew."""

import sys

import click

from intake.audit.heads import newest_head
from intake.audit.tables.rebuilding import rebuild as make_anew
from intake.commands.rows import log_command, open_instance
from intake.log.events import Log
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer


@click.command()
def rebuild() -> None:
    """Make the side tables of the logs anew, which the auditors' pages are read from.

    They are compared first. Exit code 1: they did not say what the logs and their details say, and
    do now; which tables, is told. The program may run meanwhile; its pages speak of fewer entries
    until all is taken in again.
    """
    config, database = open_instance()
    log_command(database)
    signer = Signer(config.instance / "signer", config.settings.origin, config.keys.log)
    try:
        sizes = {log: newest_head(database, signer, log).checkpoint.size for log in Log}
        found = make_anew(database, sizes)
    except SignerRefusal as error:
        click.echo(f"intake: {error}", err=True)
        sys.exit(2)
    finally:
        database.close()
    for name in found:
        click.echo(f"{name}: did not say what the logs say")
    click.echo(", ".join(f"{size} entries of the {log} log" for log, size in sizes.items()))
    sys.exit(1 if found else 0)

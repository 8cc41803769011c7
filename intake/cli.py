"""The ``intake`` command. Each group of commands is a module of ``intake.commands``.

Exit codes: 0 ok, 1 findings, 2 cannot (usage, unreadable, refused by the state of things).
"""

import sys

import click
from sqlalchemy.exc import OperationalError

from intake.commands.audit import audit
from intake.commands.demo import demo
from intake.commands.desk import export
from intake.commands.instance import init, invite, serve
from intake.commands.offline.opening import open_sealed
from intake.commands.translating.command import languages
from intake.commands.translating.form import form
from intake.config import ConfigError
from intake.form.files import FormError
from intake.store.engine import DatabaseUrlError
from intake.web.files.assets import AssetError

# What an administrator got wrong; its text is one line that names it.
ONE_LINE = (AssetError, ConfigError, DatabaseUrlError, FormError)


class OneLineErrors(click.Group):
    """A group whose expected failures are one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; turn a configuration error into one line."""
        try:
            return super().invoke(ctx)
        except ONE_LINE as error:
            click.echo(f"intake: {error}", err=True)
            sys.exit(2)
        except OperationalError as error:
            # Its own text holds the address of the database, perhaps with a password.
            kind = type(error.orig).__name__
            click.echo(f"intake: the database cannot be used ({kind})", err=True)
            sys.exit(2)


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="intake", message="%(version)s")
def main() -> None:
    """Intake: sealed reports, a desk, and an access log that can be proved."""


for command in (init, invite, serve, demo, export, open_sealed, audit, languages, form):
    main.add_command(command)

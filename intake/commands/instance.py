"""``intake init``, ``invite`` and ``serve``: making an instance, its first people, running it."""

import os
import sys
from datetime import date

import click

from intake.admin import inviting
from intake.admin.instance import log_start, make_instance
from intake.app import make_services
from intake.clock import day_of, system_clock
from intake.commands.demo import show_demo
from intake.commands.rows import log_command, open_instance
from intake.config import ConfigError
from intake.errors import IntakeError
from intake.form.emergency import Emergency, stale_numbers
from intake.log.act import SYSTEM, Act
from intake.serving.http.bounds import THREADS
from intake.serving.processes import listen, run
from intake.store.models import ROLES
from intake.web.admission.rooms import LEAST_THREADS

THREAD_COUNT = click.IntRange(LEAST_THREADS, 64)
WORDS = {
    "username": "user names are 2 to 32 of a-z 0-9 . _ -, beginning with a letter or digit",
    "username_taken": "there is an account or an invitation with this name",
    "role": "only caseworkers and supervisors can be triage members",
}


@click.command()
@click.option("--origin", required=True, help="Name of the logs: your host name. Never changes.")
def init(origin: str) -> None:
    """Make keys, settings and an empty database."""
    folder = make_instance(os.environ, origin)
    click.echo(f"Made the instance in {folder}.")
    click.echo("Next: intake invite --role caseworker --triage NAME, then intake serve.")


@click.command()
@click.argument("username")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--triage", is_flag=True, help="May open reports that nobody has taken yet.")
@click.option("--base-url", default="http://localhost:8000", help="Put before the link.")
def invite(username: str, role: str, *, triage: bool, base_url: str) -> None:
    """Print a one-time link with which USERNAME sets up their account."""
    config, database = open_instance()
    log_command(database)
    try:
        with database.session() as db:
            act = Act(db, SYSTEM, system_clock())
            token = inviting.invite(act, config.keys, username, role, triage=triage)
            db.commit()
    except IntakeError as error:
        raise ConfigError(WORDS.get(error.code, error.code)) from None
    click.echo(f"{base_url.rstrip('/')}/enrol#{token}")
    click.echo("It works once, for 7 days. Give it by hand or by voice.", err=True)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, envvar="PORT", default=8000, show_default=True)
@click.option("--threads", type=THREAD_COUNT, default=THREADS, show_default=True)
@click.option("--processes", type=click.IntRange(1, 16), default=1, help="On PostgreSQL only.")
@click.option("--demo", is_flag=True, help="Prepare a demo instance if there is none; print it.")
def serve(host: str, port: int, threads: int, processes: int, *, demo: bool) -> None:
    """Serve the instance, alone or behind a proxy; only this machine reaches it."""
    if demo:
        show_demo(f"http://localhost:{port}")
    config, database = open_instance()
    # Whatever is wrong is said here, in one line.
    running = make_services(config, system_clock, database)
    warn_of_stale_numbers(running.emergency, day_of(system_clock()))
    listener = listen(config, host, port, processes)
    log_start(config, database, system_clock())
    database.close()
    sys.exit(run(config, listener, threads, processes))


def warn_of_stale_numbers(emergency: Emergency, today: date) -> None:
    """Name the emergency numbers of the help page that a person must check again."""
    stale = stale_numbers(emergency, today)
    if stale:
        click.echo(f"Check again in emergency.toml: {', '.join(stale)}.", err=True)

"""``intake demo``: prepare an instance with sealed sample cases, and say how to get in."""

import os

import click
import pyotp
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from intake.clock import system_clock
from intake.config import ConfigError, folders
from intake.crypto.totp import STEP
from intake.demo import credentials
from intake.demo.cases import load_people
from intake.demo.credentials import DemoAccount
from intake.demo.prepare import is_prepared, prepare

SHOWN_RECEIPTS = 3


@click.group(invoke_without_command=True)
@click.option("--port", type=int, envvar="PORT", default=8000, show_default=True)
@click.pass_context
def demo(context: click.Context, port: int) -> None:
    """Prepare a demo instance if there is none; print its addresses and accounts."""
    if context.invoked_subcommand is None:
        show_demo(f"http://localhost:{port}")


@demo.command()
@click.argument("username")
def code(username: str) -> None:
    """Print the one-time code of a demo account, valid for half a minute."""
    instance = folders(os.environ)[0]
    if not is_prepared(instance):
        raise ConfigError(f"no demo instance in {instance}: run `intake demo` first")
    for account in credentials.read_credentials(instance)["accounts"]:
        if account["username"] == username:
            now = system_clock()
            click.echo(pyotp.TOTP(account["totp_secret"], interval=STEP).at(now))
            click.echo(f"Valid for {STEP - now % STEP} more seconds, once.", err=True)
            return
    raise ConfigError(f"there is no demo account {username}")


def show_demo(base_url: str) -> None:
    """Prepare the demo instance if there is none, then print how to use it."""
    instance = folders(os.environ)[0]
    if not is_prepared(instance):
        _prepare(base_url)
    credentials.update_address(instance, base_url)
    found = credentials.read_credentials(instance)
    _print_addresses(found["base_url"])
    _print_accounts(found["accounts"])
    click.echo("\nReceipts, to come back with as a reporter:")
    for receipt in found["receipts"][:SHOWN_RECEIPTS]:
        click.echo("  " + " ".join(receipt[at : at + 4] for at in range(0, len(receipt), 4)))
    click.echo(f"\nAll of this is in {instance / credentials.NAME}. It is a demo: tell it nothing.")


def _prepare(base_url: str) -> None:
    columns = (
        TextColumn("Playing nine days of a demo"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)

        def show(taken: int, total: int) -> None:
            bar.update(task, completed=taken, total=total)

        prepare(os.environ, base_url, system_clock(), show)


def _print_addresses(base_url: str) -> None:
    click.echo(f"\nReport:  {base_url}/en/form   {base_url}/zh-Hans/form")
    click.echo(f"Return:  {base_url}/en/box    {base_url}/zh-Hans/box")
    click.echo(f"Staff:   {base_url}/sign-in")


def _print_accounts(accounts: list[DemoAccount]) -> None:
    click.echo("\nStaff accounts: name, role, passphrase")
    newcomers = {plan.username for plan in load_people() if plan.is_newcomer}
    for account in accounts:
        note = "  (enrolled, not admitted yet)" if account["username"] in newcomers else ""
        row = f"  {account['username']:<11} {account['role']:<14} {account['passphrase']}"
        click.echo(row + note)
    click.echo(f"One-time code:   .venv/bin/intake demo code {accounts[0]['username']}")

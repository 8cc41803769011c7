"""``intake demo``: prepare an instance with sealed sample cases, and say how to get in."""

import os
from pathlib import Path
from typing import Any

import click
import pyotp
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from intake.auth.totp import STEP
from intake.clock import system_clock
from intake.config import ConfigError, folders
from intake.demo import prepare as preparing

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
    if not preparing.is_prepared(instance):
        raise ConfigError(f"no demo instance in {instance}: run `intake demo` first")
    for account in _accounts(instance):
        if account["username"] == username:
            now = system_clock()
            click.echo(pyotp.TOTP(account["totp_secret"], interval=STEP).at(now))
            click.echo(f"Valid for {STEP - now % STEP} more seconds, once.", err=True)
            return
    raise ConfigError(f"there is no demo account {username}")


def show_demo(base_url: str) -> None:
    """Prepare the demo instance if there is none, then print how to use it."""
    instance = folders(os.environ)[0]
    if not preparing.is_prepared(instance):
        _prepare(base_url)
    preparing.update_address(instance, base_url)
    found: dict[str, Any] = preparing.read_accounts(instance)
    _print_addresses(found["base_url"])
    _print_accounts(_accounts(instance))
    click.echo("\nReceipts, to come back with as a reporter:")
    for receipt in found["receipts"][:SHOWN_RECEIPTS]:
        click.echo("  " + " ".join(receipt[at : at + 4] for at in range(0, len(receipt), 4)))
    click.echo(
        f"\nAll of this is in {instance / preparing.ACCOUNTS}. It is a demo: tell it nothing."
    )


def _prepare(base_url: str) -> None:
    columns = (
        TextColumn("Playing nine days of a demo"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns) as bar:
        task = bar.add_task("", total=None)

        def show(taken: int, total: int) -> None:
            bar.update(task, completed=taken, total=total)

        preparing.prepare(os.environ, base_url, system_clock(), show)


def _print_addresses(base_url: str) -> None:
    click.echo(f"\nReport:  {base_url}/en/form   {base_url}/zh-Hans/form")
    click.echo(f"Return:  {base_url}/en/box    {base_url}/zh-Hans/box")
    click.echo(f"Staff:   {base_url}/sign-in")


def _print_accounts(accounts: list[dict[str, str]]) -> None:
    click.echo("\nStaff accounts: name, role, passphrase")
    for account in accounts:
        click.echo(f"  {account['username']:<11} {account['role']:<14} {account['passphrase']}")
    click.echo(f"One-time code:   .venv/bin/intake demo code {accounts[0]['username']}")


def _accounts(instance: Path) -> list[dict[str, str]]:
    accounts: list[dict[str, str]] = preparing.read_accounts(instance)["accounts"]  # type: ignore[assignment]
    return accounts

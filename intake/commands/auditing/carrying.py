"""``intake audit request`` and ``cosign``: a witness that no address reaches, by mail or stick."""

import sys
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import click

from intake.clock import system_clock
from intake.commands.rows import log_command, open_instance
from intake.crypto.tlog.merkle import MerkleError
from intake.crypto.tlog.tiles import TileError
from intake.log.events import Log
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer
from intake.log.tree import LogStoreError
from intake.log.witnesses.carrying import carry_back, prepare_request
from intake.log.witnesses.keeping import CosignedError

MAX_FILE = 1 << 16  # Bytes.

of_log = click.option(
    "--log", "log", type=click.Choice([str(log) for log in Log]), default=str(Log.ACCESS)
)


@click.command()
@click.argument("witness")
@of_log
def request(witness: str, log: str) -> None:
    """Write what WITNESS of the policy is asked, to be carried there: ``> request.tlog``."""
    config, database = open_instance()
    signer = Signer(config.instance / "signer", config.settings.origin, config.keys.log)
    with closing(log_command(database)):
        try:
            body = prepare_request(database, signer, Log(log), witness)
        except (CosignedError, SignerRefusal, MerkleError, TileError, LogStoreError) as error:
            _fail(str(error))
    click.echo(body, nl=False)


@click.command()
@click.argument("request", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("lines", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def cosign(request: Path, lines: Path) -> None:
    """Take in the LINES that a witness wrote for a REQUEST.

    Exit code 1 means that no witness of the policy signed it; nothing is kept then.
    """
    asked, answer = _read(request), _read(lines)
    config, database = open_instance()
    signer = Signer(config.instance / "signer", config.settings.origin, config.keys.log)
    with closing(log_command(database)):
        try:
            log, names = carry_back(database, signer, asked, answer, system_clock())
        except CosignedError as error:
            click.echo(f"intake: nothing is kept: {error}", err=True)
            sys.exit(1)
    click.echo(f"log {log}: signed by {', '.join(names)}")


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
        if len(data) > MAX_FILE:
            _fail(f"{path}: too long")
        return data.decode()
    except (OSError, UnicodeDecodeError) as error:
        _fail(f"{path}: {type(error).__name__}")


def _fail(text: str) -> NoReturn:
    click.echo(f"intake: {text}", err=True)
    sys.exit(2)

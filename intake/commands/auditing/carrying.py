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
from intake.crypto.tlog.witnesses.request import split_answers, split_requests
from intake.log.events import Log
from intake.log.signing.refusal import SignerRefusal
from intake.log.signing.signer import Signer
from intake.log.tree import LogStoreError
from intake.log.witnesses.carrying import carry_back, prepare_request, prepare_requests
from intake.log.witnesses.keeping import CosignedError
from intake.store.engine import Database

MAX_FILE = 1 << 16  # Bytes.

of_log = click.option(
    "--log", type=click.Choice([str(log) for log in Log]), help="One of the logs; else both."
)


@click.command()
@click.argument("witness")
@of_log
def request(witness: str, log: str | None) -> None:
    """Write what WITNESS of the policy is asked, to be carried there: ``> request.tlog``.

    Both logs are asked about, one after the other. A witness whose program answers 400 to that is
    older: ask about one at a time.
    """
    config, database = open_instance()
    signer = Signer(config.instance / "signer", config.settings.origin, config.keys.log)
    with closing(log_command(database)):
        try:
            if log:
                body = prepare_request(database, signer, Log(log), witness)
            else:
                body = prepare_requests(database, signer, witness)
        except (CosignedError, SignerRefusal, MerkleError, TileError, LogStoreError) as error:
            _fail(str(error))
    click.echo(body, nl=False)


@click.command()
@click.argument("request", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("lines", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def cosign(request: Path, lines: Path) -> None:
    """Take in the LINES that a witness wrote for a REQUEST.

    Exit code 1 means that no witness of the policy signed it; nothing is kept then. Of a request
    about both logs each is taken by itself.
    """
    asked, answer = _read(request), _read(lines)
    config, database = open_instance()
    signer = Signer(config.instance / "signer", config.settings.origin, config.keys.log)
    with closing(log_command(database)):
        taken = [_take(database, signer, each, answer) for each in split_requests(asked)]
    if not all(taken):
        sys.exit(1)


def _take(database: Database, signer: Signer, asked: str, answer: str) -> bool:
    """Take in the answer to one request, whichever of the answers it is; say what came of it."""
    told = ""
    for lines in split_answers(answer):
        try:
            log, names = carry_back(database, signer, asked, lines, system_clock())
        except CosignedError as error:
            told = f"intake: nothing is kept: {error}"
        else:
            click.echo(f"log {log}: signed by {', '.join(names)}")
            return True
    click.echo(told, err=True)
    return False


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

"""``intake audit statement``: what was checked and found, signed by the auditor."""

import secrets
import sys
from pathlib import Path
from typing import NoReturn

import click

from intake.clock import system_clock
from intake.commands.auditing.bars import bar
from intake.commands.auditing.reporting import CANNOT, COPY, FILE, fail, read_bounded
from intake.crypto.tlog.note import NoteError, VerifierKey, encode_vkey, parse_vkey
from intake.log.events import Log
from intake.verify.reporting.folding import Span
from intake.verify.reporting.made.making import Wanted, report_on
from intake.verify.reporting.showing.lines import printable
from intake.verify.reporting.stating.checking import check_statement, open_statement
from intake.verify.reporting.stating.signing_key import (
    SigningKey,
    SigningKeyError,
    make_key,
    read_key,
)
from intake.verify.reporting.stating.statement import (
    StatementError,
    encode_statement,
    says_findings,
)

MAX_BYTES = 1 << 16  # Of a statement that is read.


@click.command()
@click.argument("folder", type=COPY)
@click.option("--key", type=FILE, help="Your key; made where there is none, for you alone.")
@click.option("--name", help="The name a new key signs under, such as auditor.example/office.")
@click.option("--log", type=click.Choice([str(log) for log in Log]), default=str(Log.ACCESS))
@click.option("--check", type=FILE, help="Check the statement in this file against the copy.")
@click.option("--by", help="Who must have signed it (vkey); else whose --key it is.")
def statement(
    *,
    folder: Path,
    key: Path | None,
    name: str | None,
    log: str,
    check: Path | None,
    by: str | None,
) -> None:
    """State what the check of the copy in FOLDER and the rules of the audit found, and sign it.

    Exit code 0: the statement says clean, or the checked one holds. 1: it says findings, or the
    checked one does not hold. 2: cannot tell.
    """
    try:
        wanted = Wanted(folder)
        if check:
            _check(wanted, check, _signer(key, by))
        _state(wanted, Log(log), _open_key(key, name))
    except (StatementError, SigningKeyError, NoteError, *CANNOT) as error:
        fail(str(error))


def _state(wanted: Wanted, log: Log, key: SigningKey) -> NoReturn:
    with bar("checking") as progress:
        report = report_on(wanted, Span(), progress)
    text = encode_statement(report, log, system_clock())
    open_statement(key.sign(text), key.public)
    click.echo(key.sign(text), nl=False)
    click.echo(f"signed by {encode_vkey(key.public)}", err=True)
    sys.exit(1 if says_findings(text) else 0)


def _check(wanted: Wanted, path: Path, key: VerifierKey) -> NoReturn:
    note = read_bounded(path, MAX_BYTES).decode("utf-8", "replace")
    try:
        text = open_statement(note, key)
        with bar("checking") as progress:
            difference = check_statement(wanted, text, progress)
    except StatementError as error:
        difference = str(error)
    if difference:
        click.echo(f"the statement does not hold: {printable(difference)}")
        sys.exit(1)
    click.echo(f"the statement holds, signed by {printable(key.name)}")
    sys.exit(0)


def _open_key(path: Path | None, name: str | None) -> SigningKey:
    if path is None:
        raise SigningKeyError("whose statement is it? Give --key")
    if path.exists():
        return read_key(path)
    return make_key(path, name or f"auditor-{secrets.token_hex(4)}")


def _signer(key: Path | None, by: str | None) -> VerifierKey:
    if by:
        return parse_vkey(by)
    if key is None:
        raise SigningKeyError("who must have signed it? Give --by or --key")
    return read_key(key).public

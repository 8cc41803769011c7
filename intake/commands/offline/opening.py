"""The command: what it is given, what it says of what it opened, and where the text goes."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from intake.commands.offline.evidence import Evidence
from intake.commands.offline.identities import describe_others, read_identities
from intake.commands.offline.unsealing import (
    Held,
    is_sealed_file,
    open_export,
    read_chain,
    receipt_keys,
    unseal_file,
)
from intake.commands.plaintext import pretty_json, write_new, write_out
from intake.config import ConfigError
from intake.crypto.encoding import EncodingError, parse_b64u
from intake.crypto.roster.accounts import roster_safety_number
from intake.crypto.roster.rosterchain import Walk

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(path_type=Path)
OK, FINDINGS, CANNOT = 0, 1, 2
UNKNOWN_MAKER = (
    "not verified: who made the key file. There is no list of the desk to look them up in; give "
    "--roster FILE. Shown is what the case's own number proves, and nothing on that file's word"
)
UNKNOWN_STAFF = "not verified: who on the desk wrote. Whoever held the case's key could have"
SINGLE_FILE = "opened, not verified: a single file does not say who wrote it, nor in which case"


@click.command("open")
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--identity", type=FILE, help="A file with an identity, AGE-SECRET-KEY-PQ-1…")
@click.option("--receipt", is_flag=True, help="Ask for the 28 digits of a reporter's receipt.")
@click.option("--salt", help="The salt of the receipt's instance; else that of the one here.")
@click.option("--roster", type=FILE, help="The desk's signed list, to check who made a key file.")
@click.option("--pretty", is_flag=True, help="Indent the JSON for reading.")
@click.option("-o", "--output", type=NEW_FILE, help="Write the plaintext there instead.")
def open_sealed(
    files: tuple[Path, ...],
    *,
    identity: Path | None,
    receipt: bool,
    salt: str | None,
    roster: Path | None,
    pretty: bool,
    output: Path | None,
) -> None:
    """Open age FILES, binary or armoured, or whole packages of `intake export`.

    In a package nothing is shown that was not verified, one line of canonical JSON for each object:
    with a receipt, against its own key; with an identity, against the desk's list of --roster. With
    an identity and no list only what the case's own number proves is shown, with exit code 1. Of a
    single file nobody can tell who wrote it, and standard error says so.

    Exit code 1 means that something was refused, is missing or could not be verified, 2 that a file
    cannot be opened at all; standard error says why. Plaintext is written to a file only with -o.
    """
    if (identity is None) != receipt:
        raise click.UsageError("give either --identity FILE or --receipt")
    held = _with_receipt(salt) if identity is None else _with_identity(identity, roster)
    if output is not None and output.exists():
        raise ConfigError(f"{output} exists")
    texts: list[bytes] = []
    code = max(_open(path, held, texts) for path in files)
    lines = [*_laid_out(texts, pretty=pretty)]
    write_out(b"".join(lines)) if output is None else write_new(output, b"".join(lines))
    sys.exit(code)


def _with_receipt(salt: str | None) -> Held:
    hide = sys.stdin.isatty()  # Else it comes from a pipe, which shows nothing.
    typed = click.prompt("Receipt", hide_input=hide, err=True)
    return Held(receipt=receipt_keys(typed, salt))


def _with_identity(path: Path, roster: Path | None) -> Held:
    identities = read_identities(path)
    walk = read_chain(roster) if roster else None
    if identities.others:
        _say(path, describe_others(identities.others))
    if roster and walk:
        _say(roster, f"version {walk.newest.version}, number {_number(walk)}: compare it by voice")
    return Held(identities.found, walk=walk)


def _number(walk: Walk) -> str:
    return roster_safety_number(parse_b64u(walk.pin.roster, 32))


def _open(path: Path, held: Held, texts: list[bytes]) -> int:
    """Add what a file holds; say what is wrong with it, and return the exit code for it."""
    data = path.read_bytes()
    try:
        if is_sealed_file(data):
            texts.append(unseal_file(data, held))
            _say(path, SINGLE_FILE)
            return OK
        opened = open_export(data, held)
    except ConfigError as error:
        _say(path, str(error))
        return CANNOT
    texts.extend(opened.texts.values())
    for word in _words(opened):
        _say(path, word)
    verified = opened.is_maker_known and not opened.refused
    return OK if verified and not opened.missing else FINDINGS


def _words(opened: Evidence) -> Iterator[str]:
    """Give everything that somebody who reads the output must know of it."""
    if not opened.is_maker_known:
        yield UNKNOWN_MAKER
    if opened.has_staff and not opened.is_staff_known:
        yield UNKNOWN_STAFF
    for name in opened.skipped:
        yield f"{name}: sealed to somebody else"
    for name, reason in opened.refused.items():
        yield f"{name}: refused ({reason})"
    if opened.missing:
        yield "something is missing here"


def _say(path: Path, word: str) -> None:
    click.echo(f"{path}: {word}", err=True)


def _laid_out(texts: list[bytes], *, pretty: bool) -> Iterator[bytes]:
    """Give JSON a line end in place of its padding; leave anything else as it is."""
    for text in texts:
        line = text.rstrip(b" ")
        try:
            indented = pretty_json(line)
        except EncodingError:
            yield text
        else:
            yield (indented if pretty else line) + b"\n"

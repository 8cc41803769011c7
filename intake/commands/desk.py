"""``intake export`` and ``intake open``: evidence that outlives this project's own pages."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from intake.clock import system_clock
from intake.commands.instance import open_instance
from intake.commands.plaintext import pretty_json, write_new, write_out
from intake.commands.unsealing import (
    Keys,
    is_sealed_file,
    open_export,
    open_file,
    read_identities,
    receipt_keys,
)
from intake.config import ConfigError
from intake.crypto.encoding import EncodingError
from intake.crypto.shapes import HEX_ID
from intake.desk.export import export_case
from intake.store.models import Case

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(path_type=Path)
OK, FINDINGS, CANNOT = 0, 1, 2


@click.command()
@click.argument("case")
@click.option("-o", "--output", type=NEW_FILE, help="Where to write it; else CASE.tar, here.")
def export(case: str, output: Path | None) -> None:
    """Write the stored age files of CASE, byte for byte, as a tar. The export is logged."""
    path = output or Path(f"{case}.tar")
    if path.exists():
        raise ConfigError(f"{path} exists")
    _, database = open_instance()
    with database.session() as db:
        row = db.get(Case, case) if HEX_ID.fullmatch(case) else None
        if row is None:
            raise ConfigError("there is no such case")
        package = export_case(db, row, system_clock())
        db.commit()
    database.close()
    write_new(path, package)
    click.echo(f"Wrote {path}.", err=True)


@click.command("open")
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--identity", type=FILE, help="A file with an identity, AGE-SECRET-KEY-PQ-1…")
@click.option("--receipt", is_flag=True, help="Ask for the 28 digits of a reporter's receipt.")
@click.option("--salt", help="The salt of the receipt's instance; else that of the one here.")
@click.option("--pretty", is_flag=True, help="Indent the JSON for reading.")
@click.option("-o", "--output", type=NEW_FILE, help="Write the plaintext there instead.")
def open_sealed(
    files: tuple[Path, ...],
    identity: Path | None,
    *,
    receipt: bool,
    salt: str | None,
    pretty: bool,
    output: Path | None,
) -> None:
    """Open age FILES, binary or armoured, or whole packages of `intake export`.

    Everything in a package is verified before it is shown, one line of canonical JSON for each
    object. Exit code 1 means that something was refused or is missing, 2 that a file cannot be
    opened at all; standard error says why. Plaintext is written to a file only with -o.
    """
    if (identity is None) != receipt:
        raise click.UsageError("give either --identity FILE or --receipt")
    if identity is None:
        hide = sys.stdin.isatty()  # Else it comes from a pipe, which shows nothing.
        keys = receipt_keys(click.prompt("Receipt", hide_input=hide, err=True), salt)
    else:
        keys = read_identities(identity)
    if output is not None and output.exists():
        raise ConfigError(f"{output} exists")
    texts: list[bytes] = []
    code = max(_open(path, keys, texts) for path in files)
    lines = [*_laid_out(texts, pretty=pretty)]
    write_out(b"".join(lines)) if output is None else write_new(output, b"".join(lines))
    sys.exit(code)


def _open(path: Path, keys: Keys, texts: list[bytes]) -> int:
    """Add what a file holds; say what is wrong with it, and return the exit code for it."""
    data = path.read_bytes()
    try:
        if is_sealed_file(data):
            texts.append(open_file(data, keys))
            return OK
        opened = open_export(data, keys)
    except ConfigError as error:
        click.echo(f"{path}: {error}", err=True)
        return CANNOT
    texts.extend(opened.texts.values())
    for name in opened.skipped:
        click.echo(f"{path}: {name}: sealed to somebody else", err=True)
    for name, reason in opened.refused.items():
        click.echo(f"{path}: {name}: refused ({reason})", err=True)
    if opened.missing:
        click.echo(f"{path}: something is missing here", err=True)
    return FINDINGS if opened.refused or opened.missing else OK


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

"""``intake export`` and ``intake open``: evidence that outlives this project's own pages."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from intake.auditlog import SYSTEM
from intake.clock import system_clock
from intake.commands.instance import open_instance
from intake.commands.packages import PackageError, open_package, parse_package
from intake.config import ConfigError, folders, read_key
from intake.crypto import age
from intake.crypto.armor import is_armored, parse_armor
from intake.crypto.encoding import EncodingError, parse_json
from intake.crypto.header import AgeError
from intake.crypto.hybrid import parse_identity
from intake.crypto.keys import verification_key
from intake.crypto.receipts import ReceiptError, derive, parse_receipt
from intake.crypto.shapes import HEX_ID
from intake.desk.export import export_case
from intake.instance import write_secret_bytes
from intake.models import Case

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(path_type=Path)
AGE_MAGIC = b"age-encryption.org/"
# C1 controls and marks that reorder a line could make a terminal show something else.
UNSAFE = {*range(0x7F, 0xA0), *range(0x200E, 0x2010), *range(0x2028, 0x202F), *range(0x2066, 0x206A)}
ESCAPES = {code: f"\\u{code:04x}" for code in UNSAFE}


@click.command()
@click.argument("case")
@click.option("-o", "--output", type=NEW_FILE, help="Where to write it; else CASE.tar, here.")
def export(case: str, output: Path | None) -> None:
    """Write the stored age files of CASE, byte for byte, as a tar. The export is logged."""
    _, database = open_instance()
    with database.session() as db:
        row = db.get(Case, case) if HEX_ID.fullmatch(case) else None
        if row is None:
            raise ConfigError("there is no such case")
        package = export_case(db, row, SYSTEM, system_clock())
        db.commit()
    database.close()
    path = output or Path(f"{case}.tar")
    _write_new(path, package)
    click.echo(f"Wrote {path}.", err=True)


@click.command("open")
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--identity", type=FILE, help="File with an identity, AGE-SECRET-KEY-PQ-1…")
@click.option("--receipt", is_flag=True, help="Ask for the 28 digits of a reporter's receipt.")
@click.option("--salt", help="The instance's salt, 64 hex digits; else that of this instance.")
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

    Every object of a package is verified before it is shown, one line of canonical JSON each. Exit
    code 1 means that something was refused or is missing; the reasons go to standard error.
    """
    if (identity is None) != receipt:
        raise click.UsageError("give either --identity FILE or --receipt")
    seeds, author = (_ask_receipt(salt), None) if receipt else (_read_identities(identity), None)

"""``intake export``: evidence that outlives this project's own pages."""

import json
from pathlib import Path

import click

from intake.case.rules.casework import casework
from intake.clock import system_clock
from intake.commands.plaintext import write_new
from intake.commands.rows import log_command, open_instance
from intake.config import ConfigError
from intake.crypto.shapes import HEX_ID
from intake.desk.exporting.package import export_case
from intake.desk.exporting.stated import Stated
from intake.log.act import SYSTEM, Act
from intake.roster.chain import all_notes
from intake.store.engine import Database
from intake.store.models import Case

NEW_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("case")
@click.option("-o", "--output", type=NEW_FILE, help="Where to write it; else CASE.tar, here.")
@click.option("--purpose", type=click.Choice(casework().purposes), required=True)
@click.option("--recipient", type=click.Choice(casework().recipients), required=True)
@click.option("--roster", type=NEW_FILE, help="Also write the desk's signed list there.")
def export(
    case: str, *, purpose: str, recipient: str, output: Path | None, roster: Path | None
) -> None:
    """Write the stored age files of CASE, byte for byte, as a tar. The log says why and for whom.

    The list names everybody on the desk. It is not part of the evidence; `intake open --roster`
    needs it to tell who made a key file.
    """
    path = output or Path(f"{case}.tar")
    for target in (path, *([roster] if roster else [])):
        if target.exists():
            raise ConfigError(f"{target} exists")
    database = log_command(open_instance()[1])
    package = _export(database, case, Stated(purpose, recipient))
    if roster:
        with database.reading() as db:
            write_new(roster, json.dumps({"versions": all_notes(db)}, indent=1).encode() + b"\n")
    database.close()
    write_new(path, package)
    click.echo(f"Wrote {path}.", err=True)


def _export(database: Database, case: str, stated: Stated) -> bytes:
    with database.session() as db:
        row = db.get(Case, case) if HEX_ID.fullmatch(case) else None
        if row is None:
            raise ConfigError("there is no such case")
        package = export_case(Act(db, SYSTEM, system_clock()), row, stated)
        db.commit()
    return package

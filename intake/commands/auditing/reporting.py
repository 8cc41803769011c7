"""``intake audit report``: what a copy says, for people and for machines, and made anew."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from intake.commands.auditing.bars import bar
from intake.verify.report import VerifyError
from intake.verify.reporting.folding import Span
from intake.verify.reporting.made.comparing import MAX_BYTES, check_report
from intake.verify.reporting.made.document import encode_report
from intake.verify.reporting.made.making import Wanted, has_findings, report_on
from intake.verify.reporting.showing.lines import lines, printable
from intake.verify.reporting.showing.page import encode_page
from intake.verify.reporting.showing.table import encode_table
from intake.verify.reporting.values import ReportError, Value
from intake.verify.rules import FoldError

DAY = click.DateTime(["%Y-%m-%d"])
FILE = click.Path(path_type=Path, dir_okay=False)
Encode = Callable[[Value], bytes]
FORMS: dict[str, Encode] = {"html": encode_page, "json": encode_report, "csv": encode_table}
COPY = click.Path(path_type=Path, exists=True, file_okay=False)
CANNOT = (ReportError, VerifyError, FoldError, OSError)


@click.command(name="report")
@click.argument("folder", type=COPY)
@click.option("--from", "first", type=DAY, help="The first day, UTC; else from the beginning.")
@click.option("--to", "last", type=DAY, help="The last day, UTC; else to the end.")
@click.option("--html", type=FILE, help="Write one page, with each entry's proof.")
@click.option("--json", type=FILE, help="Write the report as canonical JSON.")
@click.option("--csv", type=FILE, help="Write a table, a line for each finding.")
@click.option("--check", type=FILE, help="Make the report in this file (JSON) anew and compare.")
@click.option("--policy", type=FILE, help="Your own C2SP tlog-policy: whose signatures count.")
def report_command(
    *,
    folder: Path,
    first: datetime | None,
    last: datetime | None,
    check: Path | None,
    policy: Path | None,
    **files: Path | None,
) -> None:
    """Report on the copy in FOLDER: whether it is whole, and what the rules of the audit find.

    Exit code 0: clean. 1: findings, or with --check: the report is not what this copy gives. 2:
    cannot tell.
    """
    try:
        wanted = Wanted.with_policy(folder, policy) if policy else Wanted(folder)
        if check:
            _check(wanted, check)
        span = Span(first.date() if first else None, last.date() if last else None)
        with bar("reporting") as progress:
            report = report_on(wanted, span, progress)
        for name, path in files.items():
            if path:
                path.write_bytes(FORMS[name](report))
    except CANNOT as error:
        fail(str(error))
    for line in lines(report):
        click.echo(line)
    click.echo("FINDINGS" if has_findings(report) else "clean")
    sys.exit(1 if has_findings(report) else 0)


def read_bounded(path: Path, most: int) -> bytes:
    """Return what is in a file.

    Raises:
        ReportError: It is longer than that.
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ReportError(f"{path}: longer than {most} bytes")
    return data


def fail(text: str) -> NoReturn:
    """Say why nothing can be told, and end with exit code 2."""
    click.echo(f"intake: {printable(text)}", err=True)
    sys.exit(2)


def _check(wanted: Wanted, path: Path) -> NoReturn:
    data = read_bounded(path, MAX_BYTES)
    with bar("comparing") as progress:
        difference = check_report(wanted, data, progress)
    if difference:
        click.echo(f"the report is not what this copy gives: {printable(difference)}")
        sys.exit(1)
    click.echo("this copy gives the same report")
    sys.exit(0)

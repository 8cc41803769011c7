"""``intake audit mirror`` and ``verify``: copying the logs, and checking a copy offline."""

import sys
from pathlib import Path
from typing import NoReturn

import click
from sqlalchemy.exc import SQLAlchemyError

from intake.commands.auditing.bars import bar
from intake.commands.auditing.carrying import cosign, request
from intake.commands.auditing.pages import pages
from intake.commands.auditing.reporting import report_command
from intake.commands.auditing.sources import open_source
from intake.commands.auditing.stating import statement
from intake.commands.auditing.visiting import visit_command
from intake.commands.rebuilding import rebuild
from intake.commands.witness import witness
from intake.config import ConfigError
from intake.log.events import Log
from intake.verify.check.checking import verify_mirror
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import CopyResult, MirrorRefusal, mirror_log
from intake.verify.mirror.limits import Limits
from intake.verify.mirror.sources import Source, SourceError
from intake.verify.report import LogReport, Report, VerifyError, lines
from intake.verify.signatures import find_verify
from intake.verify.witnessing.own_policy import read_policy
from intake.verify.witnessing.telling import witness_lines

SHOWN_FINDINGS = 20  # Of a kind and log; the rest is counted.


@click.group()
def audit() -> None:
    """Copy the logs and check them without the server."""


for command in (witness, request, cosign, pages, visit_command, report_command, statement):
    audit.add_command(command)


audit.add_command(rebuild)


@audit.command()
@click.argument("source")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--most",
    type=click.IntRange(1),
    default=Limits.entries,
    show_default=True,
    help="New entries to copy of each log in one run; the next run goes on.",
)
@click.option("--only-new", is_flag=True, help="Do not read again what the copy holds already.")
def mirror(source: str, folder: Path, most: int, *, only_new: bool) -> None:
    """Copy both logs from SOURCE into FOLDER, or bring the copy up to date.

    SOURCE is the address of an instance (https://…), the folder of an instance on this machine,
    which gives the details too and logs that this ran, or the folder of another copy. What was
    copied before is read again, so that an entry changed or deleted since is found. Exit code 1
    means that what the source says contradicts itself or what was copied before; FOLDER keeps what
    it has. Exit code 2 means that the source could not be copied, or not yet to its end.
    """
    limits = Limits(entries=most)
    try:
        with open_source(source) as opened:
            codes = {
                _mirror(opened, LogFolder(folder, log), limits, is_brief=only_new) for log in Log
            }
    except (ConfigError, SourceError, OSError) as error:
        _fail(str(error))
    sys.exit(1 if 1 in codes else max(codes))  # What was found outweighs what could not be had.


@audit.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--key", "keys", multiple=True, help="A log's key, known from elsewhere (vkey).")
@click.option(
    "--policy",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Whose signatures count, by your own C2SP tlog-policy; else by the one that was served.",
)
def verify(folder: Path, keys: tuple[str, ...], policy: Path | None) -> None:
    """Check the copy in FOLDER: signatures, every kept checkpoint, every entry and tile."""
    try:
        own = read_policy(policy) if policy else None
        with bar("checking") as progress:
            report = verify_mirror(folder, trusted=keys, policy=own, progress=progress)
    except (VerifyError, OSError) as error:
        _fail(str(error))
    _print_report(report)
    sys.exit(1 if report.findings else 0)


def _mirror(source: Source, folder: LogFolder, limits: Limits, *, is_brief: bool) -> int:
    """Copy one log and say what came of it; return the exit code it is worth."""
    before = len(folder.kept())
    try:
        with bar(str(folder.log)) as progress:
            copied = mirror_log(
                source,
                folder,
                limits=limits,
                is_brief=is_brief,
                verify=find_verify(),
                progress=progress,
            )
    except MirrorRefusal as error:
        click.echo(f"log {folder.log}: refused, {error.kind}: {error}", err=True)
        return 1
    except (SourceError, VerifyError, SQLAlchemyError, OSError) as error:
        kind = type(error).__name__  # A driver's text may hold the address of the database.
        text = kind if isinstance(error, SQLAlchemyError) else str(error)
        click.echo(f"log {folder.log}: cannot be copied: {text}", err=True)
        return 2
    news = "new" if len(folder.kept()) > before else "known"
    click.echo(f"{copied.origin}: {copied.size} entries, {news} checkpoint")
    return _tell(copied, folder)


def _tell(copied: CopyResult, folder: LogFolder) -> int:
    """Say what the source no longer says, and what was not copied yet."""
    for kind, text in copied.differences.named:
        click.echo(f"log {folder.log}: {kind}: {text}", err=True)
    rest = copied.differences.count - len(copied.differences.named)
    if rest:
        click.echo(f"log {folder.log}: and {rest} more", err=True)
    if copied.size < copied.signed:
        text = f"{copied.signed - copied.size} entries are not copied yet: run this again"
        click.echo(f"log {folder.log}: {text}", err=True)
    return 1 if copied.differences.count else 2 if copied.size < copied.signed else 0


def _print_report(report: Report) -> None:
    for log in report.logs:
        click.echo(_describe(log))
        for line in witness_lines(log):
            click.echo(f"  {line}")
    for line in lines(report, SHOWN_FINDINGS):
        click.echo(f"  {line}")
    click.echo("FINDINGS" if report.findings else "ok")


def _describe(log: LogReport) -> str:
    erased = f", {log.details_erased} erased" if log.details_erased else ""
    key = "" if log.is_key_compared else "; its key was not compared with one from elsewhere"
    return (
        f"{log.origin or log.log}: {log.entries} of {log.size} entries and {log.checkpoints}"
        f" checkpoints checked, {log.details} details, {log.details_missing} details not in the"
        f" copy{erased}{key}"
    )


def _fail(text: str) -> NoReturn:
    click.echo(f"intake: {text}", err=True)
    sys.exit(2)

"""``intake audit mirror`` and ``verify``: copying the logs, and checking a copy offline."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import select

from intake.audit.served import find_served, served_size
from intake.config import ConfigError, load_config
from intake.crypto.tlog.tiles import TILE_WIDTH
from intake.log.events import Log
from intake.log.signer import Signer, SignerRefusal
from intake.store.engine import Database, open_database
from intake.store.models.log import LogDetail
from intake.verify.checking import verify_mirror
from intake.verify.copying import MirrorRefusal, mirror_log
from intake.verify.folder import LogFolder
from intake.verify.report import LogReport, Report, VerifyError
from intake.verify.signatures import find_verify
from intake.verify.sources import FolderSource, HttpSource, Source, SourceError

SHOWN_FINDINGS = 20  # For each log; the rest is counted.


@click.group()
def audit() -> None:
    """Copy the logs and check them without the server."""


class InstanceSource:
    """The instance on this machine: what it serves, and the details besides."""

    def __init__(self, database: Database, signer: Signer) -> None:
        self._database, self._signer = database, signer

    def read(self, path: str) -> bytes | None:
        """Return what stands at a path below ``log/``."""
        try:
            with self._database.reading() as session:
                found = find_served(session, self._signer, path)
        except SignerRefusal as error:
            raise SourceError(str(error)) from None
        return found.data if found else None

    def details(self, log: str, n: int) -> bytes | None:
        """Return the details of an entry bundle, one JSON object a line."""
        start = n * TILE_WIDTH
        with self._database.reading() as session:
            end = min(start + TILE_WIDTH, served_size(session, self._signer, Log(log)))
            of_bundle = (LogDetail.log == log, LogDetail.idx >= start, LogDetail.idx < end)
            rows = session.scalars(select(LogDetail).where(*of_bundle).order_by(LogDetail.idx))
            lines = [
                json.dumps({"detail": row.detail.decode(), "idx": row.idx, "salt": row.salt.hex()})
                for row in rows
            ]
        return "".join(line + "\n" for line in lines).encode() if lines else None


@audit.command()
@click.argument("source")
@click.argument("folder", type=click.Path(path_type=Path))
def mirror(source: str, folder: Path) -> None:
    """Copy both logs from SOURCE into FOLDER, or bring the copy up to date.

    SOURCE is the address of an instance (https://…), the folder of an instance on this machine,
    which gives the details too, or the folder of another copy. Exit code 1 means that what the
    source says contradicts what was copied before; the evidence is kept in FOLDER.
    """
    code = 0
    try:
        opened = _open_source(source)
        for log in Log:
            code = max(code, _mirror(opened, LogFolder(folder, log)))
    except (ConfigError, SourceError, VerifyError, OSError) as error:
        _fail(str(error))
    sys.exit(code)


@audit.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--key", "keys", multiple=True, help="A log's key, known from elsewhere (vkey).")
def verify(folder: Path, keys: tuple[str, ...]) -> None:
    """Check the copy in FOLDER: signatures, every kept checkpoint, every entry and tile."""
    try:
        with _bar() as bar:
            task = bar.add_task("checking")
            report = verify_mirror(folder, trusted=keys, progress=_advance(bar, task))
    except (VerifyError, OSError) as error:
        _fail(str(error))
    _print_report(report)
    sys.exit(1 if report.findings else 0)


def _open_source(source: str) -> Source:
    if "://" in source:
        return HttpSource(source)
    if not (Path(source) / "intake.toml").is_file():
        return FolderSource(Path(source))
    config = load_config(os.environ | {"INTAKE_INSTANCE": source})
    signer = Signer(config.instance / "signer", config.settings.origin, config.keys.log)
    return InstanceSource(open_database(config.database_url), signer)


def _mirror(source: Source, folder: LogFolder) -> int:
    before = len(folder.kept())
    with _bar() as bar:
        task = bar.add_task(str(folder.log))
        try:
            head = mirror_log(source, folder, verify=find_verify(), progress=_advance(bar, task))
        except MirrorRefusal as error:
            click.echo(f"log {folder.log}: refused, {error.kind}: {error}", err=True)
            return 1
    news = "new" if len(folder.kept()) > before else "known"
    click.echo(f"{head.origin}: {head.size} entries, {news} checkpoint")
    return 0


def _advance(bar: Progress, task: object) -> Callable[[int, int], None]:
    return lambda done, total: bar.update(task, completed=done, total=total)  # type: ignore[arg-type]


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    return Progress(*columns, TimeRemainingColumn(), console=console, transient=True)


def _print_report(report: Report) -> None:
    for log in report.logs:
        click.echo(
            f"{log.origin}: {log.entries} of {log.size} entries and {log.checkpoints} checkpoints"
            f" checked, {log.details} details, {log.details_missing} details not in the copy"
        )
        _print_findings(log)
    click.echo("FINDINGS" if report.findings else "ok")


def _print_findings(log: LogReport) -> None:
    for finding in log.findings[:SHOWN_FINDINGS]:
        click.echo(f"  {finding.kind}: {finding.text}")
    rest = len(log.findings) - SHOWN_FINDINGS
    if rest > 0:
        click.echo(f"  and {rest} more")


def _fail(text: str) -> NoReturn:
    click.echo(f"intake: {text}", err=True)
    sys.exit(2)

"""``intake audit visit``: an auditor's visit, whose exit code is the verdict."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TextIO

import click
from sqlalchemy.exc import SQLAlchemyError

from intake.commands.auditing.bars import bars
from intake.commands.auditing.sources import open_source
from intake.config import ConfigError
from intake.log.events import Log
from intake.verify.folder import LogFolder
from intake.verify.mirror.http import HttpSource
from intake.verify.mirror.limits import Limits
from intake.verify.mirror.sources import Source, SourceError
from intake.verify.pages.fetching.visiting import Visitor
from intake.verify.pages.noted import list_differs
from intake.verify.report import VerifyError, lines
from intake.verify.sealing.key import CopyKeyError, find_key, make_key
from intake.verify.visit.chosen import ChosenDetails
from intake.verify.visit.proposing import has_witness, propose_witness
from intake.verify.visit.server import VisitedServer
from intake.verify.visit.signing import Line, open_witness
from intake.verify.visit.socks import reach
from intake.verify.visit.visiting import Visit, visit

SHOWN_FINDINGS = 20  # Of a kind and log; the rest is counted.
BROUGHT = "bring-back.txt"
VERDICTS = {
    0: "clean",
    1: """\
nothing was signed, and nothing brought back. Keep the copy, tell nobody who can reach the machine,
and read all of it: intake audit report COPY
FINDINGS""",
    2: "cannot tell: run this again",
}
PAGES = """\
the pages everybody is served were not compared: whoever is visited knows that it is you. At another
hour, from another network: intake audit pages URL --copy COPY (--proxy for Tor)"""


@click.command(name="visit")
@click.argument("source")
@click.argument("copy", type=click.Path(path_type=Path))
@click.option("--details", "with_details", is_flag=True, help="Copy the details too, sealed.")
@click.option(
    "--token-file",
    type=click.File("r"),
    help="Where the token stands; - is standard input. It is asked for if this is left out.",
)
@click.option("--proxy", help="socks5h://host:port, such as Tor's.")
@click.option("--key", "keys", multiple=True, help="A log's key, known from elsewhere (vkey).")
@click.option("--most", type=click.IntRange(1), default=Limits.entries, show_default=True)
def visit_command(
    *,
    source: str,
    copy: Path,
    token_file: TextIO | None,
    proxy: str | None,
    keys: tuple[str, ...],
    most: int,
    with_details: bool,
) -> None:
    """Visit the instance at SOURCE and bring the COPY on this machine up to date.

    SOURCE is the address of an instance (https://…), with a token made on the page of the access
    log, or a folder: an instance on this machine, or a copy on a stick. What is new is copied, a
    random part of what COPY holds is read again, everything in it is checked, and if nothing was
    found the copy's own witness signs; the line goes back to the server, or into a file.

    Exit code 0: clean. 1: findings, in the text. 2: cannot tell.
    """
    told: Visit | None = None
    try:
        with_details = _prepare(copy, with_details=with_details)
        with _open(source, copy, token_file, proxy, with_details=with_details) as opened:
            limits = Limits(entries=most)
            with bars() as progress:
                told = visit(opened, copy, trusted=keys, limits=limits, progress=progress)
            if isinstance(opened, VisitedServer) and told.report is not None:
                visitor = Visitor(source, connect=reach(proxy))
                told.unfinished += list_differs(LogFolder(copy, Log.ACCESS), visitor)
            _print(told)
            if told.lines:
                _bring(opened, copy, told.lines)
                _say_how_it_counts(copy)
    except (ConfigError, CopyKeyError, SourceError, VerifyError, OSError) as error:
        click.echo(f"intake: {error}", err=True)
        sys.exit(2)
    except SQLAlchemyError as error:  # A driver's text may hold the address of the database.
        click.echo(f"intake: {type(error).__name__}", err=True)
        sys.exit(2)
    sys.exit(told.verdict)


def _prepare(copy: Path, *, with_details: bool) -> bool:
    """Return whether details are copied: once a copy has them, always, and never in clear."""
    if any(copy.glob("log/*/details")):
        raise VerifyError(f"{copy} holds details in clear: begin another folder")
    has_key = find_key(copy) is not None
    if with_details and not has_key:
        if any(copy.glob("log/*/sealed")):
            raise VerifyError(f"{copy} holds sealed details, and copy.key is gone")
        make_key(copy)
    return with_details or has_key


@contextmanager
def _open(
    source: str,
    copy: Path,
    token_file: TextIO | None,
    proxy: str | None,
    *,
    with_details: bool,
) -> Iterator[Source]:
    if "://" not in source:
        with open_source(source) as found:
            yield ChosenDetails(found, with_details=with_details)
        return
    copy.mkdir(parents=True, exist_ok=True)
    headers = {"Intake-Copy": open_witness(copy).vkeys()[0]}
    token = token_file.readline().strip() if token_file else _ask_token()
    headers["Authorization"] = f"Bearer {token}"
    with closing(HttpSource(source, headers=headers, connect=reach(proxy))) as http:
        yield VisitedServer(http, copy, with_details=with_details)


def _ask_token() -> str:
    token: str = click.prompt("Token", hide_input=True, err=True)
    return token.strip()


def _print(told: Visit) -> None:
    for text in [*told.found, *told.unfinished]:
        click.echo(text, err=True)
    for log in told.report.logs if told.report else ():
        click.echo(
            f"{log.origin or log.log}: {log.entries} of {log.size} entries checked,", nl=False
        )
        click.echo(f" {log.details} details, {log.details_erased} erased")
    for line in lines(told.report, SHOWN_FINDINGS) if told.report else ():
        click.echo(f"  {line}")
    click.echo(PAGES)
    click.echo(VERDICTS[told.verdict])


def _say_how_it_counts(copy: Path) -> None:
    """Say which lines make this copy's signature count, as long as the served policy has none."""
    witness = open_witness(copy)
    served = LogFolder(copy, Log.ACCESS).read("policy.txt") or b""
    if has_witness(served, witness.vkeys()[0]):
        return
    proposal = propose_witness(served, witness.name, witness.vkeys()[0])
    click.echo(
        "it counts once two people have entered this under Witnesses. All lines, as they are"
    )
    click.echo(f"to stand; {proposal.effect}:")
    click.echo(proposal.text, nl=False)


def _bring(source: Source, copy: Path, found: list[Line]) -> None:
    """Bring the lines back; without a server they go into a file."""
    witness = open_witness(copy)
    if isinstance(source, VisitedServer):
        for line in found:
            source.bring(line.log, line.note)
        click.echo(f"signed by {witness.name}, and brought back")
        return
    notes = "\n".join([f"{witness.vkeys()[0]}\n", *(line.note for line in found)])
    (copy / BROUGHT).write_text(notes, encoding="utf-8")
    click.echo(f"signed by {witness.name}; to be brought back: {copy / BROUGHT}")

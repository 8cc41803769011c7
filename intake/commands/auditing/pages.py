"""``intake audit pages``: what a server shows everybody, against its list and the log's word."""

import sys
from pathlib import Path

import click

from intake.commands.auditing.bars import bar
from intake.log.events import Log
from intake.verify.folder import LogFolder
from intake.verify.mirror.sources import SourceError
from intake.verify.pages.comparing import Compared, compare_pages
from intake.verify.pages.noted import find_noted
from intake.verify.pages.pagelist import PageListError
from intake.verify.pages.visiting import Visitor
from intake.verify.report import VerifyError
from intake.verify.visit.socks import reach

CANNOT_EXCLUDE = """\
This says what was served to this machine, now. It cannot exclude that somebody else is served
other pages: by their address, by the hour, or because they are known. Ask again over Tor
(--proxy), from another network, and without saying when."""


@click.command()
@click.argument("url")
@click.option(
    "--copy",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A copy of the logs, taken just now: its newest sys.pages must name this list.",
)
@click.option("--proxy", help="socks5h://host:port, such as Tor's.")
def pages(url: str, copy: Path | None, proxy: str | None) -> None:
    """Fetch every page and file of URL as a browser would, and compare.

    Exit code 1 means that something is served which the list, or the log, does not name. Exit code
    2 means that not everything could be fetched.
    """
    try:
        with bar("fetching") as progress:
            compared = compare_pages(Visitor(url, connect=reach(proxy)), progress)
        noted = find_noted(LogFolder(copy, Log.ACCESS)) if copy else None
    except (SourceError, PageListError, VerifyError, OSError) as error:
        click.echo(f"intake: {error}", err=True)
        sys.exit(2)
    differences = [*compared.differences, *_log_differs(compared, noted, asked=copy is not None)]
    _say(compared, differences)
    sys.exit(1 if differences else 0)


def _log_differs(compared: Compared, noted: str | None, *, asked: bool) -> list[str]:
    if not asked or noted == compared.digest:
        return []
    return [f"the newest list in the log is {noted or 'none'}: copy the log again, then ask again"]


def _say(compared: Compared, differences: list[str]) -> None:
    found = compared.pages
    click.echo(f"{found.origin}, desk epoch {found.desk_epoch}, {found.duty}")
    click.echo(f"{len(found.things)} pages and files fetched; list {compared.digest}")
    for line in differences:
        click.echo(f"  {line}")
    click.echo(CANNOT_EXCLUDE)
    click.echo("FINDINGS" if differences else "ok")

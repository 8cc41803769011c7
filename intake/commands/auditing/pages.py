"""``intake audit pages``: what a server shows everybody, against its list, a build and the log."""

import sys
from pathlib import Path

import click

from intake.commands.auditing.bars import bar
from intake.log.events import Log
from intake.verify.folder import LogFolder
from intake.verify.mirror.sources import SourceError
from intake.verify.pages.building import (
    BUILT,
    Build,
    BuildError,
    count_data,
    differ_from_build,
    read_build,
)
from intake.verify.pages.comparing import Compared, compare_pages
from intake.verify.pages.fetching.visiting import Visitor
from intake.verify.pages.noted import find_noted
from intake.verify.pages.pagelist import PageListError
from intake.verify.report import VerifyError
from intake.verify.visit.socks import reach

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
NO_BUILD = """\
not compared with a build: there is none beside this program (--build FOLDER). Whoever serves
everybody the same bad script, and lists it, gets the same answer"""
ANOTHER = """\
a server of another version has other files: build the version that is said to run there
(node intake/static/build.js in its checkout), and name the folder with --build"""
UNSTEADY = """\
these differed, and did not when everything was fetched again: the desk's hours changed meanwhile,
or some are served other bytes now and then. Run this again: the second time it is a finding"""
CANNOT_EXCLUDE = """\
This says what was served to this machine, now. It cannot exclude that somebody else is served
other pages, by their address or by the hour. Each thing was asked for in both encodings, in an
order that was drawn, pages with what they load, the list last. A server can still tell this from
a reporter's Tor Browser: by its TLS and HTTP/1.1 (over https a browser speaks HTTP/2), by so many
pages from one address within minutes (--proxy: a circuit of Tor for each), by data that no script
asks for, and as nothing is sent; from WeChat's browser by all but its name. Not compared: words and
keys in the pages, which are this instance's own, and what staff see behind the sign-in."""


@click.command()
@click.argument("url")
@click.option(
    "--copy",
    type=FOLDER,
    help="A copy of the logs, taken just now: its newest sys.pages must name this list.",
)
@click.option(
    "--build",
    "folder",
    type=FOLDER,
    help="A build of the version that runs there; else the one beside this program, if it has one.",
)
@click.option("--proxy", help="socks5h://host:port, such as Tor's.")
def pages(url: str, copy: Path | None, folder: Path | None, proxy: str | None) -> None:
    """Fetch every page and file of URL as a browser would, and compare.

    Exit code 1 means that something is served which the list, the build or the log does not name.
    Exit code 2 means that not everything could be fetched, or that something differed once.
    """
    try:
        build = _find_build(folder)
        with bar("fetching") as progress:
            compared = compare_pages(Visitor(url, connect=reach(proxy, apart=True)), progress)
        noted = find_noted(LogFolder(copy, Log.ACCESS)) if copy else None
    except (BuildError, SourceError, PageListError, VerifyError, OSError) as error:
        click.echo(f"intake: {error}", err=True)
        sys.exit(2)
    built = list(differ_from_build(build, compared.pages, compared.policies)) if build else []
    logged = _log_differs(compared, noted, asked=copy is not None)
    _say(compared, [*compared.differences, *built, *logged])
    _say_of_build(build, compared, built)
    click.echo(CANNOT_EXCLUDE)
    code = 1 if compared.differences or built or logged else 2 if compared.unsteady else 0
    click.echo({0: "ok", 1: "FINDINGS", 2: "cannot tell: run this again"}[code])
    sys.exit(code)


def _find_build(folder: Path | None) -> Build | None:
    if folder is None and not (BUILT / "manifest.json").is_file():
        return None
    return read_build(folder or BUILT)


def _log_differs(compared: Compared, noted: str | None, *, asked: bool) -> list[str]:
    if not asked or noted == compared.digest:
        return []
    return [f"the newest list in the log is {noted or 'none'}: copy the log again, then ask again"]


def _say(compared: Compared, differences: list[str]) -> None:
    found = compared.pages
    click.echo(f"{found.origin}, desk epoch {found.desk_epoch}, {found.duty}")
    came = ", ".join(f"{count} as {name}" for name, count in sorted(compared.encodings.items()))
    click.echo(f"{len(found.things)} pages and files fetched ({came}); list {compared.digest}")
    for line in differences:
        click.echo(f"  {line}")
    for line in (*compared.unsteady, *([UNSTEADY] if compared.unsteady else [])):
        click.echo(line)


def _say_of_build(build: Build | None, compared: Compared, differences: list[str]) -> None:
    """Say what was held against a build, and what was not."""
    if build is None:
        click.echo(NO_BUILD)
        return
    data = count_data(compared.pages)
    click.echo(
        f"scripts and styles held against a build of {len(build.files)} files, and what pages"
    )
    click.echo(f"allow to run; not the {data} files of data that the server makes of its own texts")
    if differences:
        click.echo(ANOTHER)

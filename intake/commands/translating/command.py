"""The command ``intake languages``: a report, and ``new`` for one more language."""

import sys

import click

from intake.commands.translating.adding import add_language, add_staff_catalogue, describe
from intake.commands.translating.state import (
    Standing,
    all_languages,
    staff_reading_of,
    staff_standing_of,
    standing_of,
)
from intake.form.languages import LANGUAGES, SOURCE, STAFF
from intake.form.loading.readers import ENOUGH, count_readers


@click.group(invoke_without_command=True)
@click.option("--missing", is_flag=True, help="Name every text that is missing.")
@click.pass_context
def languages(context: click.Context, *, missing: bool) -> None:
    """Tell of every language what is said, what is missing and who has read it, page by page.

    Beside each that staff pages are written in, how these stand.

    Exit code 1: a language that is offered lacks a text, or somebody has read other words.
    """
    if context.invoked_subcommand:
        return
    lacking = False
    for tag in all_languages():
        pages = standing_of(tag)
        click.echo(_head(tag, pages))
        for page in pages:
            click.echo(_line(tag, page))
            for key in page.missing if missing else ():
                click.echo(f"      {key}")
        lacking |= tag in LANGUAGES and any(page.missing for page in pages)
        lacking |= any(row.of != page.of for page in pages for row in page.reads)
        lacking |= _tell_of_staff(tag, missing=missing)
    sys.exit(int(lacking))


def _tell_of_staff(tag: str, *, missing: bool) -> bool:
    """Tell how the staff pages stand in a language; return whether a text of theirs is lacking.

    Also where somebody has read other words.
    """
    if tag not in STAFF:
        return False
    parts, whole = staff_standing_of(tag), staff_reading_of(tag)
    lacks = sum(len(part.missing) for part in parts)
    stands = f"{lacks} missing" if lacks else "complete"
    click.echo(f"  for staff: {stands}  {whole.of}  {_read_by(tag, whole)}")
    for part in parts:
        said = part.asked - len(part.missing)
        click.echo(f"    {part.page:8} {said:4} of {part.asked:4}  {part.of}")
        for key in part.missing if missing else ():
            click.echo(f"      {key}")
    return lacks > 0 or any(row.of != whole.of for row in whole.reads)


@languages.command()
@click.argument("tag")
@click.option("--name", default="", help="What its readers call it, where CLDR has another name.")
@click.option("--dates", default="", help="The locale that days are written in, if not TAG.")
def new(tag: str, name: str, dates: str) -> None:
    """Add the language TAG (BCP 47): its line, and files whose texts are all still in English."""
    added = describe(tag, name, dates)
    for path in add_language(added):
        click.echo(path)
    direction = "right to left" if added.dir == "rtl" else "left to right"
    click.echo(f"{added.name}, {direction}. What you leave empty is shown in English.", err=True)


@languages.command()
@click.argument("tag")
def staff(tag: str) -> None:
    """Add a catalogue of the staff pages in the language TAG, every text still empty."""
    click.echo(add_staff_catalogue(tag))
    told = f'Say readers = "all" or "staff" at [{tag}] in languages.toml, then build the scripts.'
    click.echo(told, err=True)


def _head(tag: str, pages: list[Standing]) -> str:
    lacks = sum(len(page.missing) for page in pages)
    whole = f"{lacks} missing" if lacks else "complete"
    return f"{tag}: {whole}{'' if tag in LANGUAGES else ', not offered'}"


def _line(tag: str, page: Standing) -> str:
    said = page.asked - len(page.missing)
    return f"  {page.page:8} {said:4} of {page.asked:4}  {page.of}  {_read_by(tag, page)}"


def _read_by(tag: str, page: Standing) -> str:
    if tag == SOURCE:
        return "the source text"
    said = [
        f"{row.role}, {row.date}{'' if row.of == page.of else ' (other words than these)'}"
        for row in page.reads
    ]
    now = count_readers((row for row in page.reads if row.of == page.of), page.page)
    draft = f"draft, read by {now} of {ENOUGH}" if now < ENOUGH else "read"
    return f"{draft}{': ' if said else ''}{'; '.join(said)}"

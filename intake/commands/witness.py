"""``intake audit witness``: the witness of ``intake.verify.witnessing.witness``, as it is alone."""

import sys

import click

from intake.verify.witnessing.witness import main


@click.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def witness(arguments: tuple[str, ...]) -> None:
    """Be a witness: sign a log's checkpoint if it extends the last one (``witness --help``)."""
    sys.exit(main(arguments))

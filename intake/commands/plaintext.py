"""Where opened text goes: to the terminal or a pipe, or into a private file that was asked for."""

import json
import sys
from pathlib import Path

import click

from intake.admin.instance import write_private
from intake.config import ConfigError
from intake.crypto.encoding import parse_json

# Controls, and marks that reorder a line, could make a terminal show something else.
UNSAFE = (
    *range(0x7F, 0xA0),
    *range(0x200E, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2066, 0x206A),
)
ESCAPES = {code: f"\\u{code:04x}" for code in UNSAFE}


def pretty_json(text: bytes) -> bytes:
    """Return canonical JSON with line breaks and indentation."""
    return json.dumps(parse_json(text), ensure_ascii=False, indent=2).encode()


def write_new(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read; refuse to write over another."""
    try:
        write_private(path, data)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None


def write_out(data: bytes) -> None:
    """Write to standard output; on a terminal, escape what could deceive its reader."""
    if sys.stdout.isatty():
        click.echo(data.decode(errors="backslashreplace").translate(ESCAPES), nl=False)
    else:
        sys.stdout.buffer.write(data)

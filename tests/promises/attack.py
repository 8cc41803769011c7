"""A thief who never gives up: every key tried on every sealed file, and every key found in one.

What can be derived from a secret is taken from the product's own source: each label that stands
anywhere in it is applied to each secret, whether that derivation makes sense or not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import inspect

import intake
from intake.crypto import age
from intake.crypto.encoding import EncodingError, parse_b64u
from intake.crypto.keys import derive_key
from intake.db import Base, Database

MAGIC = b"age-encryption.org/"
LABEL = re.compile(r"\bintake/v1/[a-z-]+")
TOKEN = re.compile(rb"(?<![\w-])[\w-]{43}(?![\w-])")
HEX = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
KEY_BYTES = 32


@dataclass(frozen=True)
class Blob:
    """One sealed file as it is stored."""

    table: str
    row: str  # Its primary key, as text.
    kind: str  # Of a sealed object; of others the table's name.
    data: bytes

    def __repr__(self) -> str:
        return f"{self.table} {self.row} {self.kind}"


def stored_values(database: Database) -> Iterator[tuple[str, str, str, bytes]]:
    """Every value of every row of every table: table, primary key, column, bytes."""
    for table in inspect(database.engine).get_table_names():
        columns = Base.metadata.tables[table] if table in Base.metadata.tables else None
        with database.engine.connect() as connection:
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').mappings().all()  # noqa: S608
        for row in rows:
            keys = [key.name for key in columns.primary_key] if columns is not None else []
            name = ":".join(as_bytes(row[key]).hex()[:80] for key in keys)
            for column, value in row.items():
                yield table, name, column, as_bytes(value)


def as_bytes(value: object) -> bytes:
    """A value of the database as the bytes that stand for it."""
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return str(value).encode()


def stored_blobs(database: Database) -> list[Blob]:
    """Every sealed file in the database, wherever it lies."""
    values = list(stored_values(database))
    kinds = {name: value.decode() for _, name, column, value in values if column == "kind"}
    return [
        Blob(table, name, kinds.get(name, table), value)
        for table, name, _, value in values
        if value.startswith(MAGIC)
    ]


@cache
def labels() -> tuple[str, ...]:
    """Every label that stands in the product's source."""
    texts = [path.read_text() for path in Path(intake.__file__).parent.rglob("*.py")]
    return tuple(sorted({label for text in texts for label in LABEL.findall(text)}))


def derived(secrets: Iterable[bytes]) -> set[bytes]:
    """The secrets themselves, and under every label what follows from each."""
    known = set(secrets)
    return known | {derive_key(secret, label) for secret in known for label in labels()}


def keys_in(data: bytes) -> set[bytes]:
    """Everything that could be a key of 32 bytes, written as such, as base64url or as hex."""
    found = {data} if len(data) == KEY_BYTES else set()
    found |= {bytes.fromhex(text.decode()) for text in HEX.findall(data)}
    for token in TOKEN.findall(data):
        try:
            found.add(parse_b64u(token.decode(), KEY_BYTES))
        except EncodingError:
            continue
    return found


def break_in(blobs: Iterable[Blob], secrets: Iterable[bytes]) -> dict[Blob, bytes]:
    """Try every secret on every blob, and what is found inside on the rest; return what opened."""
    opened: dict[Blob, bytes] = {}
    tried: set[bytes] = set()
    waiting = list(set(secrets))
    blobs = list(blobs)
    while waiting:
        secret = waiting.pop()
        tried.add(secret)
        for blob in blobs:
            if blob not in opened and (text := _open(blob, secret)) is not None:
                opened[blob] = text
                waiting += _seeds_in(text) - tried - set(waiting)
    return opened


def _open(blob: Blob, secret: bytes) -> bytes | None:
    try:
        return age.open_file(blob.data, secret)
    except age.AgeError:
        return None


def _seeds_in(text: bytes) -> set[bytes]:
    """What an opened file gives further: its seeds with all that follows, its tokens as they are."""
    seeds = {key for part in re.findall(rb'"seed":"[\w-]{43}"', text) for key in keys_in(part)}
    return derived(seeds) | keys_in(text)

"""A thief who never gives up: every key tried on every sealed file, and every key found in one.

What can be derived from a secret is taken from the product's own source: each label that stands
anywhere in it is applied to each secret, whether that derivation makes sense or not.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from sqlalchemy import inspect

import intake
from intake.crypto.age import hybrid
from intake.crypto.age.file import open_file
from intake.crypto.age.header import Stanza, parse_header
from intake.crypto.encoding import EncodingError, parse_b64u
from intake.crypto.keys import derive_key
from intake.store.engine import Base, Database

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
        columns = Base.metadata.tables.get(table)
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


class Thief:
    """Holds sealed files and tries keys on them; each key once, however many have it."""

    def __init__(self, blobs: Iterable[Blob]) -> None:
        self._stanzas = [(blob, parse_header(io.BytesIO(blob.data)).stanzas[0]) for blob in blobs]
        self._known: dict[bytes, list[Blob]] = {}

    def opens(self, secret: bytes) -> list[Blob]:
        """Return what this one secret opens, taken as the seed of an identity."""
        if secret not in self._known:
            # Building the key costs more than trying it, so the product's own way is too slow.
            keys = hpke.MLKEM768X25519PrivateKey(*hybrid._private_keys(secret))
            found = [blob for blob, stanza in self._stanzas if _fits(stanza, keys)]
            self._known[secret] = found
        return self._known[secret]

    def break_in(self, secrets: Iterable[bytes]) -> dict[Blob, bytes]:
        """Try every secret, and what is found inside on the rest; return what opened."""
        opened: dict[Blob, bytes] = {}
        waiting, tried = set(secrets), set[bytes]()
        while waiting:
            secret = waiting.pop()
            tried.add(secret)
            for blob in self.opens(secret):
                opened[blob] = open_file(blob.data, secret)
                waiting |= _seeds_in(opened[blob]) - tried
        return opened


def _fits(stanza: Stanza, keys: hpke.MLKEM768X25519PrivateKey) -> bool:
    try:
        hybrid._SUITE.decrypt(hybrid.parse_enc(stanza) + stanza.body, keys, info=hybrid._INFO)
    except InvalidTag:
        return False
    return True


def _seeds_in(text: bytes) -> set[bytes]:
    """What an opened file gives: its seeds with all that follows, its tokens as they are."""
    seeds = {key for part in re.findall(rb'"seed":"[\w-]{43}"', text) for key in keys_in(part)}
    return derived(seeds) | keys_in(text)

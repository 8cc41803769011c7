"""What every application of a run compiles in the same way is compiled once for all of them.

Each test has an application and an engine of its own, and each of them would turn some eighty
addresses, the files of the form, its templates and up to a hundred statements into code again: half
of a test.
"""

import pickle
import tomllib
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Connection, Engine, event
from werkzeug.routing import Rule


class _Statements(dict[Any, Any]):
    """Compiled SQL of all engines of a dialect; SQLAlchemy's keys begin with the engine's own."""

    def get(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401 - SQLAlchemy's
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:  # noqa: ANN401 - SQLAlchemy's
        super().__setitem__((key[0].name, *key[1:]), compiled)


class _Templates(BytecodeCache):
    """Compiled templates; a bucket is named by a template, and of another text by its checksum."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_STATEMENTS = _Statements()
_TABLES: dict[str, bytes] = {}
_BUILDERS: dict[object, Any] = {}
_read_toml, _compile_builder = tomllib.loads, Rule._compile_builder


@event.listens_for(Engine, "engine_connect")
def _share_statements(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_STATEMENTS)


def _read_once(text: str, /, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - as given
    """Return a table of its own to everybody who reads the same text."""
    if options:
        return _read_toml(text, **options)
    if text not in _TABLES:
        _TABLES[text] = pickle.dumps(_read_toml(text))
    found: dict[str, Any] = pickle.loads(_TABLES[text])  # noqa: S301 - ours
    return found


def _compile_once(rule: Rule, append_unknown: bool = True) -> Any:  # noqa: ANN401
    """Return what builds an address; it asks the rule it is given for everything else."""
    name = (rule.rule, repr(rule.defaults), tuple(rule._trace), append_unknown)
    if name not in _BUILDERS:
        _BUILDERS[name] = _compile_builder(rule, append_unknown)
    return _BUILDERS[name]


tomllib.loads = _read_once
Flask.jinja_options = {"bytecode_cache": _Templates()}
Rule._compile_builder = _compile_once  # type: ignore[assignment, method-assign]

"""What an application reads when it starts is read once for all that have no files of their own.

Form, rules, words and built files are the same in almost every test; reading them again was half of
what an application of its own costs. A test that changes the program (``monkeypatch``) reads anew.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

import intake.app
from intake.web.files.assets import Assets
from intake.web.services import services_of

READERS = ("load_form", "load_rules", "load_reading", "load_answering", "load_emergency")
_READ: dict[tuple[object, ...], Any] = {}
_ANEW: set[bool] = set()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Take nothing from other tests where this one changes the program."""
    _ANEW.clear()
    _ANEW.update([True] if "monkeypatch" in getattr(item, "fixturenames", ()) else [])


def _name(argument: object) -> object:
    """Return what tells an argument from others: itself if it was read here; None if it cannot."""
    if isinstance(argument, Path):
        return None if argument.exists() else Path()
    return next((id(each) for each in _READ.values() if each is argument), None)


def _once(read: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(read)
    def read_once(*arguments: object) -> object:
        names = tuple(map(_name, arguments))
        if _ANEW or None in names:
            return read(*arguments)
        key = (read.__name__, *names)
        if key not in _READ:
            _READ[key] = read(*arguments)
        return _READ[key]

    return read_once


def _copied(read: Callable[..., Assets]) -> Callable[..., Assets]:
    """Each application adds files to its own."""
    once = _once(read)

    @wraps(read)
    def read_and_copy(*arguments: object) -> Assets:
        found: Assets = once(*arguments)
        return Assets(dict(found.by_name), dict(found.by_file))

    return read_and_copy


def _added_once(add: Callable[[Flask], None]) -> Callable[[Flask], None]:
    @wraps(add)
    def add_once(app: Flask) -> None:
        running = services_of(app)
        assets, key = running.assets, ("data", _name(running.form))
        if _ANEW or None in key:
            add(app)
            return
        if key not in _READ:
            before = set(assets.by_name)
            add(app)
            _READ[key] = {name: assets.by_name[name] for name in assets.by_name.keys() - before}
        for name, asset in _READ[key].items():
            assets.by_name[name] = assets.by_file[asset.url.rpartition("/")[2]] = asset

    return add_once


HOW: dict[str, Callable[[Any], Callable[..., Any]]] = dict.fromkeys(READERS, _once)
HOW |= {"load_assets_with": _copied, "init_client_data": _added_once}
for _each, _how in HOW.items():
    setattr(intake.app, _each, _how(getattr(intake.app, _each)))

"""A server whose pages are compared, without a socket."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from intake.commands.audit import audit
from intake.commands.auditing import pages
from intake.verify.pages.fetching.visiting import Ask, Served

Alter = Callable[[str, Served], Served]


class Inside:
    """Asks the application itself; ``alter`` stands for what a machine does to an answer.

    Nothing is packed, which for pages nobody asked for before would be most of the time.
    """

    def __init__(self, app: Flask, alter: Alter = lambda _path, served: served) -> None:
        self.app, self.alter, self.asked = app, alter, list[str]()
        self.sittings = list[list[tuple[str, Mapping[str, str]]]]()

    @contextmanager
    def sit(self) -> Iterator[Ask]:
        client, sitting = self.app.test_client(), list[tuple[str, Mapping[str, str]]]()

        def ask(path: str, headers: Mapping[str, str]) -> Served:
            self.asked.append(path)
            sitting.append((path, headers))
            answer = client.get(path, headers={**headers, "Accept-Encoding": "identity"})
            found = {k.lower(): v for k, v in answer.headers}
            return self.alter(path, Served(found, answer.data, answer.status_code))

        self.sittings.append(sitting)
        yield ask


def run_inside(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    *options: str,
    alter: Alter = lambda _path, served: served,
) -> Result:
    """Run ``intake audit pages`` against the application itself."""
    monkeypatch.setattr(pages, "Visitor", lambda _url, **_how: Inside(app, alter))
    return CliRunner().invoke(audit, ["pages", "http://localhost", *options])

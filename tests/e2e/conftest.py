"""A live server and a real browser; every page is watched for what it asks and complains of."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from intake.log.signing.signer import create_signer_state
from intake.store.engine import Database, open_database
from intake.web.services import services_of
from tests.conftest import ORIGIN, TestClock, make_app, make_config
from tests.people import People, Person

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MILLISECONDS = 30_000  # Two cores seal, derive and render at the same time.


class QuietHandler(WSGIRequestHandler):
    """Prints no line per request: the captured logs are searched for what people wrote."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None: ...


@dataclass
class Live:
    """A running server."""

    base_url: str
    app: Flask
    database: Database
    clock: TestClock
    people: People


@dataclass
class Watched:
    """What the pages of one test did."""

    posts: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


NewPage = Callable[..., Page]


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Browser tests run on SQLite; what differs between the engines is tested without a browser."""
    path = tmp_path / "intake.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def strength() -> None:
    """Browsers derive at full strength, so everybody here does."""


@pytest.fixture
def live(app: Flask, clock: TestClock, people: People) -> Iterator[Live]:
    """The application on a free port of localhost, answering in threads."""
    with serve(app, clock, people) as served:
        yield served


@pytest.fixture(scope="session")
def shared_live(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One application with a desk, for tests that neither change it nor ask what it stores."""
    folder, clock = tmp_path_factory.mktemp("shared"), TestClock()
    shutil.copy(sqlite_template, folder / "intake.db")
    config = make_config(folder, f"sqlite:///{folder / 'intake.db'}")
    create_signer_state(folder / "signer", ORIGIN, config.keys.log)
    database = open_database(config.database_url)
    app = make_app(config, database, clock)
    people = People(app, clock)
    people.new("anna", "caseworker", triage=True)
    with serve(app, clock, people) as served:
        yield served
    database.close()


@contextmanager
def serve(app: Flask, clock: TestClock, people: People) -> Iterator[Live]:
    """Serve an application until the test, or all of them, are done."""
    server = make_server("localhost", 0, app, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    database = services_of(app).database
    yield Live(f"http://localhost:{server.port}", app, database, clock, people)
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def anna(live: Live) -> Person:
    """The first triage member; with her there is a desk."""
    return live.people.new("anna", "caseworker", triage=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; never downloaded."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "Chromium is needed: make test says how to install it"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def watched() -> Iterator[Watched]:
    """What all pages of the test did; nothing foreign, and no complaint the test did not expect."""
    seen = Watched()
    yield seen
    assert seen.foreign == []
    assert seen.complaints == []


@pytest.fixture
def new_page(browser: Browser, live: Live, watched: Watched) -> Iterator[NewPage]:
    """Makes pages, each in a context of its own; takes the options of ``new_context``."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> Page:
        context = browser.new_context(base_url=live.base_url, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        watch(page, live.base_url, watched)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """One page."""
    return new_page()


def watch(page: Page, base_url: str, seen: Watched) -> None:
    """Note every request to another place, every POST, every error on the console."""
    page.on("request", lambda request: _note_request(request.url, request.method, base_url, seen))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: _note_message(message.type, message.text, seen),
    )


def _note_message(kind: str, text: str, seen: Watched) -> None:
    refused = text.startswith("Failed to load resource: the server responded with a status of")
    if kind == "error" and not refused:  # What a refusal looks like is for the test to say.
        seen.complaints.append(text)


def _note_request(url: str, method: str, base_url: str, seen: Watched) -> None:
    if not url.startswith((base_url, "data:", "blob:", "about:")):
        seen.foreign.append(url)
    if method == "POST":
        seen.posts.append(url.removeprefix(base_url))

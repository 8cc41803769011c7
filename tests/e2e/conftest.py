"""A live server and a real browser; every page is watched for what it asks and complains of."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)
from werkzeug.serving import WSGIRequestHandler, make_server

from deploy.browser import CHROMIUM, ENGINE
from intake.log.signing.signer import create_signer_state
from intake.store.engine import Database, open_database
from intake.web.services import services_of
from tests.conftest import ORIGIN, TestClock, make_app, make_config
from tests.people import People, Person
from tests.strength import little_work

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Two cores seal, derive and render at the same time. Tests that are meant to fail wait less.
PATIENCE_MILLISECONDS = int(os.environ.get("INTAKE_PATIENCE_MILLISECONDS", "30000"))
expect.set_options(timeout=PATIENCE_MILLISECONDS)  # Its own five seconds fail on a busy machine.
READY = "html[data-ready]"  # A page whose script has taken over says so.
SLOW = "INTAKE_SLOW_MILLISECONDS"  # How long every script, style and data file is held back.


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


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for what the server does after the browser has gone on."""
    end = time.monotonic() + PATIENCE_MILLISECONDS / 1_000
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Browser tests run on SQLite; what differs between the engines is tested without a browser."""
    path = tmp_path / "intake.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def full_strength() -> None:
    """For tests that type a passphrase or a code: browsers derive at full strength."""


@pytest.fixture
def strength(request: pytest.FixtureRequest) -> Iterator[None]:
    """How much work everybody outside the browser does: little, unless the test needs all of it."""
    with nullcontext() if "full_strength" in request.fixturenames else little_work():
        yield


@pytest.fixture
def live(app: Flask, clock: TestClock, people: People) -> Iterator[Live]:
    """The application on a free port of localhost, answering in threads."""
    with serve(app, clock, people) as served:
        yield served


@pytest.fixture(scope="session")
def shared_live(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One application with a desk, for tests that neither change it nor ask what it stores."""
    with own_server(sqlite_template, tmp_path_factory.mktemp("shared")) as served:
        served.people.new("anna", "caseworker", triage=True)
        yield served


@contextmanager
def own_server(template: Path, folder: Path) -> Iterator[Live]:
    """Serve an application of its own, for several tests."""
    clock = TestClock()
    shutil.copy(template, folder / "intake.db")
    config = make_config(folder, f"sqlite:///{folder / 'intake.db'}")
    create_signer_state(folder / "signer", ORIGIN, config.keys.log)
    database = open_database(config.database_url)
    app = make_app(config, database, clock)
    people = People(app, clock)
    with serve(app, clock, people) as served:
        yield served
    database.close()


@contextmanager
def serve(app: Flask, clock: TestClock, people: People) -> Iterator[Live]:
    """Serve an application until the test, or all of them, are done."""
    answers = slowed(app, int(os.environ.get(SLOW, "0")))
    server = make_server("localhost", 0, answers, threaded=True, request_handler=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    database = services_of(app).database
    yield Live(f"http://localhost:{server.port}", app, database, clock, people)
    server.shutdown()
    server.server_close()
    thread.join()


def slowed(answers: WSGIApplication, milliseconds: int) -> WSGIApplication:
    """Hold files back as a slow line does, to find what presses before somebody listens."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith("/static/"):
            time.sleep(milliseconds / 1_000)
        return answers(environ, start_response)

    return answer if milliseconds else answers


@pytest.fixture
def anna(live: Live) -> Person:
    """The first triage member; with her there is a desk."""
    return live.people.new("anna", "caseworker", triage=True)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The engine of the system's Chromium: what pages can tell apart is the same."""
    yield from run_browser(playwright, ENGINE)


@pytest.fixture(scope="session")
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """All of the system's Chromium, for stories and for what its window or profile does."""
    yield from run_browser(playwright, CHROMIUM)


def run_browser(playwright: Playwright, command: str) -> Iterator[Browser]:
    """Run a browser of the distribution by its command; never downloaded."""
    path = shutil.which(command)
    assert path, f"{command} is needed: make test says how to install it"
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
def new_page(
    request: pytest.FixtureRequest, browser: Browser, live: Live, watched: Watched
) -> Iterator[NewPage]:
    """Makes pages, each in a context of its own; takes the options of ``new_context``.

    They are pages of the whole browser for a test that asks for ``whole_browser``.

    Whoever comes to a page waits until its script has taken over, so that nothing is pressed that
    nobody listens to; ``broken=True`` is for tests of what is seen before, or instead.
    """
    contexts: list[BrowserContext] = []
    if "whole_browser" in request.fixturenames:
        browser = request.getfixturevalue("whole_browser")

    def make(*, broken: bool = False, **options: object) -> Page:
        context = browser.new_context(base_url=live.base_url, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        watch(page, live.base_url, watched)
        if not broken and options.get("java_script_enabled", True):
            wait_for_scripts(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """One page."""
    return new_page()


def wait_for_scripts(page: Page) -> None:
    """Let every way of coming to a page end when its script, if it has one, has taken over."""
    for name in ("goto", "reload", "go_back", "go_forward"):
        setattr(page, name, _until_ready(page, getattr(page, name)))


def _until_ready(page: Page, move: Callable[..., object]) -> Callable[..., object]:
    def moved(*args: object, **options: object) -> object:
        answer = move(*args, **options)
        if page.locator("script[type=module]").count():
            page.wait_for_selector(READY, state="attached")
        return answer

    return moved


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

"""How an auditor asks for what everybody is served: as a browser does, in each encoding."""

import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import brotli
import pytest
from click.testing import CliRunner, Result
from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

from intake.cli import main
from intake.verify.mirror.sources import SourceError
from intake.verify.pages import comparing
from intake.verify.pages.comparing import compare_pages
from intake.verify.pages.expected import EXPECTED
from intake.verify.pages.fetching.browser import FIREFOX, Kind, Packing, find_own, headers
from intake.verify.pages.fetching.unpacking import MOST_BYTES, unpack
from intake.verify.pages.fetching.visiting import Served
from intake.verify.pages.rounds import LIST
from intake.web.served import listing
from intake.web.services import services_of
from tests.public.inside import Inside
from tests.public.test_pages import tag_of

TAG = "en"
ONE = {"/", *(path for path in EXPECTED if tag_of(path) == TAG)}


@pytest.fixture(autouse=True)
def _one(monkeypatch: pytest.MonkeyPatch) -> None:
    """One language: how something is asked for does not hang on it."""
    monkeypatch.setattr(listing, "LANGUAGES", [TAG])
    monkeypatch.setattr(comparing, "EXPECTED", ONE)


class Keeping(WSGIRequestHandler):
    """Keeps a connection, as a server does."""

    protocol_version = "HTTP/1.1"


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application behind a real socket, with few files: to pack all takes long."""
    files = services_of(app).assets.by_file
    for name in [*files]:
        is_of_staff = name.startswith(("desk", "staff", "argon2"))
        if is_of_staff or (name.endswith(".json") and f"-{TAG}-" not in name):
            del files[name]
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Keeping)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["audit", "pages", *map(str, arguments)])


def repack(response: Response, encoding: str, more: bytes) -> None:
    """Add bytes to an answer in an encoding, and pack it again."""
    data = response.get_data()
    pack, take_out = {
        "br": (brotli.compress, brotli.decompress),
        "gzip": (gzip.compress, gzip.decompress),
    }[encoding]
    response.set_data(pack(take_out(data) + more))


@pytest.mark.usefixtures("desk")
def test_bytes_that_only_one_encoding_has_are_found(app: Flask, address: str) -> None:
    """A server that adds them to what browsers get over https answered "ok" to the audit."""
    altered = {("/en/form", "br"), ("/en/help", "gzip")}

    @app.after_request
    def add(response: Response) -> Response:
        encoding = response.headers.get("Content-Encoding", "")
        if (request.path, encoding) in altered:
            repack(response, encoding, b"<script src=//elsewhere.test.invalid/x.js></script>")
        return response

    result = run(address)
    assert result.exit_code == 1, result.output
    for path, encoding in altered:
        line = f"  page {path}: other bytes than the list says (as {encoding})\n"
        assert line in result.output
    assert "FINDINGS" in result.output


@pytest.mark.usefixtures("desk")
def test_a_whole_server_is_ok_and_is_asked_as_by_a_browser(app: Flask, address: str) -> None:
    asked = list[tuple[str, ...]]()
    names = ("Sec-Fetch-Dest", "Accept-Encoding", "Priority", "Connection")

    @app.before_request
    def keep() -> None:
        asked.append(tuple(request.headers.get(name, "") for name in names))

    result = run(address)
    assert result.exit_code == 0, result.output
    assert " as br, " in result.output
    assert " as gzip)" in result.output
    for packing in Packing:
        for kind in Kind:
            sent = headers(kind, packing)
            assert tuple(sent.get(name, "") for name in names) in asked
    outside = {each[1:4:2] for each in asked if any(each)}  # The list is made by asking inside.
    assert outside == {(each.value, "keep-alive") for each in Packing}


@pytest.mark.usefixtures("desk")
def test_pages_come_in_a_drawn_order_each_with_its_own_and_the_list_last(app: Flask) -> None:
    first, second = Inside(app), Inside(app)
    for visits in (first, second):
        assert compare_pages(visits).differences == ()
    orders = [[sitting[0][0] for sitting in visits.sittings] for visits in (first, second)]
    assert orders[0] != orders[1]
    assert first.asked.count(LIST) == 1
    assert set(orders[0][: orders[0].index(LIST)]) == ONE
    [form, *_] = [each for each in first.sittings if each[0][0] == "/en/form"]
    names = [path.rpartition("/")[2].partition("-")[0] for path, _ in form]
    assert names == ["form", "form", "sealing", "form"]  # Page, scripts, data.
    assert [sent["Sec-Fetch-Dest"] for _, sent in form] == ["document", "script", "script", "empty"]


@pytest.mark.usefixtures("desk")
def test_a_file_that_a_page_asks_for_and_the_list_leaves_out_is_found(app: Flask) -> None:
    def alter(at: str, served: Served) -> Served:
        lines = [x for x in served.body.splitlines(True) if b"/static/sealing-" not in x]
        return replace(served, body=b"".join(lines)) if at == LIST else served

    [found] = [each for each in compare_pages(Inside(app, alter)).differences if ".js" in each]
    assert found.endswith(": not on the list, and a page asks for it")


def test_what_is_sent_is_what_firefox_esr_140_sends_in_its_order() -> None:
    """Taken down from one; see ``browser.py``."""
    assert [f"{k}: {v}" for k, v in headers(Kind.PAGE, Packing.BROTLI).items()] == [
        f"User-Agent: {FIREFOX}",
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language: en-US,en;q=0.5",
        "Accept-Encoding: gzip, deflate, br, zstd",
        "Connection: keep-alive",
        "Upgrade-Insecure-Requests: 1",
        "Sec-Fetch-Dest: document",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Site: none",
        "Sec-Fetch-User: ?1",
        "Priority: u=0, i",
    ]
    script = headers(Kind.SCRIPT, Packing.GZIP)
    assert [f"{k}: {v}" for k, v in script.items()] == [
        f"User-Agent: {FIREFOX}",
        "Accept: */*",
        "Accept-Language: en-US,en;q=0.5",
        "Accept-Encoding: gzip, deflate",
        "Connection: keep-alive",
        "Sec-Fetch-Dest: script",
        "Sec-Fetch-Mode: cors",
        "Sec-Fetch-Site: same-origin",
    ]
    assert headers(Kind.LATER, Packing.BROTLI)["Priority"] == "u=4"
    style = headers(Kind.STYLE, Packing.BROTLI)
    assert (style["Accept"], style["Sec-Fetch-Mode"]) == ("text/css,*/*;q=0.1", "no-cors")


def test_markup_that_is_none_stops_nobody() -> None:
    page = b'<script src="/static/a.js"></script><![x[<script src="https://b.test.invalid/">'
    assert list(find_own(page)) == [("/static/a.js", Kind.SCRIPT)]


@pytest.mark.parametrize("pack", [brotli.compress, gzip.compress], ids=["br", "gzip"])
def test_a_body_is_taken_out_whole_and_no_further_than_it_may_be_long(
    pack: Callable[[bytes], bytes],
) -> None:
    encoding = "br" if pack is brotli.compress else "gzip"
    for body in (b"", b"x" * 200_000, bytes(range(256)) * 700):
        assert unpack("/", pack(body), encoding) == body
    for wrong in (pack(b"x" * 300)[:-1], pack(b"x") + b"more", b"", pack(bytes(MOST_BYTES + 1))):
        with pytest.raises(SourceError, match="not packed as it says"):
            unpack("/", wrong, encoding)


def test_an_encoding_that_nobody_here_sends_is_not_taken_out() -> None:
    assert unpack("/", b"(\xb5/\xfd", "zstd") == b"(\xb5/\xfd"

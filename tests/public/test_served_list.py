"""The list of what everybody is served: whole, true, in the log, and compared from outside."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask, Response
from sqlalchemy import select

from intake.audit.instance_source import InstanceSource
from intake.log.events import Log
from intake.log.leaf import parse_leaf
from intake.serving.timed import timed_work
from intake.store.models import LogEntry
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import mirror_log
from intake.verify.mirror.sources import SourceError
from intake.verify.pages import comparing
from intake.verify.pages.comparing import FOREIGN, compare_pages
from intake.verify.pages.expected import EXPECTED
from intake.verify.pages.fetching.visiting import Served, Visitor
from intake.verify.pages.pagelist import PageList, PageListError, Thing, encode_pages, parse_pages
from intake.verify.pages.rounds import LIST, hash_text
from intake.verify.signatures import find_verify
from intake.web.served import listing
from intake.web.served.noting import PagesWatch
from intake.web.services import services_of
from tests.conftest import TestClock
from tests.desks import TestDesk
from tests.public.inside import Inside, run_inside
from tests.public.test_pages import PAGES, tag_of
from tests.spoken import FEW

HOUR = 3_600
SOME = PageList(
    "intake.test.invalid", 1, "away 2026-11-30 9", (Thing("page", "A" * 43, "B" * 43, 7, "/en/"),)
)


def noted(app: Flask) -> list[str]:
    """The lists that the log names, the oldest first."""
    with services_of(app).database.reading() as db:
        leaves = db.scalars(select(LogEntry.leaf).where(LogEntry.log == "access"))
        found = [parse_leaf(Log.ACCESS, leaf) for leaf in leaves]
    return [leaf.facts["pages"] for leaf in found if leaf.event == "sys.pages"]


@pytest.fixture
def every_language() -> None:
    """For who asks about the list that is really served."""


@pytest.fixture(autouse=True)
def _few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is compared does not hang on the language: a list of all is seconds of rendering."""
    if "every_language" not in request.fixturenames:
        few = {path for path in EXPECTED if tag_of(path) in FEW}
        monkeypatch.setattr(listing, "LANGUAGES", FEW)
        monkeypatch.setattr(comparing, "EXPECTED", few)


@pytest.mark.usefixtures("desk", "every_language")
def test_the_list_names_every_constant_page_in_both_ways_and_every_file(app: Flask) -> None:
    found = parse_pages(app.test_client().get(LIST).data)
    pages = {path for path in PAGES if not path.endswith("/nothing")}
    for kind in ("page", "wechat"):
        assert {each.path for each in found.things if each.kind == kind} == pages
    files = {each.path for each in found.things if each.kind == "file"}
    assert files == {asset.url for asset in services_of(app).assets.by_file.values()}
    compared = compare_pages(Inside(app))
    assert (compared.differences, compared.pages) == ((), found)
    assert pages == EXPECTED


def test_the_list_is_another_when_desk_or_hours_change_and_each_is_one_entry(
    app: Flask, clock: TestClock, request: pytest.FixtureRequest
) -> None:
    watch = PagesWatch(app)
    seen = []
    for _ in range(48):  # Two days, an hour at a time.
        assert watch.tick()
        assert watch.tick()
        seen.append(hash_text(app.test_client().get(LIST).data))
        clock.now += HOUR
    changes = [seen[0], *(new for old, new in pairwise(seen) if new != old)]
    assert noted(app) == changes
    assert len(changes) >= 3
    desk: TestDesk = request.getfixturevalue("desk")
    assert watch.tick()
    found = parse_pages(app.test_client().get(LIST).data)
    assert (found.desk_epoch, desk.account != "") == (1, True)
    assert len(noted(app)) == len(changes) + 1


def test_the_watch_is_among_what_is_done_by_time(app: Flask) -> None:
    [work] = [each for each in timed_work(app) if each.name == "pages"]
    assert work.tick()
    assert len(noted(app)) == 1


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", ["/zh-Hans/form", "/en/help"])
def test_a_page_with_one_byte_more_is_found(app: Flask, path: str) -> None:
    def alter(at: str, served: Served) -> Served:
        return replace(served, body=served.body + b" ") if at == path else served

    assert compare_pages(Inside(app, alter)).differences == tuple(
        f"{kind} {path}: other bytes than the list says" for kind in ("page", "wechat")
    )


@pytest.mark.usefixtures("desk")
def test_a_page_that_the_list_leaves_out_or_that_is_no_page_is_found(app: Flask) -> None:
    def leave_out(at: str, served: Served) -> Served:
        lines = [line for line in served.body.splitlines(True) if b"/en/box\n" not in line]
        return replace(served, body=b"".join(lines)) if at == LIST else served

    found = compare_pages(Inside(app, leave_out)).differences
    assert found == ("page /en/box: not on the list", "wechat /en/box: not on the list")

    def refuse(at: str, served: Served) -> Served:
        return replace(served, status=503) if at == "/en/exit" else served

    found = compare_pages(Inside(app, refuse)).differences
    assert found == ("page /en/exit: answered 503", "wechat /en/exit: answered 503")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("name", [*FOREIGN, "content-security-policy"])
def test_a_header_that_acts_is_found(app: Flask, name: str) -> None:
    def alter(at: str, served: Served) -> Served:
        headers = {**served.headers, name: "x"}
        return replace(served, headers=headers) if at == "/en/" else served

    found = compare_pages(Inside(app, alter)).differences
    assert len(found) == 2
    assert all("/en/" in line for line in found)


@pytest.mark.usefixtures("desk")
def test_a_list_that_changes_while_it_is_compared_is_fetched_again(
    app: Flask, clock: TestClock
) -> None:
    def alter(_path: str, served: Served) -> Served:
        if len(visitor.asked) == 60:  # Of twice as many pages.
            clock.now += 12 * HOUR
        return served

    visitor = Inside(app, alter)
    compared = compare_pages(visitor)
    assert compared.differences == ()
    assert all("other bytes than the list says" in line for line in compared.unsteady)
    assert visitor.asked.count(LIST) == 2


@pytest.mark.parametrize(
    "altered",
    [
        b"",
        b"intake-pages/v1\n",
        encode_pages(SOME) + b"page",
        encode_pages(SOME) + encode_pages(SOME).splitlines()[-1] + b"\n",
        encode_pages(SOME).replace(b" 7 ", b" 07 "),
        encode_pages(SOME).replace(b"page A", b"leaf A"),
        encode_pages(SOME).replace(b"/en/", b"en"),
        encode_pages(SOME).replace(b"9\n", b"25\n"),
        encode_pages(SOME).replace(b"away", b"gone"),
        encode_pages(SOME).replace(b"/en/", b"/\xff/"),
    ],
)
def test_what_is_no_list_is_refused(altered: bytes) -> None:
    assert parse_pages(encode_pages(SOME)) == SOME
    with pytest.raises(PageListError):
        parse_pages(altered)


def test_the_command_finds_what_a_machine_adds(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    @app.after_request
    def add(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.headers["Refresh"] = "1; url=https://elsewhere.test.invalid/"
        return response

    result = run_inside(app, monkeypatch)
    assert result.exit_code == 1
    assert "page /en/: a header that no page has: refresh" in result.output


@pytest.mark.usefixtures("desk")
def test_a_list_that_the_copy_does_not_name_is_a_finding(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clock: TestClock
) -> None:
    copy, running = tmp_path / "copy", services_of(app)
    assert PagesWatch(app).tick()
    source = InstanceSource(running.database, running.signer)
    running.signer.checkpoint(running.database, Log.ACCESS)
    mirror_log(source, LogFolder(copy, Log.ACCESS), verify=find_verify())
    assert run_inside(app, monkeypatch, "--copy", str(copy)).exit_code == 0
    clock.now += 12 * HOUR
    late = run_inside(app, monkeypatch, "--copy", str(copy))
    assert (late.exit_code, "the newest list in the log is" in late.output) == (1, True)


@pytest.mark.parametrize("url", ["http://intake.test.invalid", "ftp://localhost", "localhost"])
def test_pages_are_not_asked_for_where_somebody_could_put_others(url: str) -> None:
    with pytest.raises(SourceError):
        Visitor(url)

"""Every benchmark measures something: tiny sizes, positive figures, no assertion about time."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from deploy.browser import ENGINE
from intake.audit.tables.rows import UNREADABLE
from intake.audit.tables.seen import read_seen
from intake.config import Config
from intake.crypto.case.sealing.sending import Desk
from intake.form.loading.form import load_form
from intake.log.events import Log
from intake.store.models import AuditFinding, LogIx
from tests.bench import (
    accepting,
    appending,
    browsers,
    first_rows,
    listing,
    opening,
    pages,
    reading,
    sealing,
    verifying,
)
from tests.bench.__main__ import result
from tests.bench.figures import Figure, Goal, alternate
from tests.bench.mirrors import write_mirror
from tests.bench.room import measuring
from tests.bench.room.filling import Growing
from tests.bench.room.measuring import database_of
from tests.bench.servers import OURS, Server, desk_instance, instance_environ, serve
from tests.bench.table import lines
from tests.bench.waiting import Looks
from tests.e2e.public.presses import Presser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def made(folder: Path) -> tuple[Config, Desk]:
    return desk_instance(folder / "instance")


@pytest.fixture(scope="module")
def server(made: tuple[Config, Desk]) -> Iterator[Server]:
    with serve(OURS, instance_environ(made[0].instance)) as running:
        yield running


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure in the engine of Chromium alone, which starts with a third of the work."""
    monkeypatch.setattr(browsers, "COMMANDS", (ENGINE,))


def require_positive(figures: Sequence[Figure], names: Sequence[str]) -> None:
    """Every figure has values above nothing, and a floor where one was measured."""
    found = {figure.name for figure in figures}
    assert found.issuperset(names), found
    for figure in figures:
        assert figure.ours, figure.name
        assert all(value > 0 for value in [*figure.ours, *figure.floor]), figure.name
        assert len(figure.floor) in {0, len(figure.ours)}, figure.name


def test_pages_are_weighed_beside_their_words(server: Server) -> None:
    figures = pages.measure_pages(server)
    require_positive(figures, ["form page, zh-Hans, br: before use", "sealing.js, gzip"])
    assert all(ratio > 1 for figure in figures for ratio in figure.ratios)
    (loaded,) = [each for each in figures if each.name == "form page, en, br: afterwards"]
    (bundle,) = [each for each in figures if each.name == "sealing.js, br"]
    assert loaded.ours[0] > bundle.ours[0]


def test_accepting_is_measured_beside_a_bare_view(
    folder: Path, made: tuple[Config, Desk], server: Server
) -> None:
    config, desk = made
    form = load_form(config.instance / "forms").version
    figures = accepting.measure_accepting(folder, server, desk, form, rounds=1, calls=2)
    # A few requests may fit between two ticks of the clock that counts a process's time.
    require_positive(figures[:1], ["accept a sealed report, SQLite"])


@pytest.mark.usefixtures("engine")
def test_sealing_and_opening_are_measured_in_chromium(server: Server) -> None:
    # In a thread of its own: other tests of this process may keep a browser's event loop running.
    with ThreadPoolExecutor(1) as pool:
        measured = pool.submit(browsers.measure_chromium, server.base_url, rounds=1, slowed=2)
        figures = measured.result()
    require_positive(figures, ["send, Chromium", "open the box, Chromium 2 × slower"])


@pytest.mark.usefixtures("engine")
def test_sending_is_measured_in_the_form_by_somebody_who_reads(server: Server) -> None:
    asked = partial(reading.measure_reader, rounds=1, slowed=2, finger=Presser)
    with ThreadPoolExecutor(1) as pool:
        figures = pool.submit(asked, server.base_url).result()
    require_positive(figures, ["send, the form, by a reader, Chromium 2 × slower"])


def test_opening_a_list_is_measured_sealed_and_remembered() -> None:
    figures = opening.measure_opening(rounds=1, counts=(3, 5))
    names = ["open 3 summaries, Node", "open what was remembered of 5 summaries, Node"]
    require_positive(figures, names)


def test_sealing_and_opening_are_measured_in_python_and_in_node() -> None:
    figures = [*sealing.measure_sealing(rounds=1, calls=1), *browsers.measure_node(rounds=1)]
    names = ["seal a report, Python", "open a case, Python", "seal a report, Node"]
    require_positive(figures, names)


def test_appending_is_measured_on_both_engines(folder: Path) -> None:
    figures = appending.measure_appending(folder, rounds=1, calls=2)
    require_positive(figures, ["append, SQLite", "append, PostgreSQL, driver"])


def test_the_list_is_measured_with_many_and_with_few_cases_waiting(folder: Path) -> None:
    figures = listing.measure_listing(folder, Looks(many=12, few=3, rounds=1, calls=2))
    names = ["first rows, 12 waiting", "12 summaries on the wire"]
    require_positive(figures, names)
    assert figures[-1].ratios[0] < 1


@pytest.mark.usefixtures("engine")
def test_first_rows_are_measured_in_the_page_itself(folder: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        measured = pool.submit(
            first_rows.measure_first_rows, folder, Looks(many=4, few=2, rounds=1, calls=1)
        )
        figures = measured.result()
    require_positive(figures, ["first rows in the page, 4 waiting"])


def test_verifying_checks_whole_mirrors_of_both_logs(folder: Path) -> None:
    figures = verifying.measure_verifying(folder, access=300, intake=300, rounds=1)
    require_positive(figures, ["verify, 300 entries, access log"])
    assert not list(folder.glob("*/log"))


def test_the_auditors_pages_are_measured_by_the_size_of_the_log(folder: Path) -> None:
    sizes = measuring.Sizes(entries=(200, 400), rounds=1, calls=1)
    figures = measuring.measure_room(folder, sizes)
    engines = ("SQLite", "PostgreSQL")
    names = [f"taking in 1,000 entries, {engine}" for engine in engines]
    names += [f"first page, 400 entries, {engine}" for engine in engines]
    require_positive(figures, [*names, "filter: unknown case, 400, SQLite"])


def test_what_fills_the_log_is_in_order(folder: Path) -> None:
    growing = Growing(folder / "grown")
    growing.grow_to(5_000)
    auditor = growing.copy()
    with database_of(auditor).reading() as db:
        found = set(db.scalars(select(AuditFinding.rule)))
        assert not db.scalar(select(LogIx.idx).where(LogIx.e == UNREADABLE))
        assert [read_seen(db, log).full_reason for log in Log] == ["", ""]
    # Strays; who enrolled and is not listed; fourteen who take turns keep no hours of their own.
    assert found <= {"outside", "disabled-active", "odd-hour"}
    page = auditor.client.get("/audit/").get_data(as_text=True)
    assert "openings outside assignment" in page


def test_a_mirror_that_is_not_whole_stops_the_benchmark(folder: Path) -> None:
    write_mirror(folder / "short", Log.ACCESS, [b"{}"])
    with pytest.raises(RuntimeError, match="not whole"):
        verifying.require_whole(folder / "short", 1)


def test_rounds_run_both_by_turns() -> None:
    calls: list[str] = []
    alternate(lambda: calls.append("ours"), lambda: calls.append("floor"), rounds=1, calls=2)
    assert calls == ["ours", "floor", "ours", "floor", "floor", "ours"]


def test_the_table_says_whether_a_goal_is_met() -> None:
    met = Figure("a", "quick", "ms", [1, 2, 3], [1, 1, 1], Goal(2))
    missed = Figure("b", "few", "/s", [100], [200], Goal(0.7, is_least=True))
    heavy = Figure("b", "heavy", "bytes", [20_000], goal=Goal(14_600, of="ours"))
    shown = "\n".join(lines([met, missed, heavy]))
    assert "2.00 (1.00–3.00)" in shown
    assert "≤ 14,600" in shown
    assert [line.count("MISSED") for line in shown.splitlines() if line][1:] == [0, 1, 1]
    assert json.loads(json.dumps(result(met)))["goal_met"] is True

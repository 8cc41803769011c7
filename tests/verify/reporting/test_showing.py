"""A report as a page and as a table: nothing in it acts."""

import csv
import io
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from intake.commands.audit import audit
from intake.verify.reporting.showing.lines import printable
from intake.verify.reporting.showing.table import HEAD, disarm
from tests.quarter.copied import copy_out
from tests.verify.reporting.test_report import TWO, approve_oneself, quiet_log

FORMULA, MARKUP = '=HYPERLINK("x")', "<b>&amp;"


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Reports of a log whose references are not what the server writes."""
    log = quiet_log()
    for at, ref in enumerate((FORMULA, MARKUP)):
        approve_oneself(log, 240 + 7_200 * at, ref)
    log.add(99_999, "evidence.export", TWO, log_ref=MARKUP)
    copy = copy_out(tmp_path / "copy", log)
    files = [f"--{kind}={tmp_path}/r.{kind}" for kind in ("html", "csv", "json")]
    result = CliRunner().invoke(audit, ["report", str(copy), *files], catch_exceptions=False)
    assert result.exit_code == 1, result.output
    return tmp_path


@pytest.mark.parametrize("first", [*"=+-@\t\r\n", *"＝＋－＠"])
def test_a_cell_never_begins_as_a_formula_does(first: str) -> None:
    for text in (f"{first}1+1", f"  {first}1+1"):
        assert disarm(text) == f"'{text}"
    assert disarm(f"1{first}1") == f"1{first}1"
    assert disarm(7) == "7"


def test_a_table_has_a_line_for_each_finding_and_its_quotes_are_right(told: Path) -> None:
    data = (told / "r.csv").read_bytes()
    assert data.decode("utf-8").endswith("\r\n")
    table = list(csv.reader(io.StringIO(data.decode(), newline="")))
    assert tuple(table[0]) == HEAD
    assert {len(row) for row in table} == {len(HEAD)}
    cases = [row[HEAD.index("cases")] for row in table[1:]]
    assert [f"'{FORMULA}" in cases, MARKUP in cases] == [True, True]
    assert data.count(b'""x""') == cases.count(f"'{FORMULA}")


def test_what_the_check_found_stands_in_the_table(told: Path) -> None:
    checkpoint = told / "copy/log/access/checkpoint"
    checkpoint.write_bytes(checkpoint.read_bytes().replace(b"\n", b"\n\n", 1))
    files = ["--csv", str(told / "r.csv")]
    CliRunner().invoke(audit, ["report", str(told / "copy"), *files], catch_exceptions=False)
    rows = list(csv.reader(io.StringIO((told / "r.csv").read_text(), newline="")))
    assert "signature" in [row[HEAD.index("rule")] for row in rows]


def test_a_page_needs_nothing_and_runs_nothing(told: Path) -> None:
    page = (told / "r.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|<iframe|javascript:|\son[a-z]+=|url\(|@import", page)
    assert not re.search(r"(?:src|href|action)=", page)
    assert MARKUP[:6] not in page
    assert "exported case &lt;b&gt;&amp;am" in page
    assert page.count("<h1>") == 1
    assert '<html lang="en">' in page
    for query in ("prefers-color-scheme: dark", "@media print"):
        assert query in page


def test_nothing_reaches_the_terminal_that_does_not_print() -> None:
    assert printable("a\x1b[31m\u202eb\x9c 七") == "a\\x1b[31m\\u202eb\\x9c 七"

"""The list of mends stays true: each stands where it is said to, and its test is there.

Whether each test fails without its mend takes minutes, and is a command: `python -m tests.mends`.
"""

from pathlib import Path

import pytest

from tests.mends.listed import ROOT, Mend, is_there, load, objections
from tests.mends.running import End, read_junit, read_told
from tests.mends.tree import Tree
from tests.mends.watching import is_asserted

#: What was found, by letter: so many each.
FOUND = {"R": 18, "A": 7}
MENDS = load()


def test_each_mend_stands_once_in_its_file_and_its_test_is_there() -> None:
    assert [said for mend in MENDS for said in objections(mend)] == []


def test_every_finding_has_a_mend() -> None:
    found = {f"{letter}{n}" for letter, count in FOUND.items() for n in range(1, count + 1)}
    assert found - {mend.finding for mend in MENDS} == set()


def test_what_is_said_of_a_mend_names_it_and_no_other() -> None:
    named = [(mend.finding, mend.mended) for mend in MENDS]
    assert len(set(named)) == len(named)


def test_an_entry_that_says_nothing_any_more_is_found() -> None:
    mend = Mend("R0", "x", "Makefile", "no such text", "", "tests/test_docs.py::test_nothing")
    assert len(list(objections(mend))) == 2
    whole = MENDS[0]
    same = Mend("R0", "x", whole.file, whole.text, whole.text, whole.test)
    assert [said.startswith("R0: is not taken out") for said in objections(same)] == [True]


@pytest.mark.parametrize(
    ("test", "found"),
    [
        ("tests/mends/test_mends.py::test_every_finding_has_a_mend", True),
        ("tests/mends/test_mends.py::test_every_finding", False),
        ("tests/mends/test_mends.py::objections", False),
        ("tests/js/hour.test.js", True),
        ("tests/js/hour.test.js::whoever sends waits", True),
        ("tests/js/hour.test.js::nobody waits", False),
        ("tests/js/gone.test.js", False),
    ],
)
def test_a_test_is_looked_for_by_its_name(test: str, found: bool) -> None:
    assert is_there(test) is found


def test_what_is_not_as_a_test_says_is_told_from_what_broke() -> None:
    kinds = (AssertionError, pytest.fail.Exception, ValueError, SyntaxError, ImportError)
    assert [is_asserted(kind) for kind in kinds] == [True, True, False, False, False]
    assert read_told('["a", true, "AssertionError"]\n["b", false, "x"]\n').end is End.ASSERTED
    assert read_told('["a", false, "ImportError"]\n').end is End.BROKE


CASE = '<?xml version="1.0"?><testsuites><testcase name="x">{}</testcase></testsuites>'
FAILURE = '<failure type="testCodeFailure" message="m">cause: {}</failure>'


@pytest.mark.parametrize(
    ("said", "end"),
    [
        (CASE.format(""), End.PASSED),
        (CASE.format(FAILURE.format("AssertionError [ERR_ASSERTION]: m")), End.ASSERTED),
        (CASE.format(FAILURE.format("TypeError: m")), End.BROKE),
        ('<?xml version="1.0"?><testsuites></testsuites>', End.BROKE),
        ("SyntaxError: Unexpected token", End.BROKE),
    ],
)
def test_so_it_is_in_a_report_of_node(said: str, end: End) -> None:
    assert read_junit(said).end is end


def test_a_mend_is_taken_out_of_the_copy_alone_and_put_back(tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    mend = next(each for each in MENDS if not each.is_built)
    copied = tmp_path / mend.file
    copied.parent.mkdir(parents=True)
    whole = (ROOT / mend.file).read_text(encoding="utf-8")
    copied.write_text(whole, encoding="utf-8")
    seen = []
    for _ in range(2):
        with tree.without(mend) as is_built:
            assert is_built
            assert copied.read_text(encoding="utf-8") == whole.replace(mend.text, mend.without)
            seen.append(int(copied.stat().st_mtime))
        assert copied.read_text(encoding="utf-8") == whole
        seen.append(int(copied.stat().st_mtime))
    assert len(set(seen)) == 4  # Else a compiled file would stand for another source.
    assert (ROOT / mend.file).read_text(encoding="utf-8") == whole

"""A closed list is defined once, on the server; the browser's is made from it at each build."""

import re
from pathlib import Path

import pytest

from intake.web.pages.lists import LISTS, write_module

JS = Path(__file__).parents[2] / "intake/static/js"


def test_the_browser_has_the_lists_of_the_server() -> None:
    assert (JS / "generated/lists.js").read_text("utf-8") == write_module()


@pytest.mark.parametrize("name", LISTS)
def test_no_script_has_a_list_of_its_own(name: str) -> None:
    words = [rf"[\"']{word}[\"']" for word in LISTS[name]]
    spelled = re.compile(r"\s*,\s*".join(words))
    sources = [path for path in JS.rglob("*.js") if path.parent.name != "generated"]
    assert [path.name for path in sources if spelled.search(path.read_text("utf-8"))] == []

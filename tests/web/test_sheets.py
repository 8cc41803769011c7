"""Which style sheets a page carries, by its template and by the script of its language."""

import pytest

from intake.web.files.assets import Assets
from intake.web.pages.styles.sheets import BESIDE, script_of, sheets_of


@pytest.fixture
def assets() -> Assets:
    made = Assets()
    for name in ("public", "steps", "box", "Tibt"):
        made.add(f"{name}.css", f"/*{name}*/".encode())
    return made


@pytest.mark.parametrize(
    ("tag", "script"),
    [("en", "Latn"), ("zh-Hans", "Hans"), ("zh-Hant", "Hant"), ("ug", "Arab"), ("bo", "Tibt")],
)
def test_the_script_of_a_language_is_known(tag: str, script: str) -> None:
    assert script_of(tag) == script


def test_a_language_that_nobody_has_listed_has_none() -> None:
    assert script_of("qaa") == ""


def test_a_page_carries_what_it_can_show_and_no_more(assets: Assets) -> None:
    assert sheets_of(assets, "help/help.html", "en") == "/*public*/"
    assert sheets_of(assets, "report/form.html", "en") == "/*public*//*steps*//*box*/"
    assert sheets_of(assets, "box/show.html", "bo") == "/*public*//*box*//*Tibt*/"
    assert {names[-1] for names in BESIDE.values()} == {"box.css", "choose.css"}

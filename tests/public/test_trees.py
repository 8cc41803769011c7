"""Parts of templates that travel as data (intake/web/pages/trees.py)."""

import json

import pytest
from flask import Flask

from intake.form.languages import LANGUAGES
from intake.web.pages.trees import read_trees
from intake.web.services import services_of
from intake.web.words.i18n import translate
from tests.public.whole import grown


def test_a_piece_of_html_becomes_texts_and_elements_in_their_order() -> None:
    html = '<p class="a">One<br>\n  two</p> <input name="n" hidden> &amp; on'
    assert read_trees(html) == [
        ["p", {"class": "a"}, "One", ["br", {}], " two"],
        " ",
        ["input", {"name": "n", "hidden": ""}],
        " & on",
    ]


def test_a_blank_that_keeps_words_together_stays() -> None:
    assert read_trees("<p>Quand\u00a0?\n Ou</p>") == [["p", {}, "Quand\u00a0? Ou"]]


@pytest.mark.parametrize("html", ["<p>open", "<b><i>crossed</b></i>", "closed</p>"])
def test_html_whose_elements_do_not_close_is_no_tree(html: str) -> None:
    with pytest.raises(ValueError, match=r"open|closes"):
        read_trees(html)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_after_sending_comes_with_the_data_of_the_form_in_its_language(
    app: Flask, tag: str
) -> None:
    told = json.loads(services_of(app).assets[f"form-{tag}.json"].packed.plain)["receipt"]
    assert told[0][:2] == ["div", {"class": "receipt"}]
    assert translate(tag, "We have your report") in json.dumps(told, ensure_ascii=False)
    assert f"/{tag}/box" in json.dumps(told)


def test_a_tree_grows_into_what_it_was_read_from() -> None:
    html = '<p class="a">One<br> &amp; two</p> <input name="n">'
    assert grown(read_trees(html)) == html

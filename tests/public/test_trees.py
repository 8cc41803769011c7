"""Parts of templates that travel as data (intake/web/pages/trees.py)."""

import json
import re

import pytest
from flask import Flask, g, render_template

from intake.form.languages import LANGUAGES
from intake.web.pages.trees import read_trees
from intake.web.services import services_of
from intake.web.words.i18n import gap


def test_a_piece_of_html_becomes_texts_and_elements_in_their_order() -> None:
    html = '<p class="a">One<br>\n  two</p> <input name="n" hidden> &amp; on'
    assert read_trees(html) == [
        ["p", {"class": "a"}, "One", ["br", {}], " two"],
        " ",
        ["input", {"name": "n", "hidden": ""}],
        " & on",
    ]


@pytest.mark.parametrize("html", ["<p>open", "<b><i>crossed</b></i>", "closed</p>"])
def test_html_whose_elements_do_not_close_is_no_tree(html: str) -> None:
    with pytest.raises(ValueError, match=r"open|closes"):
        read_trees(html)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_after_sending_comes_with_the_data_of_the_form_in_its_language(
    app: Flask, tag: str
) -> None:
    """Word by word what the template says: nothing of it is lost on the way."""
    told = json.loads(services_of(app).assets[f"form-{tag}.json"].packed.plain)
    empty = dict.fromkeys(("code", "address", "leaf", "away", "promise"), "")
    with app.app_context():
        g.lang = tag
        html = render_template(
            "report/_receipt.html",
            lang=tag,
            gap=gap(),
            emergency=services_of(app).emergency,
            saw=False,
            again=False,
            **empty,
        )
    assert told["receipt"] == read_trees(html)
    assert told["receipt"][0][:2] == ["div", {"class": "receipt"}]
    assert f"/{tag}/box" in json.dumps(told["receipt"])


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_question_stands_in_the_page_or_comes_with_its_data(app: Flask, tag: str) -> None:
    page = app.test_client().get(f"/{tag}/form").text
    later = json.dumps(
        json.loads(services_of(app).assets[f"form-{tag}.json"].packed.plain)["later"]
    )
    asked = re.findall(r'id="q-(\w+)"', page) + re.findall(r'"id": "q-(\w+)"', later)
    assert sorted(asked) == sorted(services_of(app).form.questions)
    assert "q-ident_value_1" not in page

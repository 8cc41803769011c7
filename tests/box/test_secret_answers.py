"""What the form calls secret is shown to nobody who holds the code: they may be forced to open it.

The page on which it is typed is left out, and what it takes along unseen to be sent.
"""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from intake.form.loading.form import load_form
from intake.web.words.i18n import translate
from tests.box.test_every_body import FORM, plain_case, run_views
from tests.people import People
from tests.promises.reporting import come_back_plain
from tests.report.checking import press
from tests.report.test_plain import GOOD, code_in, post
from tests.spoken import FEW

SECRET = [name for name, question in FORM.questions.items() if question.secret]
SET = {tag: translate(tag, "Set. It is not shown here.") for tag in FEW}
UNCODED = {name: value for name, value in GOOD.items() if name != "code"}
KINDS = {"kinds": list(FORM.questions["kinds"].choices)}  # With all of them everything is asked.


def planted(name: str) -> str:
    return f"the {name} of Thursday"


def to_read(page: TestResponse) -> str:
    """Return the texts of a page, without what its fields hold."""
    return re.sub(r"<[^>]*>", " ", page.get_data(as_text=True))


def test_the_word_that_means_i_am_forced_is_secret() -> None:
    assert "c_stop" in SECRET
    assert load_form(None).questions["c_stop"].secret


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("lang", FEW)
def test_no_page_without_a_script_shows_a_secret_answer_after_it_was_typed(
    app: Flask, people: People, lang: str
) -> None:
    said = {name: planted(name) for name in SECRET}
    check = post(app, UNCODED | KINDS | {"c_mode": "also"} | said, f"/{lang}/plain")
    receipt = press(app, check, lang)
    code = code_in(receipt)
    pages = {
        "check": check,
        "receipt": receipt,
        "box": come_back_plain(people.client(), code, lang=lang),
    }
    pages["added"] = come_back_plain(people.client(), code, "one thing more", lang=lang)
    for where, page in pages.items():
        assert page.status_code == 200, where
        assert not [word for word in said.values() if word in to_read(page)], where
    for page in (check, pages["box"], pages["added"]):
        assert to_read(page).count(SET[lang]) == len(SECRET)


def test_the_box_with_a_script_shows_no_secret_answer_and_the_desk_shows_all() -> None:
    said = {name: planted(name) for name in SECRET}
    (shown,) = run_views([plain_case({"story": "told"}, said)])
    assert ["story", "told"] in shown["box"]["answers"]
    for name, word in said.items():
        assert [name, SET["en"]] in shown["box"]["answers"]
        assert word not in shown["box"]["text"]
        assert word in shown["desk"]

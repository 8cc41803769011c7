"""Without a script whoever tells us about somebody else is asked about that person, to the end."""

import json
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from intake.form.languages import LANGUAGES
from intake.web.pages.wordings import form_twins
from intake.web.services import services_of
from intake.web.words.words import RECEIPT, in_wording
from tests.box.test_plain_box import post as post_box
from tests.report.checking import hidden_fields, press
from tests.report.stored import NOTHING, count_rows
from tests.report.test_plain import GOOD, code_in, post

FIRST = {name: value for name, value in GOOD.items() if name != "code"} | {"h_home": "yes"}
OTHER = FIRST | {"who_for": "someone", "wording": "other", "kinds": "harassment"}
LIVE = ("Do they know where you live?", "Do they know where the person lives?")

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # Words alone.


@pytest.fixture(autouse=True)
def _desk(desk: object) -> None:
    """There is a desk."""


def words_of(app: Flask, path: str) -> set[str]:
    page = app.test_client().get(path).text
    return {text.strip() for text in re.findall(r">([^<>]+)<", page)}


def strings(data: object) -> Iterator[str]:
    """Every text in data from JSON, but for names."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list | dict):
        for each in data.values() if isinstance(data, dict) else data:
            yield from strings(each)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_plain_edition_holds_its_own_wording(app: Flask, tag: str) -> None:
    twins = form_twins(services_of(app).form, tag)["words"]
    assert isinstance(twins, dict)
    own, other = words_of(app, f"/{tag}/plain"), words_of(app, f"/{tag}/plain/other")
    for place, pairs in twins.items():
        if place.startswith("#"):  # Of steps and questions; what is told comes later.
            assert set(pairs) <= own
            assert set(pairs.values()) <= other
    if tag == "en":
        assert (LIVE[0] in other, LIVE[1] in own) == (False, False)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_form_with_a_script_carries_no_word_of_the_other_wording(app: Flask, tag: str) -> None:
    """They come once, with the data that the script fetches: the page has no byte to spare."""
    page = app.test_client().get(f"/{tag}/form").text
    twins = form_twins(services_of(app).form, tag)["words"]
    assert isinstance(twins, dict)
    own = {text for pairs in twins.values() for text in pairs}
    spoken = {text for pairs in twins.values() for text in pairs.values()} - own
    assert len(spoken) > 40
    assert [text for text in spoken if f">{text}<" in page] == []
    # Found again by the script, each as a text alone in its element or behind its field.
    told = json.loads(services_of(app).assets[f"form-{tag}.json"].packed.plain)
    later = set(strings([told[name] for name in ("rest", "receipt", "told")]))
    assert [text for text in own if f">{text}</" not in page and text not in later] == []


@pytest.mark.parametrize("path", ["plain", "plain/other"])
def test_a_link_beside_the_question_leads_to_the_other_edition(app: Flask, path: str) -> None:
    page = app.test_client().get(f"/en/{path}").text
    to = "/en/plain" if path == "plain/other" else "/en/plain/other"
    asked, after = page.index('name="who_for"'), page.index(f'href="{to}"')
    assert asked < after < page.index('name="kinds"')


def test_the_edition_for_somebody_else_has_that_answer_picked_beforehand(app: Flask) -> None:
    picked = r'name="who_for" value="(\w+)"[^>]* checked'
    assert re.findall(picked, app.test_client().get("/en/plain/other").text) == ["someone"]
    assert re.findall(picked, app.test_client().get("/en/plain").text) == []


def test_check_page_receipt_and_error_page_keep_to_the_wording(app: Flask) -> None:
    check = post(app, OTHER)
    assert (LIVE[0] in check.text, LIVE[1] in check.text) == (False, True)
    assert ("wording", "other") in hidden_fields(check)
    sent = press(app, check)
    words = [in_wording(RECEIPT, "en", is_other=is_other)["blame"] for is_other in (False, True)]
    assert [word in sent.text for word in words] == [False, True]
    for fault in ({"danger_now": ""}, {"h_home": "in no list"}):  # Its name stands on top too.
        refused = post(app, OTHER | fault)
        assert refused.status_code == 422
        assert (LIVE[0] in refused.text, LIVE[1] in refused.text) == (False, True)
        assert ("wording", "other") in hidden_fields(refused)


def test_the_receipt_of_somebody_who_told_about_themselves_speaks_to_them(app: Flask) -> None:
    sent = press(app, post(app, FIRST))
    assert in_wording(RECEIPT, "en", is_other=False)["blame"] in sent.text


@pytest.mark.parametrize(
    ("given", "said", "live"),
    [
        ({"who_for": "someone"}, "this is about someone else", LIVE[1]),
        ({"who_for": "saw"}, "this is about someone else", LIVE[1]),
        ({"who_for": "me", "wording": "other"}, "this is about you", LIVE[0]),
        ({"wording": "other"}, "this is about you", LIVE[0]),
    ],
)
def test_answers_to_the_wrong_wording_are_shown_again_in_the_right_one_with_every_word(
    app: Flask, given: dict[str, str], said: str, live: str
) -> None:
    page = post(app, FIRST | {"kinds": "harassment"} | given)
    assert (page.status_code, count_rows(app)) == (200, NOTHING)
    assert said in page.text
    assert live in page.text
    assert "a story</textarea>" in page.text
    assert re.search(r'name="h_home" value="yes"[^>]* checked', page.text)
    assert 'id="check"' not in page.text
    fields = dict(hidden_fields(page))
    given = given | {"wording": fields.get("wording", "")}
    again = post(app, FIRST | {"kinds": "harassment"} | given)
    assert 'id="check"' in again.text


def test_the_box_reads_the_answers_back_in_the_wording_in_which_they_were_given(app: Flask) -> None:
    for given, live in ((OTHER, LIVE[1]), (FIRST | {"kinds": "harassment"}, LIVE[0])):
        code = code_in(press(app, post(app, given)))
        box = post_box(app, {"plain": "1", "code": code}, "/en/box/plain").get_data(as_text=True)
        assert live in box


THREATENED = ("threatens me", "threatens the person")


@pytest.mark.parametrize(("given", "is_other"), [(OTHER, True), (FIRST, False)])
def test_the_box_asks_in_that_wording_what_is_new_and_reads_it_back_so(
    app: Flask, given: dict[str, str], *, is_other: bool
) -> None:
    code = code_in(press(app, post(app, given | {"kinds": "documents"})))
    opened = {"plain": "1", "code": code}
    new = {"what": "new", "danger_now": "no", "kinds": "harassment", "last_when": "week"}
    for fields in (opened, opened | new, opened | new | {"danger_now": ""}):
        box = post_box(app, fields, "/en/box/plain").get_data(as_text=True)
        assert [words in box for words in THREATENED] == [not is_other, is_other]

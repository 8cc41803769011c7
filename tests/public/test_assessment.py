"""The accessibility statement: whose it is, of which day, and how somebody says what is wrong."""

from pathlib import Path

import pytest
from flask import Flask

from intake.config import Config
from intake.form.assessment import load_assessment
from intake.form.files import FormError
from intake.form.languages import LANGUAGES
from intake.store.engine import Database
from intake.web.services import services_of
from intake.web.words.i18n import format_date, speak, translate
from tests.conftest import TestClock, make_app
from tests.public.test_pages import get

REACH = "You can also reach us here:"
PAGES = ("", "help", "form", "plain", "plain/other", "box", "box/plain", "check")


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("tag", LANGUAGES)
def test_it_names_standard_and_day_and_leads_to_the_form_and_every_page_leads_to_it(
    app: Flask, tag: str
) -> None:
    page = get(app, f"/{tag}/access").text
    with app.test_request_context(f"/{tag}/access"):
        speak(tag)
        day = format_date(services_of(app).assessment.day)
    assert day in page
    assert "WCAG 2.2" in page
    assert f'<a class="go" href="/{tag}/form">' in page
    assert translate(tag, REACH) not in page
    assert [
        name for name in PAGES if f'"/{tag}/access"' not in get(app, f"/{tag}/{name}").text
    ] == []


def test_an_operator_says_when_theirs_was_assessed_and_how_to_reach_them(
    config: Config, database: Database, clock: TestClock
) -> None:
    folder = config.instance / "forms"
    folder.mkdir()
    (folder / "access.toml").write_text(
        'assessed = 2027-02-03\ncontact = "By post: <Desk>, Rue 1"\n'
    )
    page = get(make_app(config, database, clock), "/en/access").text
    assert "3 February 2027" in page
    assert REACH in page
    assert "By post: &lt;Desk&gt;, Rue 1" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "access.toml: assessed: must be a date"),
        ('assessed = "2027-02-03"', "access.toml: assessed: must be a date"),
        ("assessed = 2027-02-03T10:00:00", "access.toml: assessed: must be a date"),
        ("assessed = 2027-02-03\ncontact = 3", "access.toml: contact: must be a text"),
        ('assessed = 2027-02-03\nemail = "x"', "access.toml: email: is not known here"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "access.toml").write_text(text)
    with pytest.raises(FormError) as caught:
        load_assessment(tmp_path)
    assert str(caught.value) == said

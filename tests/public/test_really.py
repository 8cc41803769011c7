"""A page that says how to tell us from one that only looks like us."""

import pytest
from flask import Flask

from intake.crypto.roster.accounts import desk_safety_number
from intake.web.services import services_of
from tests.conftest import ORIGIN
from tests.public.test_pages import EXITS, PAGES, get, tag_of


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", ["/en/check", "/zh-Hans/check"])
def test_it_names_the_address_and_what_partners_print_of_the_desk(app: Flask, path: str) -> None:
    desk = services_of(app).desk()
    assert desk
    page = get(app, path).text
    assert f">{ORIGIN.partition('/')[0]}<" in page
    assert f">{desk_safety_number(desk.recipient)}<" in page


def test_before_a_desk_exists_it_names_no_number_and_afterwards_it_does(
    app: Flask, request: pytest.FixtureRequest
) -> None:
    assert get(app, "/en/check").text.count('class="proof"') == 1
    request.getfixturevalue("desk")
    assert get(app, "/en/check").text.count('class="proof"') == 2


def test_the_number_of_a_desk_is_its_recipients_alone() -> None:
    assert desk_safety_number("age1pq1x") == "14396 16658 75430 02690 23355 44674"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("path", [path for path in PAGES if path not in {*EXITS, "/"}])
def test_every_page_leads_there(app: Flask, path: str) -> None:
    assert f'href="/{tag_of(path)}/check"' in get(app, path).text.partition("<footer")[2]

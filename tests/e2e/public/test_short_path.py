"""Somebody is in danger now: two screens, and sending is always one press away."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from intake.client.browser import Browser
from intake.client.reporter.box import read_box
from intake.store.models import LEVELS, Case
from tests.e2e.conftest import Live, NewPage
from tests.e2e.public.presses import FACTS, NEXT, NOW, SENT, WAYS, Presser, airport_with_facts
from tests.people.carrying import Kept

pytestmark = pytest.mark.usefixtures("anna")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_a_report_costs_no_more_presses_than_was_promised(page: Page, way: str, lang: str) -> None:
    press, most = WAYS[way]
    page.goto(f"/{lang}/form")
    assert press(page) <= most


@pytest.mark.usefixtures("full_strength")
def test_everything_the_friend_said_arrives_as_an_emergency(live: Live, page: Page) -> None:
    page.goto("/en/form")
    airport_with_facts(page)
    code = page.inner_text(SENT)
    box = read_box(Browser(Kept(live.app.test_client()), live.clock), re.sub(r"\s", "", code))
    told = {"danger_now": "yes", "who_for": "someone", "kinds": ["forced_return"]}
    assert box.answers.items() >= (told | FACTS | {"r_may_call": "yes"}).items()
    with live.database.reading() as db:
        assert LEVELS[db.scalars(select(Case.level)).one()] == "emergency"


def test_numbers_come_first_and_sending_stays_in_sight_on_both_screens(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto("/en/form")
    finger = Presser(page)
    expect(page.locator("#s-now")).to_be_hidden()
    finger.pick("danger_now", "yes")
    expect(page.locator("#s-now .numbers")).to_be_in_viewport()
    for name in ("who_for", "kinds"):
        expect(page.locator(f"#q-{name}")).to_be_visible()
    expect(page.locator(NOW)).to_be_in_viewport()
    finger.pick("kinds", "harassment")  # Whatever it is, where and who help to find somebody.
    finger.press("[name=next]")
    for name in (*FACTS, "r_may_call"):
        expect(page.locator(f"#q-{name}")).to_be_visible()
    expect(page.locator(NOW)).to_be_in_viewport()
    finger.press("[name=next]")
    finger.pick("c_mode", "also")  # Then how to be called back.
    page.select_option("[name=c_channel]", "phone")
    for name in ("c_value", "c_voicemail", "c_when"):
        expect(page.locator(f"#q-{name}")).to_be_visible()
    expect(page.locator(NOW)).to_be_in_viewport()
    finger.press("[name=next]")
    # All else comes afterwards, for who has time.
    expect(page.locator("[name=story]")).to_be_visible()
    expect(page.locator(NOW)).to_be_in_viewport()


def test_in_danger_sending_stands_out_once_who_and_what_are_said_and_else_going_on_does(
    page: Page,
) -> None:
    def loud() -> list[bool]:
        return [page.locator(each).evaluate(FILLED) for each in (NOW, NEXT)]

    page.goto("/en/form")
    finger = Presser(page)
    finger.pick("danger_now", "yes")
    finger.pick("kinds", "forced_return")
    assert loud() == [False, True]
    finger.press(NEXT)
    assert loud() == [True, False]
    finger.go_on_to("story")  # It is not all answered before anything is sent.
    assert loud() == [True, False]
    finger.press("[data-move=back]")
    page.go_back()
    page.go_back()
    finger.pick("danger_now", "no")
    finger.go_on_to("story")
    assert loud() == [False, True]


def test_enter_leads_to_the_next_field_of_the_screen_and_not_away_from_it(page: Page) -> None:
    page.goto("/en/form")
    finger = Presser(page)
    finger.pick("danger_now", "yes")
    finger.press("[name=next]")
    page.fill("[name=r_travel]", "AB 123")
    page.press("[name=r_travel]", "Enter")
    expect(page.locator("[name=r_where]")).to_be_focused()


def test_without_an_answer_to_what_happened_sending_asks_for_it_and_keeps_the_rest(
    page: Page,
) -> None:
    page.goto("/en/form")
    finger = Presser(page)
    finger.pick("danger_now", "yes")
    finger.pick("who_for", "someone")
    finger.press(NOW)
    expect(page.locator("[role=alert]:visible")).to_contain_text("pick what happened")
    expect(page.locator("#q-kinds")).to_be_visible()
    finger.pick("kinds", "forced_return")
    finger.press(NOW)
    finger.arrive()


def test_changing_the_mind_about_danger_leads_back_to_one_question_at_a_time(page: Page) -> None:
    page.goto("/en/form")
    finger = Presser(page)
    finger.pick("danger_now", "yes")
    finger.pick("kinds", "forced_return")
    finger.pick("danger_now", "no")
    expect(page.locator("#q-kinds")).to_be_hidden()
    expect(page.locator("#s-now")).to_be_hidden()
    finger.go_on_to("kinds")
    expect(page.locator("[name=kinds][value=forced_return]")).to_be_checked()
    page.go_back()
    finger.go_on_to("r_travel")
    expect(page.locator("#q-r_where")).to_be_hidden()


def walk(finger: Presser) -> dict[str, str]:
    """Go on to the end; return what was asked, by question the heading."""
    page = finger.page
    seen: dict[str, str] = {}
    while page.locator("[name=send]").is_hidden():
        finger.press(NEXT)
        seen |= dict.fromkeys(page.evaluate(NAMES_SHOWN), page.inner_text("h1:visible"))
    return seen


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Does that person know you are telling us?"),
        ("zh-Hans", "那个人知道您来找我们吗？"),
    ],
)
def test_after_the_short_path_only_what_was_not_said_is_asked_under_a_title_of_its_own(
    page: Page, lang: str, title: str
) -> None:
    page.goto(f"/{lang}/form")
    finger = Presser(page)
    finger.pick("danger_now", "yes")
    finger.pick("who_for", "someone")
    finger.pick("kinds", "forced_return")
    finger.press(NEXT)
    finger.type(FACTS)
    asked = walk(finger)
    assert asked["their_ok"] == title
    said_before = {"danger_now", "who_for", "kinds", *FACTS, "r_may_call"}
    assert not said_before & asked.keys()
    assert not {"last_when", "last_date", "place", "r_when"} & asked.keys()
    assert {"story", "country", "r_stage"} <= asked.keys()  # Nobody said these.


def test_what_nobody_said_on_the_short_path_is_asked_after_it(page: Page) -> None:
    page.goto("/en/form")
    finger = Presser(page)
    finger.pick("danger_now", "no")
    finger.go_on_to("kinds")
    finger.pick("kinds", "forced_return")
    finger.go_on_to("place")
    page.fill("[name=place]", "Paris")
    while page.locator("#q-danger_now").is_hidden():
        page.go_back()
    finger.pick("danger_now", "yes")
    finger.press(NEXT)
    finger.type({"r_where": "Terminal 2"})
    asked = walk(finger)
    assert "r_when" in asked  # No flight was named.
    assert "place" in asked  # It was answered: it is sent, so it can be looked at.
    while page.locator("[name=place]").is_hidden():
        page.go_back()
    page.fill("[name=place]", "")  # And stays in sight under the hand.
    expect(page.locator("h1:visible")).to_have_text("City or place, if you want")


def test_each_screen_of_the_short_path_has_one_heading(page: Page) -> None:
    page.goto("/en/form")
    finger = Presser(page)
    finger.pick("danger_now", "yes")
    for title in ("Is someone in danger right now?", "Airline, flight", "How may we answer you?"):
        expect(page.locator("h1:visible")).to_have_count(1)
        expect(page.locator("h1:visible")).to_contain_text(title)
        finger.press(NEXT)


def test_without_a_script_the_same_questions_stand_first(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/en/plain")
    page.check("[name=danger_now][value=yes]")
    shown = [name for name in page.evaluate(NAMES_SHOWN) if name != "their_ok"]
    first = ["danger_now", "who_for", "kinds", *FACTS, "r_may_call"]
    assert sorted(shown[:3]) == sorted(first[:3])
    assert shown[3:8] == first[3:]


FILLED = "it => getComputedStyle(it).backgroundColor !== 'rgba(0, 0, 0, 0)'"
NAMES_SHOWN = """() => [...new Set([...document.querySelectorAll("[id^=q-]")]
  .filter((each) => each.checkVisibility()).map((each) => each.id.slice(2)))]"""

"""A second incident in 60 seconds: told in the box by a few presses, with a script and without."""

import pytest
from playwright.sync_api import Page, Request, Route, expect
from sqlalchemy import select

from intake.crypto.case.receipts import format_receipt
from intake.store.models import LEVELS, Case
from intake.web.services import services_of
from tests.e2e.conftest import Live, NewPage, Watched
from tests.e2e.reporting import LANGUAGES, open_box, ready
from tests.people import Reporter

pytestmark = pytest.mark.usefixtures("full_strength", "anna")  # A browser derives the code too.

NARROW = {"width": 320, "height": 640}
WORDS = {"en": "Two men at my door.", "zh-Hans": "两个男人在我家门口。"}
OTHER_WAY = "إنهم هنا"
HOUR = "/.well-known/intake/hour"
BREAKS = ("null", "{}x", "<html>", '{"a":1}')


@pytest.fixture
def reporter(live: Live) -> Reporter:
    """Somebody whose report has arrived; its level is soon."""
    made = live.people.reporter("a story", "soon")
    assert made.send().status_code == 201
    return made


def level_in(live: Live) -> str:
    with live.database.reading() as db:
        return LEVELS[db.scalars(select(Case.level)).one()]


def press_through(page: Page) -> int:
    """Tell of something new by pressing alone; return how many presses it took."""
    presses = (
        "[name=what][value=new]",
        "[name=danger_now][value=yes]",
        "[name=kinds][value=harassment]",
        "[name=last_when][value=now]",
        "[name=h_what][value=visit]",
    )
    for press in presses:
        page.check(press)
    return len(presses)


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_something_new_is_told_in_few_presses_and_raises_the_case(
    live: Live, new_page: NewPage, reporter: Reporter, lang: str, script: bool
) -> None:
    page = new_page(java_script_enabled=script, viewport=NARROW)
    open_box(page, lang, reporter.receipt)
    expect(page.locator("[name=danger_now]").first).to_be_hidden()
    presses = press_through(page)
    page.fill("[name=place]", "Lyon")
    page.fill("[name=message]", WORDS[lang])
    page.click("[data-write] [name=send], #f [name=send]")
    told = page.locator("[data-message=reporter]").first
    expect(told).to_contain_text(WORDS[lang])
    expect(told.locator("[data-answer=place]")).to_have_text("Lyon")
    assert presses + 1 <= 6
    assert level_in(live) == "emergency"
    expect(page.locator("[name=danger_now]").first).to_be_hidden()
    expect(page.locator("[name=message]")).to_have_value("")


@pytest.mark.parametrize("script", [True, False])
def test_danger_told_in_the_box_shows_whom_to_call_and_its_arrival_whether_somebody_is_there(
    new_page: NewPage, reporter: Reporter, script: bool
) -> None:
    page = new_page(java_script_enabled=script, viewport=NARROW)
    open_box(page, "en", reporter.receipt)
    numbers = page.locator("#s-now a[href='tel:112']").first
    page.check("[name=what][value=new]")
    page.check("[name=danger_now][value=no]")
    expect(numbers).to_be_hidden()
    page.check("[name=danger_now][value=yes]")
    expect(numbers).to_be_visible()
    page.fill("[name=message]", WORDS["en"])
    page.click("[data-write] [name=send], #f [name=send]")
    arrived = page.get_by_text("Your message has arrived. In danger? Call")
    expect(arrived).to_be_in_viewport()
    there = page.locator(".note", has_text="In danger? Do not wait for us.").locator("visible=true")
    expect(there).to_be_in_viewport()
    expect(there.get_by_role("link")).to_have_attribute("href", "#danger")
    if script:
        # Below what is scrolled to, however long the page is.
        assert page.locator("#problem ~ [data-arrived]").count() == 1
        # What is written next has not arrived; a page without a script is a new page.
        page.fill("[name=message]", WORDS["zh-Hans"])
        expect(arrived).to_be_hidden()
        expect(there).to_be_visible()


def test_what_is_missing_is_said_at_its_question_and_leads_there(
    new_page: NewPage, reporter: Reporter
) -> None:
    page = new_page(viewport=NARROW)
    open_box(page, "en", reporter.receipt)
    page.check("[name=what][value=new]")
    page.fill("[name=message]", WORDS["en"])
    page.click("[data-write] [name=send]")
    field = page.locator("[name=danger_now]").first
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-describedby", "problem")
    problem = page.locator("#problem")
    expect(problem).to_be_in_viewport()
    assert problem.evaluate("it => it.nextElementSibling.id") == "q-danger_now"
    expect(page.locator("[name=message]")).to_have_value(WORDS["en"])


def test_a_message_is_counted_before_it_is_too_long_and_is_neither_cut_nor_sent(
    new_page: NewPage, reporter: Reporter, watched: Watched
) -> None:
    page = new_page(viewport=NARROW)
    open_box(page, "en", reporter.receipt)
    field, count = page.locator("[name=message]"), page.locator(".count:visible")
    field.fill("字" * 7_999 + "\U00020bb7")
    expect(count).to_have_text("8,000 of 8,000 characters")
    field.fill("x" * 8_001)
    expect(count).to_have_text("8,001 of 8,000 characters: 1 too many. Please shorten it.")
    page.click("[data-write] [name=send]")
    expect(page.locator("#problem")).to_have_text(
        "This is 1 characters too long. Please shorten it."
    )
    expect(page.locator("#problem")).to_be_in_viewport()
    expect(field).to_be_focused()
    assert len(field.input_value()) == 8_001
    assert watched.posts == ["/en/box/open"]


def test_a_day_nobody_can_read_is_asked_back_once_at_its_text_and_then_goes_as_it_was_written(
    new_page: NewPage, reporter: Reporter, watched: Watched
) -> None:
    page = new_page(viewport=NARROW)
    open_box(page, "en", reporter.receipt)
    page.check("[name=what][value=new]")
    page.check("[name=danger_now][value=no]")
    page.check("[name=kinds][value=other]")
    page.check("[name=last_when][value=week]")
    page.fill("[name=last_date]", "two days ago")
    page.click("[data-write] [name=send]")
    expect(page.locator("#problem [translate=no]")).to_have_text("\u2068two days ago\u2069")
    expect(page.locator("#problem")).to_be_in_viewport()
    expect(page.locator("[name=last_date]")).to_be_focused()
    assert watched.posts == ["/en/box/open"]
    page.click("[data-write] [name=send]")
    told = page.locator("[data-thread] [data-answer=last_date]")
    expect(told).to_have_text("two days ago")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_rules_know_of_something_new_is_told_with_its_arrival_and_so_are_two_clocks(
    live: Live, new_page: NewPage, reporter: Reporter, lang: str
) -> None:
    page = new_page(viewport=NARROW)
    lure = services_of(live.app).form.texts[lang].told["lure"]
    page.add_init_script(f"Date.now = () => {(live.clock() - 2 * 86_400) * 1_000}")
    open_box(page, lang, reporter.receipt)
    for press in ("what][value=new", "danger_now][value=no", "kinds][value=documents"):
        page.check(f"[name={press}]")
    page.check("[name=last_when][value=week]")
    page.check("[name=d_condition][value=meet]")
    page.click("[data-write] [name=send]")
    for text in (lure.title, *lure.points):
        expect(page.locator("[data-told]")).to_contain_text(text)
    expect(page.get_by_role("link", name=lure.danger)).to_have_attribute("href", "#danger")
    apart = {"en": "differ by more than an hour", "zh-Hans": "差了一个多小时"}[lang]
    expect(page.locator("#problem")).to_contain_text(apart)
    call = {"en": "In danger? Call", "zh-Hans": "请马上拨打紧急电话"}[lang]  # It is an emergency.
    expect(page.locator("#problem")).to_contain_text(call)
    expect(page.locator("#problem")).to_be_in_viewport()
    page.fill("[name=message]", WORDS[lang])  # A reply makes no rule speak.
    page.click("[data-write] [name=send]")
    expect(page.locator("[data-thread] article")).to_have_count(2)
    expect(page.locator("[data-told]")).to_be_empty()


def test_what_is_no_success_keeps_the_words_and_the_same_bytes_go_again(
    live: Live, new_page: NewPage, reporter: Reporter
) -> None:
    page = new_page()
    open_box(page, "en", reporter.receipt)
    sent: list[bytes] = []
    answers = list(BREAKS)

    def broken(route: object) -> None:
        sent.append(sealed_in(route.request.post_data_buffer))  # type: ignore[attr-defined]
        if answers:
            route.fulfill(status=201, body=answers.pop(), content_type="application/json")  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route("**/box/message", broken)
    page.fill("[name=message]", WORDS["en"])
    for _ in BREAKS:
        page.click("[data-write] [name=send]")
        expect(page.locator("#problem")).to_contain_text("did not reply")
        expect(page.locator("[name=message]")).to_have_value(WORDS["en"])
    page.click("[data-write] [name=send]")
    expect(page.locator("#problem")).to_contain_text("has arrived")
    assert len(sent) == len(BREAKS) + 1
    assert len(set(sent)) == 1
    with live.database.reading() as db:
        assert db.scalars(select(Case.said)).one() == 3


def sealed_in(body: bytes) -> bytes:
    """Return the age file of a posted body, without the boundary, which is drawn anew."""
    return body[body.index(b"age-encryption.org") :].rsplit(b"\r\n--", 1)[0]


def test_nothing_can_be_written_into_a_message_while_it_is_sent_and_trying_again_asks_nothing(
    new_page: NewPage, reporter: Reporter
) -> None:
    page = new_page()
    open_box(page, "en", reporter.receipt)
    press_through(page)
    page.fill("[name=message]", WORDS["en"])
    held: list[Route] = []
    hours: list[Request] = []
    page.route("**/box/message", lambda route: held.append(route))  # noqa: PLW0108 - by name
    page.on("request", lambda request: hours.append(request) if HOUR in request.url else None)
    with page.expect_request("**/box/message"):
        page.click("[data-write] [name=send]")
    expect(page.locator("[name=message]")).to_be_disabled()
    held[0].fulfill(status=201, body="null", content_type="application/json")
    expect(page.locator("[name=message]")).to_be_enabled()
    expect(page.locator("[name=message]")).to_have_value(WORDS["en"])
    with page.expect_request("**/box/message"):
        page.click("[data-write] [name=send]")
    held[1].continue_()
    expect(page.locator("#problem")).to_contain_text("has arrived")
    assert len(hours) == 1


@pytest.mark.parametrize("path", ["box", "box/plain"])
@pytest.mark.parametrize("spaced", [True, False])
def test_the_code_field_shows_all_seven_groups_at_320_px(
    new_page: NewPage, path: str, spaced: bool
) -> None:
    page = new_page(viewport=NARROW)
    page.goto(f"/en/{path}")
    digits = "0677376271701928343152297084"
    page.fill("[name=code]", format_receipt(digits) if spaced else digits)
    field = page.locator("[name=code]")
    assert field.evaluate("e => e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth")
    assert field.evaluate("e => e.getBoundingClientRect().right <= innerWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_digits_are_counted_while_they_are_typed(new_page: NewPage) -> None:
    page = new_page(viewport=NARROW)
    page.goto("/en/box")
    ready(page)
    count = page.locator("[data-count]")
    for typed, says in (
        ("1234 5678", "8 digits, 20 more"),
        ("１２３４ ٥٦٧٨", "8 digits, 20 more"),
        ("1" * 28, "28 digits: complete"),
        ("1" * 30, "30 digits, 2 too many"),
        ("", ""),
    ):
        page.fill("[name=code]", typed)
        expect(count).to_have_text(says)


@pytest.mark.parametrize("script", [True, False])
def test_each_opened_text_runs_in_its_own_direction(
    new_page: NewPage, reporter: Reporter, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    open_box(page, "en", reporter.receipt)
    page.fill("[name=message]", OTHER_WAY)
    page.click("[data-write] [name=send], #f [name=send]")
    text = page.locator("[data-message=reporter] [data-text]")
    expect(text).to_have_text(OTHER_WAY)
    expect(text).to_have_css("direction", "rtl")
    expect(text).to_have_attribute("translate", "no")
    expect(page.locator("[data-message=reporter] small")).to_have_css("direction", "ltr")


def test_a_translators_language_is_not_taken_for_the_forms(
    new_page: NewPage, reporter: Reporter
) -> None:
    page = new_page()
    open_box(page, "en", reporter.receipt)
    page.evaluate("document.documentElement.lang = 'zh-CN'")
    press_through(page)
    page.click("[data-write] [name=send]")
    expect(page.locator("#problem")).to_contain_text("has arrived")
    (told,) = [w.frame.body for w in reporter.read().written() if w.frame.kind == "message"]
    assert told["incident"]["lang"] == "en"  # type: ignore[index]


def test_chinese_pages_keep_the_codes_font_and_break_no_word_in_balance(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/zh-Hans/box")
    assert "monospace" in page.locator("[name=code]").evaluate(
        "e => getComputedStyle(e).fontFamily"
    )
    legend = page.locator("h1").evaluate("e => getComputedStyle(e).textWrapStyle")
    assert legend != "balance"
    page.goto("/zh-Hans/form")
    tight, wide = (page.locator(name).first.evaluate(LINE) for name in ("legend", "body"))
    assert (round(tight, 2), round(wide, 2)) == (1.25, 1.65)


LINE = """(it) => {
  const { fontSize, lineHeight } = getComputedStyle(it);
  return parseFloat(lineHeight) / parseFloat(fontSize);
}"""

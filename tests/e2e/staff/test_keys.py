"""The worker that holds the keys: nothing leaves it, and with the lock nothing is left of it."""

import pytest
from playwright.sync_api import Page, Worker, expect
from sqlalchemy import select

from intake.store.models import StaffSession
from tests.e2e.conftest import Live, NewPage, Watched, wait_until
from tests.e2e.staffing import come_in, enter_desk, ready, visit
from tests.people import Person

SEND = """[
  () => fetch("/health"),
  () => new Promise((sent, refused) => {
    const socket = new WebSocket(`ws://${location.host}/`);
    socket.onopen = sent; socket.onerror = refused; socket.onclose = refused;
  }),
  () => new Promise((sent, refused) => {
    const request = new XMLHttpRequest();
    request.open("GET", "/health"); request.onload = sent; request.onerror = refused;
    request.send();
  }),
  async () => importScripts("/static/nothing.js"),
]"""


def workers(page: Page) -> list[Worker]:
    page.evaluate("0")  # What happened meanwhile is heard with the answer.
    return page.workers


def wait_for_no_worker(page: Page) -> None:
    wait_until(lambda: workers(page) == [])


def sessions(live: Live) -> int:
    with live.database.reading() as db:
        return len(db.scalars(select(StaffSession)).all())


def desk_page(live: Live, anna: Person, new_page: NewPage) -> Page:
    assert live.people.reporter("a story").send().status_code == 201
    page = new_page()
    enter_desk(page, anna)
    return page


def test_the_worker_with_the_keys_can_send_nothing(
    live: Live, anna: Person, new_page: NewPage, watched: Watched
) -> None:
    page = desk_page(live, anna, new_page)
    (worker,) = page.workers
    ways = f"Promise.all({SEND}.map((way) => way().then(() => 'sent', () => 'refused')))"
    assert worker.evaluate(ways) == ["refused"] * 4
    assert all("Content Security Policy" in each for each in watched.complaints)
    watched.complaints.clear()


@pytest.mark.parametrize("how", ["twice", "in the field", "button"])
def test_locking_ends_the_worker_and_leaves_nothing_readable(
    live: Live, anna: Person, new_page: NewPage, how: str
) -> None:
    page = desk_page(live, anna, new_page)
    page.fill("#find", "words typed")
    if how == "button":
        page.click("[data-does=lock]")
    else:
        page.locator("#find" if how == "in the field" else "[data-list=now]").focus()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    page.wait_for_url("**/sign-in")
    ready(page)
    wait_for_no_worker(page)
    assert page.evaluate("sessionStorage.length") == 0
    assert "words typed" not in page.content()
    wait_until(lambda: sessions(live) == 1)  # In which anna was made.
    page.goto("/desk/")
    assert page.url.endswith("/sign-in")


def test_a_list_that_nobody_touches_locks_itself(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    page = desk_page(live, anna, new_page)
    page.clock.install()
    visit(page, "/desk/")
    page.clock.fast_forward("14:00")
    expect(page.locator("[data-case]")).to_have_count(1)
    page.clock.fast_forward("02:00")
    page.wait_for_url("**/sign-in")
    wait_for_no_worker(page)


def test_two_tabs_unlock_from_one_another_and_lock_together(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    first = desk_page(live, anna, new_page)
    second = first.context.new_page()
    visit(second, "/desk/")
    expect(second.locator("[data-case] .what [data-unsealed]")).to_be_visible()
    first.click("[data-does=lock]")
    for page in (first, second):
        page.wait_for_url("**/sign-in")
        wait_for_no_worker(page)


def test_one_escape_locks_nothing(live: Live, anna: Person, new_page: NewPage) -> None:
    page = desk_page(live, anna, new_page)
    page.fill("#find", "words typed")
    page.press("#find", "Escape")
    expect(page.locator("#find")).to_have_value("")
    expect(page.locator("[data-case]")).to_have_count(1)
    assert len(page.workers) == 1


def test_a_reload_asks_for_nothing_but_what_the_session_half_gives(
    live: Live, anna: Person, new_page: NewPage
) -> None:
    page = desk_page(live, anna, new_page)
    page.reload()
    ready(page)
    expect(page.locator("[data-case] .what [data-unsealed]")).to_be_visible()
    assert page.evaluate("history.state") is None


@pytest.mark.parametrize("how", ["not there", "forbidden"])
def test_a_browser_that_runs_no_worker_is_told_so(
    anna: Person, new_page: NewPage, how: str
) -> None:
    page = new_page()
    if how == "not there":
        page.route("**/static/deskkeys-*.js", lambda route: route.fulfill(status=404))
    else:
        page.add_init_script("location.pathname.startsWith('/desk/') && delete globalThis.Worker")
    come_in(page, anna)
    expect(page.locator("[data-state=failed]")).to_contain_text("holds your keys does not run")

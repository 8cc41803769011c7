"""When the first row of the desk's list stands in its page: many cases waiting against few.

In real Chromium, by a link in a tab whose member is signed in: document, bundles, the session's
half, keys unlocked, rows asked for and drawn. Two servers of their own, by turns. The tab is empty
beforehand: taking down a page that showed a hundred rows is no part of showing the first.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page
from pyotp.totp import TOTP

from tests.bench.browsers import open_chromium
from tests.bench.figures import Figure, Goal
from tests.bench.servers import OURS, instance_environ, serve
from tests.bench.waiting import Looks, make_waiting
from tests.e2e.staffing import pin_desk
from tests.people import Person

GOAL = Goal(1.2)
LOOKS = Looks(calls=5)
WATCH = """
  const look = () => {
    if (!window.firstRow && document.querySelector("[data-case]")) {
      window.firstRow = performance.now();
      watching.disconnect();
    }
  };
  const watching = new MutationObserver(look);
  watching.observe(document, {subtree: true, childList: true});
"""
"""Notes the moment of the first row, in milliseconds since the page was asked for."""


def measure_first_rows(folder: Path, looks: Looks = LOOKS) -> list[Figure]:
    """Return the figure of the page, opened anew each time; the instances go into the folder."""
    ours: list[float] = []
    floor: list[float] = []
    with ExitStack() as stack:
        browser = stack.enter_context(open_chromium())
        pages = [
            stack.enter_context(_open_list(browser, folder / f"rows-{count}", count))
            for count in (looks.many, looks.few)
        ]
        for _ in range(looks.rounds):
            took = [[_open_desk(page) for page in pages] for _ in range(looks.calls)]
            ours.append(_middle([each[0] for each in took]))
            floor.append(_middle([each[1] for each in took]))
    name, note = f"first rows in the page, {looks.many:,} waiting", f"floor: {looks.few} waiting"
    return [Figure("list", name, "ms", ours, floor, GOAL, note)]


@contextmanager
def _open_list(browser: Browser, folder: Path, count: int) -> Iterator[Page]:
    config, member = make_waiting(folder, count)
    with serve(OURS, instance_environ(config.instance)) as server:
        context = browser.new_context(base_url=server.base_url)
        page = context.new_page()
        _enter(page, member)
        page.add_init_script(WATCH)
        yield page
        context.close()


def _enter(page: Page, member: Person) -> None:
    """Sign in; say, where it is asked, that the desk's number was compared."""
    page.goto("/sign-in")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.fill("[name=username]", member.username)
    page.fill("[name=passphrase]", member.passphrase)
    page.fill("[name=totp]", TOTP(member.totp).now())
    page.click("#enter")
    page.wait_for_selector("[data-state=pin]:visible, [data-case]")
    if page.locator("[data-state=pin]").is_visible():
        pin_desk(page)
    page.wait_for_selector("[data-case]")


def _open_desk(page: Page) -> float:
    """Open the desk in the empty tab; return when its first row stood there, once it is at rest."""
    page.goto("about:blank")
    page.goto("/desk/")
    page.wait_for_selector("[data-case]")
    page.wait_for_load_state("networkidle")
    return float(page.evaluate("window.firstRow"))


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]

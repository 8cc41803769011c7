"""Sending as somebody does who reads: the form itself, slowed, with a rest before every press.

The form begins with its keys while its questions are read, so what is waited for after the last
press is less than where a page seals at once. The time runs from that press to the code in sight.
"""

from playwright.sync_api import Page

from tests.bench.browsers import FLOOR, SLOWED, STRETCH, open_chromium
from tests.bench.figures import Figure, Goal
from tests.e2e.conftest import READY
from tests.e2e.public.presses import SENT, Presser, least_report

REST_MS = 2500  # Before each press: what a short question takes to be read.
AT_MOST = Goal(600, of="ours")  # ms
WATCH = """sent => {
  let pressed = 0;
  addEventListener("click", () => { pressed = performance.now(); }, true);
  window.took = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector(sent)?.textContent) resolve(performance.now() - pressed);
    };
    new MutationObserver(look).observe(document, {subtree: true, childList: true});
  });
}"""


class Reader(Presser):
    """One finger that rests while its owner reads."""

    rest_ms = REST_MS

    def press(self, selector: str) -> None:
        """Read, and press."""
        self.page.wait_for_timeout(self.rest_ms)
        super().press(selector)


def measure_reader(
    base_url: str, *, rounds: int = 5, slowed: int = SLOWED, finger: type[Presser] = Reader
) -> list[Figure]:
    """Return how long the shortest report is waited for at its end."""
    took, floors = [], []
    with open_chromium() as browser:
        for _ in range(rounds):
            page = browser.new_page(base_url=base_url, viewport={"width": 360, "height": 740})
            ours, floor = _send(page, slowed, finger)
            took.append(ours)
            floors.append(floor)
            page.close()
    note = f"{FLOOR}, which throttling leaves fast; {REST_MS} ms before each press"
    name = f"send, the form, by a reader, Chromium {slowed} × slower"
    return [Figure("seal", name, "ms", took, floors, AT_MOST, note)]


def _send(page: Page, rate: int, finger: type[Presser]) -> tuple[float, float]:
    page.goto("/en/form")
    page.wait_for_selector(READY, state="attached")
    page.evaluate(WATCH, SENT)
    throttle = page.context.new_cdp_session(page)
    throttle.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    least_report(page, finger)
    took = float(page.evaluate("window.took"))
    return took, float(page.evaluate(STRETCH))

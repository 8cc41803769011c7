"""The browser's half: in Node, and on the real pages in real Chromium, as fast as here and slowed.

On the page the time runs from pressing "send" (or "open") until the code (or the report) stands
there: keys, sealing, one POST over the loopback, the server, showing it. Chromium's throttling
slows the page's own thread; PBKDF2 runs beside it at full speed, so a slow phone takes longer by
about as much as the floor is slower there.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.figures import Figure
from tests.e2e.conftest import FLAGS
from tests.e2e.reporting import fill_screens

SLOWED = 6
COMMANDS = ("chromium", "chromium-browser")
FLOOR = "floor: PBKDF2 alone"
SCRIPT = Path(__file__).parent / "node.js"

STRETCH = """async () => {
  const salt = new Uint8Array(49);
  const rounds = {name: "PBKDF2", hash: "SHA-256", salt, iterations: 600_000};
  const key = await crypto.subtle.importKey("raw", salt, "PBKDF2", false, ["deriveBits"]);
  const start = performance.now();
  await crypto.subtle.deriveBits(rounds, key, 256);
  return performance.now() - start;
}"""
PRESS_SEND = """selector => new Promise((resolve) => {
  const start = performance.now();
  const look = () => {
    if (document.querySelector(selector)?.textContent) {
      watching.disconnect();
      resolve(performance.now() - start);
    }
  };
  const watching = new MutationObserver(look);
  watching.observe(document.body, {subtree: true, childList: true, characterData: true});
  document.querySelector("[name=send]").click();
})"""


def measure_node(*, rounds: int = 3) -> list[Figure]:
    """Return the figures of the browser's modules in Node."""
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("node is not here: make bench sets it up")
    done = subprocess.run([node, SCRIPT, str(rounds)], check=True, capture_output=True)
    found = json.loads(done.stdout)
    sealed, opened, floor = (
        [each[name] for each in found] for name in ("seal_ms", "open_ms", "pbkdf2_ms")
    )
    return [
        Figure("seal", "seal a report, Node", "ms", sealed, floor, note=FLOOR),
        Figure("seal", "open a report, Node", "ms", opened, floor, note=FLOOR),
    ]


def measure_chromium(base_url: str, *, rounds: int = 5, slowed: int = SLOWED) -> list[Figure]:
    """Return the figures of the real pages, at full speed and slowed."""
    with open_chromium() as browser:
        return [
            figure
            for rate in (1, slowed)
            for figure in measure_rate(browser, base_url, rate, rounds)
        ]


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Start the system's Chromium."""
    path = next(filter(None, map(shutil.which, COMMANDS)), None)
    if path is None:
        raise RuntimeError("Chromium is not here: `make browser` installs it or says how")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def measure_rate(browser: Browser, base_url: str, rate: int, rounds: int) -> list[Figure]:
    """Send and come back that many times with the processor slowed `rate` times."""
    sent, opened, floors = [], [], []
    for _ in range(rounds):
        context = browser.new_context(base_url=base_url)
        send_ms, open_ms, floor = _go(context.new_page(), rate)
        sent.append(send_ms)
        opened.append(open_ms)
        floors.append(floor)
        context.close()
    speed = "Chromium" if rate == 1 else f"Chromium {rate} × slower"
    note = FLOOR if rate == 1 else f"{FLOOR}, which throttling leaves fast"
    return [
        Figure("seal", f"send, {speed}", "ms", sent, floors, note=note),
        Figure("seal", f"open the box, {speed}", "ms", opened, floors, note=note),
    ]


def _go(page: Page, rate: int) -> tuple[float, float, float]:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    fill_screens(page, "en", tomorrow)
    throttle = page.context.new_cdp_session(page)
    throttle.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    before = page.evaluate(STRETCH)
    sent = page.evaluate(PRESS_SEND, "#receipt-code")
    code = page.inner_text("#receipt-code")
    page.goto("/en/box")
    page.wait_for_selector("html[data-ready]")
    page.fill("[name=code]", code)
    opened = page.evaluate(PRESS_SEND, "[data-answer]")
    return sent, opened, (before + page.evaluate(STRETCH)) / 2

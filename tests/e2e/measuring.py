"""What a page must be for everybody: nothing that axe finds, nothing cut, the brake in sight."""

import os
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # All that darkness changes.
#: Letters that join or stack are not drawn one by one: axe takes them for pictures of an icon font
#: and looks away. No page has such a font, so axe is shown the first letter alone.
RUN = """async (rules) => {
  const pen = CanvasRenderingContext2D.prototype, draw = pen.fillText;
  pen.fillText = function (text, ...where) { draw.call(this, text[0], ...where); };
  const found = await axe.run(document, {runOnly: rules});
  pen.fillText = draw;
  if (found.passes.length === 0) throw new Error("axe looked at nothing");
  return found.violations.map(({ id, nodes }) => ({ id, nodes: [{ html: nodes[0].html }] }));
}"""
PICTURES = os.environ.get("INTAKE_PICTURES", "")  # A folder, for whoever wants to look.
#: Beyond an edge is allowed in what scrolls by itself and the keyboard reaches; cut is allowed what
#: says so with an ellipsis, or shows its first lines with a button for the rest, and the word of a
#: level beside its shape, which stands once more in the opened case. A question in front of
#: everything hides Lock until it is answered, or Esc ends it.
DOTTED = ".why, .what, .holder, .next, .date"
#: Where no word is ordinary: hashes, codes, addresses, what somebody wrote.
ANY = "pre, code, .proof, .mono, .text, .unseen, .link, [aria-hidden=true], option, textarea"
FITS = """([DOTTED, ANY]) => {
  const name = (it) => it.outerHTML.slice(0, 90);
  const wrong = [];
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("scrolls sideways");
  const dotted = (it) => it.parentElement?.closest(DOTTED);
  const scrolls = (it) => {
    const box = it.parentElement?.closest("[tabindex], pre, textarea");
    return box && /auto|scroll/.test(getComputedStyle(box).overflowX);
  };
  for (const it of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(it);
    const hidden = style.visibility === "hidden" || !it.getClientRects().length;
    if (hidden || it.closest(".unseen, .skip, .row > .level, [aria-hidden=true], option")) continue;
    const {left, right} = it.getBoundingClientRect();
    const outside = right > innerWidth + 1 || left < -1;
    if (outside && !scrolls(it) && !dotted(it)) wrong.push(`beyond ${name(it)}`);
    const shown = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
    const clips = /hidden|clip/.test(style.overflowX) && !shown;
    const spills = it.matches("button, a:not(.row), h1, h2, h3, summary, td, dt, dd, label, .tag");
    const dated = it.querySelector(":scope > [type=date]"); // A control of the browser's own.
    if (it.matches("input")) continue; // So is a line that scrolls with what is typed.
    const over = it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0 && !dated;
    if (over && (clips || (spills && !shown && !scrolls(it)))) wrong.push(`cut ${name(it)}`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode;
    range.selectNodeContents(text);
    if (range.getClientRects().length < 2 || text.parentElement.closest(ANY)) continue;
    const size = parseFloat(getComputedStyle(text.parentElement).fontSize);
    for (const {0: word, index} of text.data.matchAll(/[A-Za-zÀ-ɏ]{3,}/g)) {
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const [first, second] = range.getClientRects();
      const whole = word.length * size * 0.62 < innerWidth - 6 * size / 2;
      if (second && second.top > first.top + 1 && whole) wrong.push(`broken word ${word}`);
    }
  }
  scrollTo(0, document.body.scrollHeight);
  const lock = document.querySelector("#lock, #leave");
  if (lock && !document.querySelector("dialog[open]")) {
    const {top, bottom, left, right} = lock.getBoundingClientRect();
    const middle = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const seen = top >= -1 && bottom <= innerHeight + 1 && left >= -1 && right <= innerWidth + 1;
    if (!seen || !lock.contains(middle)) wrong.push("the brake is not in sight");
  }
  scrollTo(0, 0);
  return [...new Set(wrong)];
}"""
#: A narrow phone; the same with text of twice the size; a window of 640 px at twice the size.
SMALL = {"narrow": (320, 640, 1), "large": (320, 640, 2), "zoomed": (320, 300, 1)}
LARGER = """times => {
  const {style} = document.documentElement;
  style.fontSize = "";
  style.fontSize = `${parseFloat(getComputedStyle(document.documentElement).fontSize) * times}px`;
}"""
AGAIN = {"width": 1280, "height": 800}


def broken_rules(page: Page, *, where: str = "", rules: Sequence[str] = RULES) -> list[str]:
    """Return what axe finds on a page that allows scripts of ours, as one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, rules)
    return [f"{where or page.url} {each['id']}: {each['nodes'][0]['html']}" for each in found]


def misfits(page: Page, state: str, *, words: bool = True) -> list[str]:
    """Return what is cut or out of sight on small screens and in large text.

    Ordinary words that a line breaks in the middle are looked for where ``words`` says so.
    """
    wrong = []
    for name, (width, height, text) in SMALL.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(LARGER, text)
        wrong += [
            f"{state} {name}: {each}"
            for each in page.evaluate(FITS, [DOTTED, ANY if words else "*"])
        ]
        picture(page, f"{state}-{name}")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(AGAIN)  # type: ignore[arg-type]
    return wrong


def judged(page: Page, state: str) -> list[str]:
    """Return what axe finds wide and light, and on a phone and dark, and what does not fit."""
    wrong = []
    for width, scheme in ((1280, "light"), (360, "dark")):
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        wrong += broken_rules(page, where=f"{state} {width}")
        picture(page, f"{state}-{width}-{scheme}")
    page.emulate_media(color_scheme="light")
    return wrong + misfits(page, state)


def picture(page: Page, name: str) -> None:
    """Take the page as it is, for whoever wants to look."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def pictures(page: Page, name: str) -> None:
    """Take the page as it is at three widths, light and dark; the window is wide afterwards."""
    if not PICTURES:
        return
    for width in (360, 1280, 1440):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900 if width > 360 else 740})
            page.emulate_media(color_scheme=scheme)
            picture(page, f"{name}-{width}-{scheme}")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")

"""What a public page must be in every state: for machines, for fingers, in every script."""

from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.measuring import (
    AGAIN,
    ANY,
    COLOURS,
    DOTTED,
    FITS,
    LARGER,
    PICTURES,
    broken_rules,
    misfits,
)

# What a finger must hit; a link inside a sentence is as high as its line.
TARGETS = """() => {
  const wanted = "a, button, summary, select, textarea, fieldset label, .q > input";
  return [...document.querySelectorAll(wanted)]
    .filter((e) => e.offsetParent && !(e.matches("a") && e.closest("li, p, td")))
    .map((e) => [e.outerHTML.slice(0, 60), Math.round(e.getBoundingClientRect().height)])
    .filter(([, height]) => height < 44)
    .map(([html, height]) => `${height} px high: ${html}`);
}"""
#: Letters taller than their line, which run into the one above or below; what is cut at its foot;
#: a number alone that begins where no words begin (a code in two rows stands in the middle);
#: what is pressed and lies over something else that is. What sticks to an edge lies over the page.
LETTERS = """() => {
  const wrong = [], seen = new Set();
  const pen = document.createElement("canvas").getContext("2d"), words = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), it = texts.currentNode.parentElement;
    if (!text || !it.checkVisibility() || it.closest(".unseen, option, textarea")) continue;
    const style = getComputedStyle(it), known = `${style.font} ${text}`;
    if (seen.has(known)) continue;
    seen.add(known);
    words.selectNodeContents(texts.currentNode);
    const isAlone = words.getClientRects().length === 1 && style.display !== "inline";
    const room = isAlone ? it.clientHeight : parseFloat(style.lineHeight);
    pen.font = style.font;
    const {actualBoundingBoxAscent: above, actualBoundingBoxDescent: below} = pen.measureText(text);
    if (!(above + below <= room + 1))
      wrong.push(`${Math.round(above + below)} px in a line of ${room}: ${text.slice(0, 40)}`);
  }
  const shown = [...document.body.querySelectorAll("*")].filter((it) => it.checkVisibility());
  for (const it of shown) {
    const clips = /hidden|clip/.test(getComputedStyle(it).overflowY);
    const over = it.scrollHeight > it.clientHeight + 1 && !it.matches(".unseen, input");
    if (clips && over) wrong.push(`cut: ${it.outerHTML.slice(0, 90)}`);
    const own = [...it.childNodes].filter((each) => each.data).map((each) => each.data).join("");
    const {direction, textAlign, display} = getComputedStyle(it);
    const isOther = direction !== document.documentElement.dir && /left|start/.test(textAlign);
    const isPlaced = display === "inline" || it.matches("output, textarea");
    if (isOther && !isPlaced && /^[+0-9][-0-9 .:]*$/.test(own))
      wrong.push(`begins on the other side: ${it.outerHTML.slice(0, 90)}`);
  }
  const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 ||
    a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
  const lineOf = (it, {left, right, top, bottom}) => {
    const {display, lineHeight} = getComputedStyle(it), middle = (top + bottom) / 2;
    const half = display === "inline" ? parseFloat(lineHeight) / 2 : bottom - middle;
    return {left, right, top: middle - half, bottom: middle + half};
  };
  const pressed = shown
    .filter((it) => it.matches("a, button, summary, select, textarea, input, label:not(.q)"))
    .filter((it) => !it.closest("header, .bar, .say, #danger > a"))
    .map((it) => [it, [...it.getClientRects()].map((box) => lineOf(it, box))]);
  for (const [at, [it, mine]] of pressed.entries())
    for (const [other, theirs] of pressed.slice(at + 1))
      if (!it.contains(other) && !mine.every((a) => theirs.every((b) => apart(a, b))))
        wrong.push(`${it.outerHTML.slice(0, 60)} lies over ${other.outerHTML.slice(0, 60)}`);
  return wrong;
}"""
STUCK = """how => document.querySelectorAll("header, .bar, #danger > a").forEach((it) => {
  it.style.position = how;
})"""
DARK = [*COLOURS, "document-title"]  # A page without a word has a title too.
NARROW = (320, 360)


def judge(page: Page, name: str) -> list[str]:
    """Return what axe finds by day, what no finger hits, and what does not fit."""
    picture_whole(page, name)
    page.evaluate(STUCK, "static")  # What a bar lies over now can be scrolled out from under it.
    wrong = broken_rules(page, where=name)
    page.evaluate(STUCK, "")
    return wrong + measure(page, name)


def judge_day_and_night(page: Page, name: str) -> list[str]:
    """Return the same, and what axe finds when it is dark."""
    wrong = judge(page, name)
    page.emulate_media(color_scheme="dark")
    wrong += broken_rules(page, where=f"{name} dark", rules=DARK)
    page.emulate_media(color_scheme="light")
    return wrong


def measure(page: Page, name: str) -> list[str]:
    """Return what no finger hits on a phone, and what does not fit."""
    page.set_viewport_size({"width": 360, "height": 740})
    found = [*page.evaluate(TARGETS), *page.evaluate(LETTERS)]
    return [f"{name}: {each}" for each in found] + misfits(page, name)


def measure_large(page: Page, name: str) -> list[str]:
    """Return what does not fit on two narrow phones in text of twice the size."""
    picture_whole(page, name)
    wrong = []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 640})
        page.evaluate(LARGER, 2)
        found = [*page.evaluate(FITS, [DOTTED, ANY]), *page.evaluate(LETTERS)]
        wrong += [f"{name} {width} large: {each}" for each in found]
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}-large.png", full_page=True)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(AGAIN)  # type: ignore[arg-type]
    return wrong


def picture_whole(page: Page, name: str) -> None:
    """Take all of a page on two narrow phones, light and dark, for whoever wants to look."""
    if not PICTURES:
        return
    for width in NARROW:
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 740})
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(AGAIN)  # type: ignore[arg-type]

"""Style sheets of the public know a beginning and an end of a line, never a left and a right."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "intake/static/css/public"
RULE = re.compile(r"[{;]\s*([\w-]+)\s*:\s*([^;{}]+)")
SIDES = {"margin", "padding", "inset", "border-width", "border-radius", "scroll-padding"}
PHYSICAL = re.compile(r"(?:margin|padding|border|scroll-padding)-(?:left|right)\b|^float$|^clear$")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def one_sided(css: str) -> list[str]:
    """Return the declarations that are only right in one direction."""
    found = []
    for block in re.findall(r"\{[^{}]*\}", COMMENT.sub("", css)):
        said = dict(RULE.findall(block))
        found += [name for name in said if PHYSICAL.search(name)]
        found += [name for name in ("left", "right") if said.get("left") != said.get("right")]
        found += [name for name, value in said.items() if re.search(r"\b(left|right)\b", value)]
        found += [name for name in SIDES & said.keys() if unlike(split(said[name]))]
    return found


def split(value: str) -> list[str]:
    """Return the parts of a value; what stands in brackets is one part."""
    while "(" in value:
        value = re.sub(r"\w*[-\w]*\([^()]*\)", lambda call: f"_{hash(call[0])}", value)
    return value.split()


def unlike(parts: list[str]) -> bool:
    return len(parts) == 4 and parts[1] != parts[3]


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_is_right_in_both_directions(path: Path) -> None:
    assert one_sided(path.read_text()) == []


@pytest.mark.parametrize(
    "css",
    [
        "a{margin-left:1px}",
        "a{padding:1px 2px 1px 0}",
        "a{left:0}",
        "a{text-align:right}",
        "a{float:left}",
    ],
)
def test_the_search_finds_what_it_looks_for(css: str) -> None:
    assert one_sided(css) != []
    assert one_sided("a{padding:1px max(2px, calc(1px + 2px)) 1px max(2px, calc(1px + 2px))}") == []

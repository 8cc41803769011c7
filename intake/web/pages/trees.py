"""Parts of a page as data: what nobody sees at first comes with what the script fetches.

Our pages let no script make elements from text (``require-trusted-types-for 'script'``), so a piece
of a template becomes trees. A tree is a text, or ``[tag, attributes, *trees]``.
"""

import re
from html.parser import HTMLParser
from typing import Any

#: None that is meant, such as the one before a French question mark.
BLANKS = re.compile(r"[ \t\n]+")
#: Elements without an end, of those our templates use.
VOID = frozenset({"br", "hr", "img", "input", "wbr"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[list[Any]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made: list[Any] = [tag, {name: value or "" for name, value in attrs}]
        self.open[-1].append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if self.open.pop()[:1] != [tag]:
            raise ValueError(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        self.open[-1].append(BLANKS.sub(" ", data))


def read_trees(html: str) -> list[Any]:
    """Return the trees of a piece of HTML in which, as in our templates, every element is closed.

    Raises:
        ValueError: One is not.
    """
    reader = _Reader()
    reader.feed(html.strip())
    reader.close()
    if len(reader.open) != 1:
        raise ValueError(f"<{reader.open[-1][0]}> stays open")
    return reader.open[0]

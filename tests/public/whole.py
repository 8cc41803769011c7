"""A page with everything that its script puts in from the page's data."""

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from flask import Flask

from intake.web.pages.trees import VOID

DATA = re.compile(r'data-src="?([^" >]+)')


def grown(trees: Iterable[Any]) -> str:
    """Return the HTML that gave these trees."""
    return "".join(escape(tree) if isinstance(tree, str) else _element(*tree) for tree in trees)


def _element(tag: str, attributes: dict[str, str], *inside: Any) -> str:  # noqa: ANN401 - trees
    named = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    end = "" if tag in VOID else f"</{tag}>"
    return f"<{tag}{named}>{grown(inside)}{end}"


def whole_page(app: Flask, path: str) -> str:
    """Return a page, with the parts that come as trees before the end of its main part."""
    page = app.test_client().get(path).text
    (src,) = DATA.findall(page) or [""]
    data = app.test_client().get(src).get_json() if src else {}
    parts = grown([*data.get("rest", ()), *data.get("receipt", ())])
    return page.replace("</main>", f"{parts}</main>")

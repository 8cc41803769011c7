"""The page between filling in and sending, as a browser without JavaScript posts it again."""

from html.parser import HTMLParser
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import TestResponse

FORM = "application/x-www-form-urlencoded"


class _Hidden(HTMLParser):
    """Collects the hidden fields of a page, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "input" and found.get("type") == "hidden":
            self.fields.append((str(found["name"]), found.get("value") or ""))


def hidden_fields(page: TestResponse) -> list[tuple[str, str]]:
    """Return the fields that the page would post, without its buttons."""
    parser = _Hidden()
    parser.feed(page.get_data(as_text=True))
    return parser.fields


def press(app: Flask, page: TestResponse, lang: str = "en", **button: str) -> TestResponse:
    """Press a button of the page; "Send" has no value of its own."""
    body = urlencode([*hidden_fields(page), *button.items()])
    return app.test_client().post(f"/{lang}/plain", data=body, content_type=FORM)

"""What Tor Browser 15 on Windows sends (Firefox ESR 140), in its order.

Taken down from Firefox ESR 140.12, with ``privacy.resistFingerprinting`` and without, as it opened
a page like ours over HTTP/1.1; the agent is that of the system which most people have.
"""

from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from html.parser import HTMLParser

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
#: By its name alone: what else WeChat's browser sends was not looked up.
WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
    " Chrome/126.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50"
)
OWN = "/static/"
MOST_READ = 1 << 18  # Bytes of a page that are looked through; ours have a fifth.


class Packing(StrEnum):
    """What is accepted: over https and from onions, or over plain http and through old proxies."""

    BROTLI = "gzip, deflate, br, zstd"
    GZIP = "gzip, deflate"

    def __str__(self) -> str:
        """Return what a server of ours answers with."""
        return "br" if self is Packing.BROTLI else "gzip"


class Kind(StrEnum):
    """As what a browser asks for something."""

    PAGE, SCRIPT, LATER, STYLE, DATA = "page", "script", "later", "style", "data"


_PAGES = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_ACCEPTS = {Kind.PAGE: _PAGES, Kind.STYLE: "text/css,*/*;q=0.1"}
_FETCHED = {  # Sec-Fetch-Dest, -Mode and -Site, and Priority.
    Kind.PAGE: ("document", "navigate", "none", "u=0, i"),
    Kind.SCRIPT: ("script", "cors", "same-origin", ""),  # A module in the head of a page.
    Kind.LATER: ("script", "cors", "same-origin", "u=4"),  # And one of low priority.
    Kind.STYLE: ("style", "no-cors", "same-origin", "u=2"),
    Kind.DATA: ("empty", "cors", "same-origin", "u=4"),
}


def headers(kind: Kind, packing: Packing, *, wechat: bool = False) -> dict[str, str]:
    """Return what is sent after ``Host``."""
    to, mode, site, priority = _FETCHED[kind]
    is_page = kind is Kind.PAGE
    return {
        "User-Agent": WECHAT if wechat else FIREFOX,
        "Accept": _ACCEPTS.get(kind, "*/*"),
        "Accept-Language": "en-US,en;q=0.5",
        "Accept-Encoding": packing.value,
        "Connection": "keep-alive",
        **({"Upgrade-Insecure-Requests": "1"} if is_page else {}),
        "Sec-Fetch-Dest": to,
        "Sec-Fetch-Mode": mode,
        "Sec-Fetch-Site": site,
        **({"Sec-Fetch-User": "?1"} if is_page else {}),
        **({"Priority": priority} if priority else {}),
    }


def find_kind(path: str) -> Kind:
    """Return as what a file is asked for that no page led to."""
    kinds = {"js": Kind.SCRIPT, "css": Kind.STYLE, "json": Kind.DATA}
    return kinds.get(path.rpartition(".")[2], Kind.PAGE)


def find_own(page: bytes) -> Iterator[tuple[str, Kind]]:
    """Yield what a page asks its own server for by itself, each once, in its order."""
    found = _Own()
    with suppress(AssertionError):  # Of markup that no page of ours has.
        found.feed(page[:MOST_READ].decode("utf-8", "replace"))
    yield from found.files.items()


class _Own(HTMLParser):
    """Reads which files a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, Kind] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        path = given.get("href" if tag == "link" else "src") or given.get("data-src", "")
        if path.startswith(OWN):
            is_later = tag == "script" and given.get("fetchpriority") == "low"
            self.files.setdefault(path, Kind.LATER if is_later else find_kind(path))

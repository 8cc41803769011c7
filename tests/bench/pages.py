"""Bytes and requests of the public pages, as they cross the wire: HTTP/1.1 with its headers.

"Before use" is what a browser must have to show the first question: the document, and whatever it
names that blocks showing it. "Afterwards" is what the page's script then loads: itself and the
form's data. TLS and what is sent by the browser come on top of both. The floor of a page is its
words alone in the same compression; the floor of the bundle is bare age and Ed25519.
"""

import gzip
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import brotli

from tests.bench.figures import Figure, Goal
from tests.bench.servers import ROOT, Server
from tests.public.bounds import TABLE

PAGES = {"start": "", "form": "form", "help": "help", "box": "box"}
LANGUAGES = ("en", "zh-Hans")
PAGE_GOALS = {name: Goal(row["most"], of="ours") for name, row in TABLE.items()}
REQUEST_GOAL = Goal(2, of="ours")
#: Of each script: what moves the form is there first, what seals it comes while it is in use.
BUNDLES = {"form.js": 12_000, "sealing.js": 24_000, "box.js": 26_100, "proving.js": 8_000}
ESBUILD = ROOT / "node_modules/.bin/esbuild"
TARGET = ("--bundle", "--minify", "--format=esm", "--target=chrome80,firefox116")


def _brotli(data: bytes) -> bytes:
    return bytes(brotli.compress(data, quality=11))


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


ENCODINGS: dict[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}


@dataclass
class Document(HTMLParser):
    """What a page says, and what it loads."""

    words: list[str] = field(default_factory=list)
    blocking: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Prepare the parser."""
        super().__init__()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is loaded."""
        self._inside = tag
        given = {name: value or "" for name, value in attrs}
        address = given.get("src") or (given.get("href", "") if tag == "link" else "")
        if address and not address.startswith("data:"):
            waits = tag == "script" and (given.get("type") == "module" or "async" in given)
            (self.later if waits else self.blocking).append(address)
        if "data-src" in given:
            self.later.append(given["data-src"])

    def handle_endtag(self, _tag: str) -> None:
        """Leave a style or script."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Note words."""
        if self._inside not in {"style", "script"} and data.strip():
            self.words.append(data.strip())


def read_document(html: bytes) -> Document:
    """Return what a page says and loads."""
    document = Document()
    document.feed(html.decode())
    return document


def measure_pages(server: Server) -> list[Figure]:
    """Return the bytes of every page, before use and afterwards, and the requests."""
    before, afterwards, requests = [], [], []
    for (name, path), lang in product(PAGES.items(), LANGUAGES):
        address = f"/{lang}/{path}"
        document = read_document(server.get(address, "identity").body)
        requests.append(1 + len(document.blocking))
        for encoding, compress in ENCODINGS.items():
            title = f"{name} page, {lang}, {encoding}"
            sizes = [server.get(each, encoding).size for each in (address, *document.blocking)]
            before.append(
                Figure(
                    "pages",
                    f"{title}: before use",
                    "bytes",
                    [sum(sizes)],
                    [len(compress("\n".join(document.words).encode()))],
                    PAGE_GOALS[encoding],
                    "floor: its words alone",
                )
            )
            if document.later:
                loaded = [server.get(each, encoding).size for each in document.later]
                note = f"{len(loaded)} more requests, kept by the browser"
                afterwards.append(
                    Figure("pages", f"{title}: afterwards", "bytes", [sum(loaded)], note=note)
                )
    most = Figure(
        "pages", "requests before use, most of any page", "", [max(requests)], goal=REQUEST_GOAL
    )
    return [*before, most, *measure_bundle(server), *afterwards]


def measure_bundle(server: Server) -> list[Figure]:
    """Return the sizes of the scripts of form and box: the compressed files, without headers."""
    floor = bundle(Path(__file__).parent / "floor.js")
    documents = [
        read_document(server.get(f"/en/{page}", "identity").body) for page in ("form", "box")
    ]
    found = {
        name_of(address): address
        for document in documents
        for address in document.later
        if address.endswith(".js")
    }
    figures = []
    for name, (encoding, compress) in product(BUNDLES, ENCODINGS.items()):
        size = len(server.get(found[name], encoding).body)
        goal = Goal(BUNDLES[name], of="ours") if encoding == "gzip" else None
        floors = [] if name in {"form.js", "proving.js"} else [len(compress(floor))]
        note = "floor: age files and Ed25519 alone" if floors else "no age file in it"
        title = f"{name}, {encoding}"
        figures.append(Figure("pages", title, "bytes", [size], floors, goal, note))
    return figures


def name_of(address: str) -> str:
    """Return ``form.js`` for ``/static/form-0123456789abcdef.js``."""
    stem, _, suffix = address.rpartition("/")[2].partition("-")
    return f"{stem}.{suffix.partition('.')[2]}"


def bundle(entry: Path) -> bytes:
    """Return the bundle of a module, made as the product's are."""
    return subprocess.run([ESBUILD, entry, *TARGET], check=True, capture_output=True).stdout

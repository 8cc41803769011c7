"""Going through everything that is served, as people would who do not know one another.

Pages come first, in an order that is drawn, each with what it asks for by itself, as a browser
does; the list comes last: only who audits asks for it, and a server that has seen that can be
honest to everybody for an hour.
"""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from intake.verify.pages.fetching.browser import Kind, Packing, find_kind, find_own, headers
from intake.verify.pages.fetching.visiting import Served, Visits

LIST = "/.well-known/intake/pages"
POLICY = "content-security-policy"
PAGE, IN_WECHAT, FILE = "page", "wechat", "file"
Progress = Callable[[int, int], None]
Wanted = tuple[str, str]
"""Kind and path, as on the list."""
_DRAWN = secrets.SystemRandom()


class Met(NamedTuple):
    """One thing as it was served once."""

    wanted: Wanted
    packing: Packing
    digest: str  # Of its bytes.
    status: int
    headers: dict[str, str]


@dataclass(frozen=True)
class Round:
    """All that was met, and the list that was served at the end of it."""

    met: tuple[Met, ...]
    data: bytes


def go_round(
    visits: Visits,
    pages: Iterable[str],
    listed: Callable[[bytes], Iterable[Wanted]],
    tell: Progress,
) -> Round:
    """Ask for every page, then for the list, then for what it names beside them.

    Args:
        visits: The server.
        pages: Paths that are asked for before it is known what is listed.
        listed: The bytes of a list to what it names.
        tell: Is told how far it is.

    Raises:
        SourceError: Something could not be fetched whole.
        PageListError: There is no list.
    """
    wanted = [(kind, path) for kind in (PAGE, IN_WECHAT) for path in pages]
    met = list(_visit_all(visits, wanted, lambda done: tell(done, 2 * len(wanted))))
    data = fetch_list(visits)
    seen = {each.wanted for each in met}
    rest = [each for each in listed(data) if each not in seen]
    before, in_all = 2 * len(wanted), 2 * len(wanted) + 2 * len(rest)
    met += _visit_all(visits, rest, lambda done: tell(before + done, in_all))
    return Round(tuple(met), data)


def fetch_list(visits: Visits) -> bytes:
    """Return the bytes of the list as who types its address gets them; raises SourceError."""
    with visits.sit() as ask:
        return ask(LIST, headers(Kind.PAGE, Packing.BROTLI)).body


def _visit_all(
    visits: Visits, wanted: Iterable[Wanted], tell: Callable[[int], None]
) -> Iterator[Met]:
    drawn = [(each, packing) for each in wanted for packing in Packing]
    _DRAWN.shuffle(drawn)
    for number, (each, packing) in enumerate(drawn, start=1):
        yield from _visit(visits, each, packing)
        tell(number)


def _visit(visits: Visits, wanted: Wanted, packing: Packing) -> Iterator[Met]:
    kind, path = wanted
    with visits.sit() as ask:

        def get(wanted: Wanted, as_what: Kind) -> tuple[Served, Met]:
            sent = headers(as_what, packing, wechat=kind == IN_WECHAT)
            served = ask(wanted[1], sent)
            digest = hash_text(served.body)
            return served, Met(wanted, packing, digest, served.status, dict(served.headers))

        page, met = get(wanted, find_kind(path) if kind == FILE else Kind.PAGE)
        yield met
        for file, as_what in find_own(page.body) if kind != FILE else ():
            yield get((FILE, file), as_what)[1]


def hash_text(data: bytes) -> str:
    """Return the SHA-256 of bytes in base64url without padding."""
    return urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode("ascii")

"""Whether a server serves what its list says, and whether the list is the one in the log."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from intake.verify.pages.expected import EXPECTED
from intake.verify.pages.pagelist import NOTHING, PageList, PageListError, Thing, parse_pages
from intake.verify.pages.visiting import Served

LIST = "/.well-known/intake/pages"
POLICY = "content-security-policy"
#: What no page of ours carries, and by which a page can do something that its bytes do not say.
FOREIGN = ("set-cookie", "refresh", "link", "location", "clear-site-data", "report-to", "nel")
TRIES = 3  # The desk's hours may change between the list and a page.


class Visits(Protocol):
    """``visiting.Visitor``, or what a test puts in its place."""

    def fetch(self, path: str, *, wechat: bool = False) -> Served:
        """Return what is served under a path."""


@dataclass(frozen=True)
class Compared:
    """What came of it: the list, its hash in base64url, what differs, one line each."""

    pages: PageList
    digest: str
    differences: tuple[str, ...]


def compare_pages(
    visitor: Visits, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Compared:
    """Fetch the list and everything on it.

    Raises:
        SourceError: Something could not be fetched whole.
        PageListError: There is no list.
    """
    for _ in range(TRIES):
        data = visitor.fetch(LIST).body
        found = parse_pages(data)
        differences = list(_differences(visitor, found, progress))
        if not differences or visitor.fetch(LIST).body == data:
            return Compared(found, hash_text(data), tuple(differences))
    raise PageListError("the list changes faster than its pages can be fetched")


def _differences(
    visitor: Visits, found: PageList, progress: Callable[[int, int], None]
) -> Iterator[str]:
    for kind in ("page", "wechat"):
        listed = {each.path for each in found.things if each.kind == kind}
        yield from (f"{kind} {path}: not on the list" for path in sorted(EXPECTED - listed))
    for number, thing in enumerate(found.things, start=1):
        served = visitor.fetch(thing.path, wechat=thing.kind == "wechat")
        yield from (f"{thing.kind} {thing.path}: {what}" for what in _faults(thing, served))
        progress(number, len(found.things))


def _faults(thing: Thing, served: Served) -> Iterator[str]:
    if hash_text(served.body) != thing.body:
        yield "other bytes than the list says"
    if served.status != 200:
        yield f"answered {served.status}"
    policy = served.headers.get(POLICY)
    if (hash_text(policy.encode()) if policy is not None else NOTHING) != thing.policy:
        yield "another policy than the list says"
    for name in FOREIGN:
        if name in served.headers:
            yield f"a header that no page has: {name}"


def hash_text(data: bytes) -> str:
    """Return the SHA-256 of bytes in base64url without padding."""
    return urlsafe_b64encode(sha256(data).digest()).rstrip(b"=").decode("ascii")

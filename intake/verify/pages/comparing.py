"""Whether a server serves what its list says, however it is asked."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intake.verify.pages.expected import EXPECTED
from intake.verify.pages.fetching.browser import Packing
from intake.verify.pages.fetching.unpacking import KNOWN
from intake.verify.pages.fetching.visiting import Visits
from intake.verify.pages.pagelist import NOTHING, PageList, PageListError, Thing, parse_pages
from intake.verify.pages.rounds import (
    FILE,
    IN_WECHAT,
    PAGE,
    POLICY,
    Met,
    Progress,
    Round,
    Wanted,
    go_round,
    hash_text,
)

#: What no page of ours carries, and by which a page can do something that its bytes do not say.
FOREIGN = ("set-cookie", "refresh", "link", "location", "clear-site-data", "report-to", "nel")
TRIES = 3  # The desk's hours may change while pages are fetched.


@dataclass(frozen=True)
class Compared:
    """What came of it.

    Attributes:
        pages: The list.
        digest: Its hash in base64url.
        differences: What differs, one line each.
        unsteady: What differed in an earlier round and no more when it was asked for again.
        encodings: How many answers came in which encoding.
        policies: The policies of pages that were met.
    """

    pages: PageList
    digest: str
    differences: tuple[str, ...]
    unsteady: tuple[str, ...]
    encodings: Mapping[str, int]
    policies: Mapping[Wanted, frozenset[str]]


def compare_pages(visits: Visits, progress: Progress = lambda _done, _all: None) -> Compared:
    """Fetch everything that everybody is served, and the list, and compare.

    If something differs all is fetched once more: the list that was served before must be the one
    that is served after, or the desk's hours may have changed in between.

    Raises:
        SourceError: Something could not be fetched whole.
        PageListError: There is no list.
    """
    before, seen = None, dict[str, None]()
    for _ in range(TRIES):
        found = go_round(visits, sorted(EXPECTED), _listed, progress)
        differences = tuple(_differences(found))
        if not differences or found.data == before:
            unsteady = tuple(line for line in seen if line not in differences)
            return _compared(found, differences, unsteady)
        before = found.data
        seen |= dict.fromkeys(differences)
    raise PageListError("the list changes faster than its pages can be fetched")


def _listed(data: bytes) -> Iterator[Wanted]:
    return ((each.kind, each.path) for each in parse_pages(data).things)


def _compared(found: Round, differences: tuple[str, ...], unsteady: tuple[str, ...]) -> Compared:
    encodings = Counter(each.headers.get("content-encoding", "plain") for each in found.met)
    policies = defaultdict[Wanted, set[str]](set)
    for each in found.met:
        policies[each.wanted].add(each.headers.get(POLICY, ""))
    frozen = {wanted: frozenset(texts) for wanted, texts in policies.items()}
    pages = parse_pages(found.data)
    return Compared(pages, hash_text(found.data), differences, unsteady, encodings, frozen)


def _differences(found: Round) -> Iterator[str]:
    """Yield what differs, each once; how it was asked for is said where only one way shows it."""
    things = {(each.kind, each.path): each for each in parse_pages(found.data).things}
    for kind in (PAGE, IN_WECHAT):
        missing = sorted(path for path in EXPECTED if (kind, path) not in things)
        yield from (f"{kind} {path}: not on the list" for path in missing)
    shown = defaultdict[str, set[Packing]](set)
    for met in sorted(found.met, key=lambda each: each[:2]):
        for what in _faults(things.get(met.wanted), met):
            shown[f"{' '.join(met.wanted)}: {what}"].add(met.packing)
    for line, packings in shown.items():
        yield (
            line if len(packings) == len(Packing) else f"{line} (as {''.join(map(str, packings))})"
        )


def _faults(thing: Thing | None, met: Met) -> Iterator[str]:
    if thing is None:
        if met.wanted[0] == FILE:
            yield "not on the list, and a page asks for it"
        return
    if met.digest != thing.body:
        yield "other bytes than the list says"
    if met.status != 200:
        yield f"answered {met.status}"
    policy = met.headers.get(POLICY)
    if (hash_text(policy.encode()) if policy is not None else NOTHING) != thing.policy:
        yield "another policy than the list says"
    if (encoding := met.headers.get("content-encoding", "")) not in KNOWN:
        yield f"an encoding that no server of ours sends: {encoding}"
    yield from (f"a header that no page has: {name}" for name in FOREIGN if name in met.headers)

"""Whether what may run on the pages is a build of this program that the auditor has.

A list that a server made says of a bad script what it says of a good one. So each script of the
list is held against the files of a build, and each page's policy must allow nothing beside them:
then nothing else runs in a browser, whatever the page says.
"""

import re
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from intake.verify.pages.pagelist import PageList
from intake.verify.pages.rounds import FILE, Wanted

BUILT = Path(__file__).parents[2] / "static" / "built"
AT = "/static/"
DATA = ".json"  # Made when a server starts, from its own questions and texts.
_HASHED = re.compile(r"-[0-9a-f]{16}(?=\.)")
_STYLE = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='")
#: What a policy may say beside hashes, by the directive. No address of another machine is in it.
_SAID = {
    "default-src": {"'none'"},
    "connect-src": {"'self'"},
    "img-src": {"data:"},
    "form-action": {"'self'", "'none'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
    "require-trusted-types-for": {"'script'"},
    "trusted-types": {"'none'"},
}


class BuildError(Exception):
    """A folder that holds no build; the text says so."""


@dataclass(frozen=True)
class Build:
    """Files by their name on the web, each with the SHA-256 of its bytes."""

    files: Mapping[str, bytes]

    @property
    def scripts(self) -> frozenset[str]:
        """Return the sources that a policy may allow."""
        found = (digest for name, digest in self.files.items() if name.endswith(".js"))
        return frozenset(f"'sha256-{b64encode(digest).decode()}'" for digest in found)


def read_build(folder: Path) -> Build:
    """Read what ``intake/static/build.js`` wrote; the bytes count, not what stands beside them.

    Raises:
        BuildError: There is none.
    """
    if not (folder / "manifest.json").is_file():
        raise BuildError(f"{folder} holds no manifest.json: no build")
    files = (each for each in folder.iterdir() if _HASHED.search(each.name) and each.is_file())
    return Build({each.name: sha256(each.read_bytes()).digest() for each in files})


def differ_from_build(
    build: Build, pages: PageList, policies: Mapping[Wanted, frozenset[str]]
) -> Iterator[str]:
    """Yield what the list names, or a page's policy allows, and the build does not have."""
    here = {_plain(name): name for name in build.files}
    for thing in pages.things:
        name = thing.path.removeprefix(AT)
        if thing.kind == FILE and not name.endswith(DATA) and not _has(build, name, thing.body):
            own = here.get(_plain(name))
            yield f"file {thing.path}: not of this build, which has {own or 'none of that name'}"
    for wanted, texts in sorted(policies.items()):
        if wanted[0] != FILE:
            found = dict.fromkeys(each for text in sorted(texts) for each in _beyond(text, build))
            yield from (f"{' '.join(wanted)}: its policy allows {each}" for each in found)


def count_data(pages: PageList) -> int:
    """Return how many files are no part of any build: data, which a page reads and does not run."""
    return sum(each.kind == FILE and each.path.endswith(DATA) for each in pages.things)


def _has(build: Build, name: str, digest: str) -> bool:
    own = build.files.get(name)
    return own is not None and urlsafe_b64encode(own).rstrip(b"=").decode() == digest


def _beyond(policy: str, build: Build) -> Iterator[str]:
    """Yield what a policy allows beyond the scripts of a build and this server."""
    given = [each.split() for each in policy.split(";") if each.strip()]
    if ["default-src", "'none'"] not in given:
        yield "whatever it does not name"
    for name, *sources in given:
        if name == "script-src":
            known: set[str] | frozenset[str] = build.scripts
        elif name == "style-src":
            known = {each for each in sources if _STYLE.fullmatch(each)}
        else:
            known = _SAID.get(name, set())
        yield from (f"{name} {each}" for each in sources if each not in known)


def _plain(name: str) -> str:
    return _HASHED.sub("", name)

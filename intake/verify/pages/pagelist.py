"""The list of what everybody is served: every constant page and every file, each with its hashes.

    intake-pages/v1
    origin example.org
    desk 3
    duty here 2026-11-29 17
    file - <hash> 9117 /static/form-0123456789abcdef.js
    page <hash> <hash> 7778 /zh-Hans/form
    wechat <hash> <hash> 7990 /zh-Hans/form

Lines end with LF; those of things are sorted as bytes. The first hash is that of the policy
(``Content-Security-Policy``), the second that of the body without any encoding: SHA-256 in
base64url. The SHA-256 of the whole list stands in the access log (``sys.pages``).
"""

import re
from dataclasses import dataclass

FIRST = "intake-pages/v1"
NOTHING = "-"  # In place of a hash or a day: there is none.
MOST_BYTES = 200_000
_HASH = r"[A-Za-z0-9_-]{43}"
_THING = re.compile(
    rf"(file|page|wechat) (-|{_HASH}) ({_HASH}) (0|[1-9][0-9]{{0,8}}) (/[!-~]{{0,200}})"
)
_HEAD = re.compile(
    r"origin ([!-~]{1,200})\ndesk (0|[1-9][0-9]{0,8})\n"
    r"duty (here|away) (-|[0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]|1[0-9]|2[0-4])\n"
)


class PageListError(ValueError):
    """A text is no such list; it says where in a few words of ours."""


@dataclass(frozen=True, order=True)
class Thing:
    """One thing that is served.

    Attributes:
        kind: ``page``, ``wechat`` (the same page in WeChat's browser) or ``file``.
        policy: SHA-256 of its policy in base64url, ``-`` where it has none.
        body: SHA-256 of its bytes.
        length: Of its bytes.
        path: On the server.
    """

    kind: str
    policy: str
    body: str
    length: int
    path: str

    def __str__(self) -> str:
        """Return its line."""
        return f"{self.kind} {self.policy} {self.body} {self.length} {self.path}"


@dataclass(frozen=True)
class PageList:
    """A whole list; ``duty`` is the state of the desk as three words (here or away, day, hour)."""

    origin: str
    desk_epoch: int  # 0 before there is a desk
    duty: str
    things: tuple[Thing, ...]


def encode_pages(found: PageList) -> bytes:
    """Return the bytes of a list."""
    head = [FIRST, f"origin {found.origin}", f"desk {found.desk_epoch}", f"duty {found.duty}"]
    return "".join(f"{line}\n" for line in (*head, *sorted(map(str, found.things)))).encode("ascii")


def parse_pages(data: bytes) -> PageList:
    """Return the list that these bytes are.

    Raises:
        PageListError: They are none, or not as ``encode_pages`` writes it.
    """
    text = data.decode("ascii", "replace")
    first, _, rest = text.partition("\n")
    head = _HEAD.match(rest)
    if first != FIRST or head is None or len(data) > MOST_BYTES:
        raise PageListError("not a list of pages")
    lines = rest[head.end() :].split("\n")
    things = tuple(_thing(line) for line in lines[:-1])
    origin, epoch, here, day, hour = head.groups()
    found = PageList(origin, int(epoch), f"{here} {day} {hour}", things)
    if encode_pages(found) != data or len({(each.kind, each.path) for each in things}) != len(
        things
    ):
        raise PageListError("not sorted, or something stands twice")
    return found


def _thing(line: str) -> Thing:
    found = _THING.fullmatch(line)
    if found is None:
        raise PageListError("a line is none of a thing")
    kind, policy, body, length, path = found.groups()
    return Thing(kind, policy, body, int(length), path)

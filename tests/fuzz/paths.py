"""Methods, paths, queries and headers that no page of ours sends."""

from random import Random
from urllib.parse import quote

from tests.fuzz.cases import Case, Subject, hostile_bytes, hostile_text

METHODS = (
    "GET",
    "GET",
    "POST",
    "HEAD",
    "OPTIONS",
    "PUT",
    "DELETE",
    "PATCH",
    "TRACE",
    "BREW",
    "A" * 99,
)
BELIEVED = (  # By some server, somewhere.
    *("SCRIPT_NAME", "Script-Name", "PATH_INFO", "Path-Info", "SERVER_NAME", "REMOTE_ADDR"),
    *("REMOTE_USER", "Remote-User", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"),
    *("X-Forwarded-Prefix", "Forwarded", "X-Real-IP", "X-Original-URL", "X-Rewrite-URL"),
    *("X-HTTP-Method-Override", "Proxy", "X-Script-Name", "HTTPS", "Front-End-Https"),
)
ORDINARY = (
    *("Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "Origin", "Range"),
    *("If-None-Match", "If-Modified-Since", "Sec-Fetch-Site", "X-CSRFToken", "Referer", "Expect"),
    *(
        "Content-Type",
        "Content-Encoding",
        "Connection",
        "Upgrade",
        "TE",
        "User-Agent",
        "Cache-Control",
    ),
)
PARTS = ("..", ".", "%2e%2e", "%2f", "desk", "en", "zh-Hans", "static", "log", "x" * 300, "a" * 32)


def make(random: Random, subject: Subject) -> Case:
    """Return a request that is whole, for somewhere."""
    rule = random.choice(subject.addresses)[1]
    path = fill(random, rule) if random.random() < 0.6 else _path(random)
    lines = [f"{name}: {_value(random)}" for name in random.sample(ORDINARY, 2)]
    lines += [
        f"{name}: {random.choice(['/x', '/desk/', 'https', '127.0.0.1'])}" for name in _some(random)
    ]
    return Case("paths", subject.head(random.choice(METHODS), path + _query(random), *lines))


def fill(random: Random, rule: str) -> str:
    """Return an address of a rule, its places filled with hostile values or likely ones."""
    start, _, rest = rule.partition("<")
    while rest:
        _, _, after = rest.partition(">")
        likely = ["en", "zh-Hans", "a" * 32, "0" * 32, "0", str(2**53), "-1", "checkpoint", "x001"]
        start += random.choice([*likely, quote(hostile_bytes(random)[:200].replace(b"\0", b""))])
        start, _, rest = (start + after).partition("<")
    return start.replace("LANG", "en")


def _path(random: Random) -> str:
    parts = random.choices(PARTS, k=random.randrange(6))
    parts += [quote(hostile_bytes(random)[:300].replace(b"\0", b""))]
    random.shuffle(parts)
    return "/" + "/".join(parts).lstrip("/")


def _query(random: Random) -> str:
    return "" if random.random() < 0.5 else "?" + quote(hostile_bytes(random), safe="&=%+")


def _value(random: Random) -> str:
    text = hostile_text(random)
    return "".join(each for each in text if " " <= each <= "~" or "\xa0" <= each <= "\xff")[:2_000]


def _some(random: Random) -> list[str]:
    return random.sample(BELIEVED, random.choice([0, 1, 3]))

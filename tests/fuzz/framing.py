"""Requests whose shape is wrong: lengths, chunks, heads, hosts, targets, versions."""

from collections.abc import Callable
from random import Random

from tests.fuzz.cases import Case, Subject, damage, hostile_bytes

FORM = "Content-Type: application/x-www-form-urlencoded"
CHUNKED = "Transfer-Encoding: chunked"
LENGTHS = ("-1", "+5", "5 5", "5, 6", "0x5", "５", "1e3", "", " ", "9" * 5_000, "5\x0b", "5_0")
CODINGS = ("gzip", "chunked, gzip", "identity", "chunked, chunked", "\x0bchunked", "chunked;x", "x")
CHUNKS = (b"zz\r\na\r\n", b"-1\r\na\r\n", b"3\r\nabcd\r\n", b"0x3\r\nabc\r\n", b"3;\0\r\nabc\r\n")
HOSTS = ("", "a b", "a,b", "a/b", "a@b", "[", "a:b", "a:1:2", "\x7f", "%00", "a\\b", "<x>")
VERSIONS = ("HTTP/2.0", "HTTP/0.9", "HTTP/9.9", "HTTP/1.10", "http/1.1", "HTTP/1.", "HTP/1.1", "x")
LINES = (b" X: folded", b"X : y", b": y", b"X", b"X\0: y", b"X: \0y", b"X: y\rZ: 1", b"\x01: y")
TARGETS = (
    *(
        "http://other.invalid/en/",
        "http://[/en/",
        "//other.invalid/en/",
        "*",
        "en/help",
        "localhost:80",
    ),
    *("/en/help#x", "/en/help%00", "/\x7f", "/en/\xe9", "?x=1", "\\en\\help", "/%0d%0aX:%201"),
)


def make(random: Random, subject: Subject) -> Case:
    """Return a request that must be refused, or one that never ends."""
    return random.choice(MAKERS)(random, subject)


def _wrong(data: bytes) -> Case:
    return Case("framing", data, is_wrong=True)


def _length(random: Random, subject: Subject) -> Case:
    said = f"Content-Length: {random.choice(LENGTHS)}"
    return _wrong(subject.head("POST", "/en/form", FORM, said) + b"abcde")


def _both(random: Random, subject: Subject) -> Case:
    lines = [FORM, CHUNKED, f"Content-Length: {random.choice([0, 3, 5, 100])}"]
    random.shuffle(lines)
    return _wrong(subject.head("POST", "/en/form", *lines) + b"3\r\na=1\r\n0\r\n\r\n")


def _coding(random: Random, subject: Subject) -> Case:
    said = f"Transfer-Encoding: {random.choice(CODINGS)}"
    more = random.choice([[], [CHUNKED]])
    return _wrong(subject.head("POST", "/en/form", FORM, said, *more) + b"3\r\na=1\r\n0\r\n\r\n")


def _chunks(random: Random, subject: Subject) -> Case:
    body = b"1\r\na\r\n" * random.randrange(20) + random.choice(CHUNKS) + b"0\r\n\r\n"
    return _wrong(subject.head("POST", "/en/form", FORM, CHUNKED) + body)


def _long_line(random: Random, subject: Subject) -> Case:
    line = random.choice([b"1;" + b"x" * 70_000, b"0" * 70_000 + b"1", b"0\r\n" + b"X: y" * 30_000])
    return _wrong(subject.head("POST", "/en/form", FORM, CHUNKED) + line)


def _host(random: Random, subject: Subject) -> Case:
    host = random.choice([*HOSTS, subject.host + "\r\nHost: other.invalid"])
    lines = f"GET /en/help HTTP/1.1\r\nHost: {host}\r\n\r\n"
    return _wrong(lines.encode("latin-1"))


def _no_host(random: Random, _subject: Subject) -> Case:
    version = random.choice(["1.0", "1.1"])
    return _wrong(f"GET /en/help HTTP/{version}\r\n\r\n".encode())


def _version(random: Random, subject: Subject) -> Case:
    line = f"GET /en/help {random.choice(VERSIONS)}\r\nHost: {subject.host}\r\n\r\n"
    return _wrong(line.encode())


def _target(random: Random, subject: Subject) -> Case:
    line = f"GET {random.choice(TARGETS)} HTTP/1.1\r\nHost: {subject.host}\r\n\r\n"
    return _wrong(line.encode("latin-1"))


def _line(random: Random, subject: Subject) -> Case:
    head = subject.head("GET", "/en/help")[:-2]
    return _wrong(head + random.choice(LINES) + b"\r\n\r\n")


def _big_head(random: Random, subject: Subject) -> Case:
    filler = random.choice([f"X: {'a' * 20_000}", "\r\n".join(f"X-{n}: y" for n in range(3_000))])
    return _wrong(subject.head("GET", "/en/help", filler))


def _cut(random: Random, subject: Subject) -> Case:
    whole = subject.head("POST", "/en/form", FORM, "Content-Length: 5000") + b"plain=1&story=" * 30
    return Case("framing", whole[: random.randrange(len(whole))], is_whole=False)


def _damaged(random: Random, subject: Subject) -> Case:
    whole = subject.head(
        "GET", "/en/help", "Accept: text/html", "Accept-Encoding: br", "Cookie: a=b"
    )
    return Case("framing", damage(random, whole), is_whole=False)


def _noise(random: Random, _subject: Subject) -> Case:
    return Case("framing", hostile_bytes(random) + b"\r\n\r\n", is_whole=False)


Maker = Callable[[Random, Subject], Case]
MAKERS: tuple[Maker, ...] = (
    *(_length, _both, _coding, _chunks, _long_line, _host, _no_host, _version, _target, _line),
    *(_big_head, _cut, _damaged, _damaged, _noise),
)

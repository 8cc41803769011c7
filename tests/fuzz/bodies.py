"""Bodies that are whole and wrong: forms, parts, JSON, for every address that takes one."""

import json
from collections.abc import Callable
from random import Random
from urllib.parse import quote_from_bytes

from tests.fuzz.cases import Case, Subject, damage, hostile_bytes, hostile_text
from tests.fuzz.paths import fill

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
KEYS = ("v", "token", "username", "secret", "totp", "epoch", "id", "sha256", "salt", "name", "x")
NUMBERS = (0, 1, -1, 2**31, 2**53, 2**64, 10**400, 1e308, 0.1)
#: Costly on purpose (Argon2, PBKDF2), and tried by floods of their own: `make load`.
COSTLY = ("/sign-in", "/box")


def make(random: Random, subject: Subject) -> Case:
    """Return a POST or the like with a body that nobody's page sends."""
    return random.choice(MAKERS)(random, subject)


def _form(random: Random, subject: Subject) -> Case:
    names = [*subject.form.questions, "plain", "form_version", "edit", "code", "__proto__", "x"]
    pairs = [
        (random.choice(names).encode(), hostile_bytes(random)) for _ in range(random.randrange(30))
    ]
    pairs += random.choice([[], [(b"plain", b"1")], [(b"a", b"b")] * 700])
    random.shuffle(pairs)
    if random.random() < 0.5:
        pairs = [
            (quote_from_bytes(name).encode(), quote_from_bytes(value).encode())
            for name, value in pairs
        ]
    body = b"&".join(name + b"=" + value for name, value in pairs)
    return _sent(random, subject, random.choice(["/en/form", "/zh-Hans/plain"]), FORM, body)


def _long_form(random: Random, subject: Subject) -> Case:
    body = b"plain=1&story=" + hostile_bytes(random) * random.choice([10, 1_000, 20_000])
    return _sent(random, subject, "/en/form", FORM, body[: random.choice([600_000, 900_000])])


def _json(random: Random, subject: Subject) -> Case:
    value = (
        _value(random, 3)
        if random.random() < 0.3
        else {key: _value(random, 2) for key in random.sample(KEYS, random.randrange(len(KEYS)))}
    )
    body = json.dumps(value).encode()
    if random.random() < 0.3:
        body = damage(random, body)
    return _anywhere(random, subject, JSON, body)


def _deep(random: Random, subject: Subject) -> Case:
    count = random.choice([10, 2_000, 100_000])
    body = random.choice(
        [b"[" * count, b'{"a":' * count, b"[" * count + b"]" * count, b"1" * count]
    )
    return _anywhere(random, subject, JSON, body)


def _bytes(random: Random, subject: Subject) -> Case:
    kind = random.choice([FORM, JSON, "multipart/form-data", "text/plain", "", "x/" + "y" * 200])
    return _anywhere(random, subject, kind, hostile_bytes(random))


def _anywhere(random: Random, subject: Subject, kind: str, body: bytes) -> Case:
    rules = [
        rule for method, rule in subject.addresses if method != "GET" and not rule.endswith(COSTLY)
    ]
    return _sent(random, subject, fill(random, random.choice(rules)), kind, body)


def _sent(random: Random, subject: Subject, path: str, kind: str, body: bytes) -> Case:
    lines = random.choice([[], ["Accept: text/html"], ["Sec-Fetch-Site: cross-site"]])
    return Case("bodies", subject.post(path, kind, body, *lines))


def _value(random: Random, depth: int) -> object:
    kinds: list[Callable[[], object]] = [
        lambda: None,
        lambda: True,
        lambda: random.choice(NUMBERS),
        lambda: hostile_text(random),
        lambda: "A" * random.choice([22, 43, 44, 10_000]),
    ]
    if depth:
        kinds.append(lambda: [_value(random, depth - 1) for _ in range(random.randrange(4))])
        kinds.append(lambda: {hostile_text(random): _value(random, depth - 1) for _ in range(3)})
    return random.choice(kinds)()


Maker = Callable[[Random, Subject], Case]
MAKERS: tuple[Maker, ...] = (_form, _form, _long_form, _json, _json, _deep, _bytes)

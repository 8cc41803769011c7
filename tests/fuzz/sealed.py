"""Sealed reports that were changed on the way: parts, what is said of them, and their wrapping."""

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from intake.crypto.case.objects import sha256
from intake.crypto.encoding import encode_json
from tests.fuzz.cases import Case, Subject, damage, hostile_text

SEAM = "f" * 48


def make(random: Random, subject: Subject) -> Case:
    """Return a report that must not be stored as it was sealed."""
    return random.choice(MAKERS)(random, subject)


def _part(random: Random, subject: Subject) -> Case:
    """Change a part; its hash no longer fits."""
    parts = _parts(subject)
    name = random.choice([*subject.sending.parts])
    parts[name] = damage(random, parts[name])
    return _wrong(subject, parts)


def _header(random: Random, subject: Subject) -> Case:
    """Change the header of an age file and give it its hash: what is no age file is refused."""
    name, meta = random.choice([*subject.sending.parts]), _meta(subject)
    parts = _parts(subject)
    head, mark, rest = parts[name].partition(b"\n--- ")
    parts[name] = damage(random, head) + mark + rest
    meta["sha256"][name] = sha256(parts[name])
    return Case("sealed", _post(subject, parts | {"meta": encode_json(meta)}))


def _length(random: Random, subject: Subject) -> Case:
    """Cut or lengthen a file and give it its hash: it has no padded length any more."""
    name, meta = random.choice([*subject.sending.parts]), _meta(subject)
    parts = _parts(subject)
    count = random.randrange(1, 900)
    parts[name] = random.choice([parts[name][:-count], parts[name] + bytes(count), b""])
    meta["sha256"][name] = sha256(parts[name])
    return _wrong(subject, parts | {"meta": encode_json(meta)})


def _meta_value(random: Random, subject: Subject) -> Case:
    meta = _meta(subject)
    place: dict[str, Any] = random.choice([meta, meta["ids"], meta["sha256"]])
    key = random.choice([*place])
    wrong: list[object] = [
        None,
        -1,
        2**64,
        1.5,
        True,
        [],
        {},
        "",
        hostile_text(random),
        "A" * 43 + "=",
        "G" * 32,
    ]
    place[key] = random.choice([each for each in wrong if each != place[key]])
    return _wrong(subject, _parts(subject) | {"meta": _encoded(meta)})


def _meta_keys(random: Random, subject: Subject) -> Case:
    meta = _meta(subject)
    if random.random() < 0.5:
        del meta[random.choice([*meta])]
    else:
        meta[random.choice(["server_saw", "x", "__proto__", "at"])] = True
    return _wrong(subject, _parts(subject) | {"meta": _encoded(meta)})


def _wrapping(random: Random, subject: Subject) -> Case:
    body = _body(_parts(subject))
    kind = f"multipart/form-data; boundary={SEAM}"
    edges = [0, 200, len(body) - 60, len(body)]
    at = random.choice(edges[:3])
    changed = body[:at] + damage(random, body[at : at + 60]) + body[at + 60 :]
    return Case("sealed", subject.post("/en/form", kind, changed))


def _names(random: Random, subject: Subject) -> Case:
    parts = _parts(subject)
    name = random.choice([*parts])
    moved = parts.pop(name)
    if random.random() < 0.5:
        parts[random.choice(["x", "server_saw", name.upper()])] = moved
    return _wrong(subject, parts)


def _encoded(meta: dict[str, Any]) -> bytes:
    try:
        return encode_json(meta)
    except ValueError:  # A number or half of a surrogate pair that our JSON does not have.
        return repr(meta).encode("utf-8", "replace")


def _meta(subject: Subject) -> dict[str, Any]:
    return copy.deepcopy(subject.sending.meta)


def _parts(subject: Subject) -> dict[str, bytes]:
    return {"meta": encode_json(subject.sending.meta), **subject.sending.parts}


def _body(parts: dict[str, bytes]) -> bytes:
    head = 'Content-Disposition: form-data; name="{0}"; filename="{0}"\r\n\r\n'
    pieces = [
        f"--{SEAM}\r\n{head.format(n)}".encode() + data + b"\r\n" for n, data in parts.items()
    ]
    return b"".join([*pieces, f"--{SEAM}--\r\n".encode()])


def _post(subject: Subject, parts: dict[str, bytes]) -> bytes:
    return subject.post("/en/form", f"multipart/form-data; boundary={SEAM}", _body(parts))


def _wrong(subject: Subject, parts: dict[str, bytes]) -> Case:
    return Case("sealed", _post(subject, parts), is_wrong=True)


Maker = Callable[[Random, Subject], Case]
MAKERS: tuple[Maker, ...] = (_part, _header, _length, _meta_value, _meta_keys, _wrapping, _names)

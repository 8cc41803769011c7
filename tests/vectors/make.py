"""Write the vectors of the sealing core: ``.venv/bin/python -m tests.vectors.make``.

``build`` is deterministic; a test compares what it returns with the committed files.
"""

import json
import math
from collections.abc import Callable

from intake.crypto.age import hybrid
from intake.crypto.case import receipts
from intake.crypto.case.keyfiles import case_id
from intake.crypto.padding import KINDS
from tests.vectors import (
    make_accounts,
    make_case,
    make_comparing,
    make_ed25519,
    make_inquiries,
    make_objects,
    make_roster,
    make_standing,
)
from tests.vectors.fixtures import (
    HERE,
    TOKYO,
    Vector,
    name_of,
    public,
    recipient,
    sealed,
    sealed_by_npm,
    seed,
)

SHOWN = "0123 4567 8901 2345 6789 0123 4567"
DIGITS = SHOWN.replace(" ", "")
# Scripts that every browser we name knows (Unicode 12), those of more than 16 bits too.
ZEROS = (
    *(
        0x0660,
        0x06F0,
        0x07C0,
        0x0966,
        0x09E6,
        0x0E50,
        0x0F20,
        0x1040,
        0x17E0,
        0x1810,
        0x1A80,
        0x1A90,
    ),
    *(0xA9D0, 0xFF10, 0x104A0, 0x11D50, 0x1D7CE, 0x1D7D8, 0x1D7F6, 0x1E950),
)
BETWEEN = (
    "\t\n\v\f\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200a-\xad\u2010\u2015\u2212\uff0d"
    ".\xb7\u2022\u3002\u30fb\uff0e\u0f0b\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069,\u3001\uff0c;:/_()"
    "\u06d4\u061b\u2460\u00b2\u4e03\U0001f600l"
)


def encoding_vectors() -> list[Vector]:
    """Canonical JSON, as hex because some of it is not text; ``ok`` says whether it is one."""
    special = '\\u0000\\b\\t\\n\\f\\r\\u001f\x7f\\"\\\\/\u2028\u2029' + TOKYO + "\U0001f680"
    canonical = [
        b'{"a":[1,-1,true,false,null,"x"],"b":{}}',
        b'{"max":9007199254740991,"min":-9007199254740991}',
        f'{{"s":"{special}"}}'.encode(),
        b"{}", b"[]", b'""', b"0", b"null",
        b'{"a":' + b"[" * 15 + b"]" * 15 + b"}",
    ]  # fmt: skip
    refused = [
        b'{"a":' + b"[" * 16 + b"]" * 16 + b"}",
        b"[" * 3_000,
        b'{"b":1,"a":1}', b'{"a":1,"a":1}', b'{"a": 1}', b' {"a":1}', b'{"a":1}\n', b"",
        b"1.0", b"1e2", b"-0", b"01", b"1.5", b"9007199254740992", b"9" * 5000, b"NaN", b"Infinity",
        b'"\\u0041"', b'"\\/"', b'"\\u001F"', b'"\\u0008"', b'"\\ud800"', b'"\\ud83d\\ude80"',
        b'"\xed\xa0\x80"', b'"\xff"', b"\xef\xbb\xbf{}", b'{"\xc3\xa9":1}', b'"\t"', b"{'a':1}",
        b"[1,]", b"[1] x", b"\x00",
    ]  # fmt: skip
    return [
        {"hex": text.hex(), "ok": ok}
        for texts, ok in ((canonical, True), (refused, False))
        for text in texts
    ]


#: Kinds that have some lengths only: SPEC 2.
STEPS = {"draft": (4_096, 16_384, 61_440), "inquiry": (1_024, 4_096)}


def padding_vectors() -> list[Vector]:
    """Length of a text, kind, and the padded length or null if it is too long."""
    vectors: list[Vector] = []
    for kind, (floor, limit) in KINDS.items():
        near = {1, floor - 1, floor, floor + 1, floor + 512, floor + 513, 9_999, 40_000, 65_535}
        for length in sorted(near | {limit - 4096, limit - 1, limit, limit + 1}):
            if length > 0:
                padded = max(floor, padme(length))
                if kind in STEPS:
                    padded = min(step for step in (*STEPS[kind], 1 << 17) if step >= length)
                fits = padded if padded <= limit else None
                vectors.append({"kind": kind, "length": length, "padded": fits})
    return vectors


def padme(length: int) -> int:
    """Return SPEC 2 written with logarithms, as an oracle for the product's bit arithmetic."""
    if length < 2:
        return length
    exponent = math.floor(math.log2(length))
    step = 2 ** (exponent - math.floor(math.log2(exponent)) - 1) if exponent else 1
    return int(-(-length // step) * step)


def receipt_vectors() -> list[Vector]:
    """Three tests: parse what was typed (null: refused; how many digits), show, derive keys."""
    return [
        *(_typed(text, DIGITS) for text in _typed_well()),
        *(_typed(text, None) for text in _typed_badly()),
        {"test": "format", "receipt": DIGITS, "shown": SHOWN},
        _derived(DIGITS, bytes(32)),
        _derived("9" * 28, seed("instance salt")),
    ]


def _typed(typed: str, receipt: str | None) -> Vector:
    digits = receipts.count_digits(typed)
    return {"test": "parse", "typed": typed, "receipt": receipt, "digits": digits}


def _typed_well() -> list[str]:
    scripts = ["".join(chr(zero + int(d)) for d in DIGITS) for zero in ZEROS]
    spread = "".join(map("".join, zip(DIGITS, BETWEEN, strict=False)))
    return [
        SHOWN, DIGITS, *scripts, *(SHOWN.replace(" ", each) for each in BETWEEN),
        f"\u2067{SHOWN}\u2069", f"№ {SHOWN}\r\n", f"查询码：{SHOWN}。", spread,
        f"{BETWEEN}{DIGITS}",
    ]  # fmt: skip


def _typed_badly() -> list[str]:
    short = DIGITS[:-1]
    return [
        "", short, DIGITS + "0", *(short + each for each in "Ol²七"), f"{DIGITS}٠", f"{short}五",
    ]  # fmt: skip


def _derived(digits: str, salt: bytes) -> Vector:
    keys = receipts.derive(digits, salt)
    return {
        "test": "derive",
        "receipt": digits,
        "instance_salt": salt.hex(),
        "reporter_seed": keys.reporter_seed.hex(),
        "token": keys.token.hex(),
        "author_seed": keys.author_seed.hex(),
        "token_hash": receipts.token_hash(keys.token).hex(),
    }


def case_vectors() -> list[Vector]:
    """Identity seed, texts and recipient; author, reporter, and the id of the case of all three."""
    return [
        {
            "seed": seed(name).hex(),
            "identity_text": hybrid.encode_identity(seed(name)),
            "recipient": recipient(name).hex(),
            "recipient_text": hybrid.encode_recipient(recipient(name)),
            "author": public("author").hex(),
            "reporter": recipient("reporter").hex(),
            "case": case_id(recipient(name), public("author"), recipient("reporter")),
        }
        for name in ("case", "other case")
    ]


def age_vectors() -> list[Vector]:
    """Files that were sealed once, here and by the npm package age-encryption."""
    ours = [
        _age_vector(name, size, sealed(f"age {name}", b"x" * size, "reader"))
        for name, size in (("empty", 0), ("short", 1_024), ("two chunks", 65_537))
    ]
    foreign = sealed_by_npm("age by age-encryption", b"x" * 1_024, "reader")
    return [*ours, _age_vector("by age-encryption", 1_024, foreign)]


def _age_vector(name: str, size: int, data: bytes) -> Vector:
    return {
        "name": name,
        "seed": seed("reader").hex(),
        "file": name_of(data),
        "plaintext_length": size,
        "fill": "x",
    }


Builder = Callable[[], list[Vector]]
BUILDERS: dict[str, Builder] = {
    "encoding": encoding_vectors,
    "padding": padding_vectors,
    "receipts": receipt_vectors,
    "case": case_vectors,
    "age": age_vectors,
    "ed25519": make_ed25519.ed25519_vectors,
    "frames": make_case.frame_vectors,
    "keys": make_case.key_vectors,
    "objects": make_objects.object_vectors,
    "standing": make_standing.standing_vectors,
    "comparing": make_comparing.comparing_vectors,
    "accounts": make_accounts.account_vectors,
    "roster": make_roster.roster_vectors,
    "inquiries": make_inquiries.inquiry_vectors,
}


def build() -> dict[str, str]:
    """Return the text of every vector file by its name."""
    return {f"{name}.json": _render(builder) for name, builder in BUILDERS.items()}


def _render(builder: Builder) -> str:
    described = " ".join((builder.__doc__ or "").split())
    content = {"description": described, "vectors": builder()}
    return json.dumps(content, indent=1, ensure_ascii=True) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        (HERE / name).write_text(text)

"""One reader for all digits that people type: codes, the last four of one, one-time codes."""

import re
import sys
import unicodedata
from pathlib import Path

import pytest
from pyotp.totp import TOTP

from intake.crypto import totp
from intake.crypto.encoding import read_digits

ROOT = Path(__file__).parents[2]
#: What another reader of digits would be written with. Numbers that programs write to each other
#: are ASCII, and whoever checks those asks for that on the same line.
OTHERS = {
    "*.py": re.compile(r"isdigit\(|isdecimal\b|isnumeric\(|unicodedata\.(?:decimal|digit|numeric)"),
    "*.js*": re.compile(r"\\[dD]|\\p\{N|\[\^0-9\]"),
}
READERS = {"intake/crypto/encoding.py", "intake/static/js/crypto/encoding.js"}


def test_every_decimal_digit_of_unicode_counts_and_nothing_else() -> None:
    for code in range(sys.maxunicode + 1):
        each = chr(code)
        is_digit = unicodedata.category(each) == "Nd"
        assert read_digits(f"x{each}") == (str(int(each)) if is_digit else ""), hex(code)


@pytest.mark.parametrize("between", ["", " ", "\u3001", "\u2069\u200b", "-"])
@pytest.mark.parametrize(
    "zero", ["0", "\u0660", "\u06f0", "\u0966", "\u0f20", "\uff10", "\U0001d7ce"]
)
def test_a_one_time_code_is_read_in_any_script(zero: str, between: str) -> None:
    secret = totp.new_secret()
    code = TOTP(secret, interval=totp.STEP).generate_otp(1_000)
    typed = between.join(chr(ord(zero) + int(digit)) for digit in code)
    assert totp.find_step(secret, typed, 1_000 * totp.STEP, 0) == 1_000
    assert totp.find_step(secret, typed + zero, 1_000 * totp.STEP, 0) is None


def test_there_is_no_other_reader_of_digits() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{at}"
        for kind, other in OTHERS.items()
        for path in (ROOT / "intake").rglob(kind)
        if path.relative_to(ROOT).as_posix() not in READERS and "built" not in path.parts
        for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if other.search(line) and "isascii()" not in line
    ]
    assert found == []

"""Identity files of other programs: what is not ours is passed over, what is ours never guessed."""

import codecs
from pathlib import Path

import pytest

from intake.commands.offline.identities import describe_others, read_identities
from intake.config import ConfigError
from intake.crypto.age.hybrid import encode_identity
from tests.commands.conftest import Run

OURS = bytes(range(32))
KEY = encode_identity(OURS)
X25519 = "AGE-SECRET-KEY-1" + "Q" * 58
SSH = """-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
-----END OPENSSH PRIVATE KEY-----
"""
COMMENT = "# created: 2026-11-22\n# public key: age1pq1xyz\n"

FILES = {
    "as age-keygen writes it": f"{COMMENT}{KEY}\n",
    "without a line end": KEY,
    "blank lines and spaces": f"\n   \n\t{KEY}  \n\n",
    "Windows line ends": f"{COMMENT}{KEY}\n".replace("\n", "\r\n"),
    "old line ends": f"# one\r{KEY}\r",
    "a comment in Chinese": f"# 我的密钥，不要给任何人\n{KEY}\n",
    "a comment in Tibetan and Uyghur": f"# གསང་བ་\n# مەخپىي\n{KEY}\n",
    "a comment from an input method": f"＃ 我的密钥\n{KEY}\n",
    "a comment with a line separator": f"# one\u2028two\x85three\n{KEY}\n",
    "our own recipient beside it": f"age1pq1{'q' * 100}\n{KEY}\n",
    "a classic age key beside it": f"{X25519}\n{KEY}\nage1{'q' * 58}\n",
    "a plugin's key beside it": f"AGE-PLUGIN-YUBIKEY-1{'Q' * 20}\n{KEY}\n",
    "an SSH key beside it": f"{SSH}ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@here\n{KEY}\n{SSH}",
    "small letters": KEY.lower(),
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES.keys())
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["plain", "byte-order mark"])
def test_our_key_is_found_whatever_stands_around_it(tmp_path: Path, text: str, mark: bytes) -> None:
    path = tmp_path / "identity.txt"
    path.write_bytes(mark + text.encode())
    assert read_identities(path).found == (OURS,)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030"])
def test_the_encodings_of_chinese_windows_are_read_too(tmp_path: Path, encoding: str) -> None:
    path, text = tmp_path / "identity.txt", f"# 我的密钥\r\n{KEY}\r\n"
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else b""
    path.write_bytes(mark + text.encode(encoding))
    assert read_identities(path).found == (OURS,)


def test_keys_of_other_kinds_are_named_by_their_lines_alone(tmp_path: Path) -> None:
    path = tmp_path / "identity.txt"
    path.write_text(f"# mine\n{X25519}\n{KEY}\n{SSH}{X25519}\n")
    found = read_identities(path)
    assert found.others == (2, 4, 7)
    assert describe_others(found.others) == "passed over keys of other kinds (line 2, 4, 7)"
    assert describe_others(tuple(range(1, 9))).endswith("(line 1, 2, 3, 4, 5 and more)")


@pytest.mark.parametrize(
    "damaged", [KEY[:-1], KEY[:-1] + "!", KEY.replace("PQ-1", "PQ1"), KEY + KEY, KEY[:30] + "é"]
)
def test_a_damaged_key_of_ours_is_an_error_that_names_its_line_and_nothing_of_it(
    tmp_path: Path, damaged: str
) -> None:
    path = tmp_path / "identity.txt"
    path.write_text(f"# first\n\n{damaged}\n{KEY}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as refused:
        read_identities(path)
    assert "line 3: a damaged" in str(refused.value)
    assert damaged[24:40] not in str(refused.value)


@pytest.mark.parametrize("text", ["", "# only a word\n", X25519, SSH, SSH[:60], "\x00\xff" * 50])
def test_a_file_with_none_of_ours_is_one_clear_line_and_exit_2(
    run: Run, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "identity.txt"
    path.write_bytes(text.encode("latin-1"))
    opened = run("open", path, "--identity", path)
    assert (opened.exit_code, opened.stdout) == (2, "")
    assert opened.stderr.count("\n") == 1
    assert "does not hold identities of the kind AGE-SECRET-KEY-PQ-1…" in opened.stderr


def test_the_word_about_other_kinds_goes_to_standard_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "identity.txt"
    path.write_text(f"{KEY}\n{X25519}\n")
    opened = run("open", path, "--identity", path)
    assert "passed over keys of other kinds (line 2)" in opened.stderr
    assert X25519 not in opened.stderr + opened.stdout

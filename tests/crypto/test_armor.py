import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.age.armor import BEGIN, END, ArmorError, encode_armor, is_armored, parse_armor


@given(st.binary(max_size=300))
def test_armour_gives_back_what_it_was_put_around(data: bytes) -> None:
    armored = encode_armor(data)
    assert parse_armor(armored) == data
    assert parse_armor(b"\n\t " + armored.replace(b"\n", b"\r\n") + b" \n") == data
    assert is_armored(armored)
    assert max(map(len, armored.split(b"\n"))) <= 64


@pytest.mark.parametrize(
    "armored",
    [
        b"",
        BEGIN,
        BEGIN + b"QUFB",
        END + BEGIN,
        BEGIN + b"QUFB\n\n" + END,
        BEGIN + b"QUE\n" + END,
        BEGIN + b"QUF=\n" + END,
        BEGIN + b"QU FB\n" + END,
        BEGIN + b"QUFB\nQUFB\n" + END,
        BEGIN + b"QUFB\n" + END + b"x",
        BEGIN.replace(b"AGE", b"PGP") + b"QUFB\n" + END,
    ],
)
def test_anything_else_is_refused(armored: bytes) -> None:
    with pytest.raises(ArmorError):
        parse_armor(armored)


@given(st.binary(max_size=100))
def test_hostile_bytes_raise_nothing_but_the_one_error(data: bytes) -> None:
    for hostile in (data, BEGIN + data + END):
        try:
            parsed = parse_armor(hostile)
        except ArmorError:
            continue
        assert parse_armor(encode_armor(parsed)) == parsed


def test_a_binary_file_does_not_look_armoured() -> None:
    assert not is_armored(b"age-encryption.org/v1\n")

import hashlib
import io
import tracemalloc
from collections import Counter
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.crypto.age import bech32, hybrid
from intake.crypto.age.armor import ArmorError, parse_armor
from intake.crypto.age.bech32 import Bech32Error, encode_bech32, parse_bech32
from intake.crypto.age.file import (
    HEADER_BYTES,
    NotOurs,
    SizeError,
    check_header,
    check_sealed,
    decrypt,
    encrypt,
    open_file,
    plaintext_length,
    seal_file,
    sealed_length,
)
from intake.crypto.age.header import AgeError, HeaderError, MacError, NoMatch, encode_header
from intake.crypto.age.header import parse_header as parse
from intake.crypto.age.stream import PayloadError, encrypt_stream
from intake.crypto.padding import KINDS
from tests.crypto import cctv
from tests.vectors.fixtures import file_named, recipient, seed, vectors

OUTCOMES: dict[type[AgeError], str] = {
    HeaderError: "header failure",
    NoMatch: "no match",
    MacError: "HMAC failure",
    PayloadError: "payload failure",
    ArmorError: "armor failure",
}
SEED, RECIPIENT = seed("reader"), recipient("reader")


@pytest.fixture(scope="session")
def public_vectors() -> dict[str, list[cctv.Vector]]:
    found: dict[str, list[cctv.Vector]] = {}
    for vector in cctv.read_vectors():
        found.setdefault(vector.kind, []).append(vector)
    return found


COUNTS = {"X25519": 67, "scrypt": 25, "hybrid": 17, "none": 1, "armored": 33}


def test_all_143_public_vectors_are_there(public_vectors: dict[str, list[cctv.Vector]]) -> None:
    assert {kind: len(found) for kind, found in public_vectors.items()} == COUNTS


@pytest.mark.parametrize("kind", COUNTS)
def test_each_public_vector_ends_as_it_must(
    kind: str, public_vectors: dict[str, list[cctv.Vector]]
) -> None:
    ends = {vector.name: _open_public(vector) for vector in public_vectors[kind]}
    expected = {
        vector.name: (vector.fields["expect"][0], vector.fields.get("payload", [None])[0])
        for vector in public_vectors[kind]
    }
    assert ends == expected


def _open_public(vector: cctv.Vector) -> tuple[str, str | None]:
    """Return how a vector ended, and the hash of what was released if a payload was reached."""
    writer = io.BytesIO()
    outcome = "success"
    try:
        data = parse_armor(vector.file) if vector.kind == "armored" else vector.file
        decrypt(io.BytesIO(data), writer, cctv.unwrapper(vector))
    except AgeError as error:
        outcome = OUTCOMES[type(error)]
    released = outcome in ("success", "payload failure")
    return outcome, hashlib.sha256(writer.getvalue()).hexdigest() if released else None


def test_the_product_refuses_every_public_file_with_another_or_a_second_stanza(
    public_vectors: dict[str, list[cctv.Vector]],
) -> None:
    outcomes: Counter[str] = Counter()
    for vector in (each for found in public_vectors.values() for each in found):
        if vector.kind != "armored":
            try:
                open_file(vector.file, SEED)
            except AgeError as error:
                outcomes[type(error).__name__] += 1
    # 17 hybrid vectors and one with an X25519 stanza beside it: some have one stanza of ours.
    assert outcomes["NotOurs"] > 60
    assert set(outcomes) == {"NotOurs", "HeaderError", "NoMatch"}
    assert sum(outcomes.values()) == 110


@pytest.mark.parametrize("vector", vectors("age"), ids=lambda v: v["name"])
def test_files_that_were_sealed_once_open_for_ever(vector: dict[str, str]) -> None:
    plaintext = open_file(file_named(vector["file"]), bytes.fromhex(vector["seed"]))
    assert plaintext == vector["fill"].encode() * int(vector["plaintext_length"])


@pytest.mark.parametrize("vector", vectors("case"))
def test_identities_and_recipients_have_one_text_each(vector: dict[str, str]) -> None:
    identity, public = bytes.fromhex(vector["seed"]), bytes.fromhex(vector["recipient"])
    assert hybrid.recipient_of(identity) == public
    assert hybrid.encode_identity(identity) == vector["identity_text"]
    assert hybrid.parse_identity(vector["identity_text"]) == identity
    assert hybrid.encode_recipient(public) == vector["recipient_text"]
    assert hybrid.parse_recipient(vector["recipient_text"]) == public
    assert len(vector["recipient_text"]) == 1959


def test_the_x_wing_seed_of_the_draft_gives_its_public_key() -> None:
    drafted = "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26"
    public = hybrid.recipient_of(bytes.fromhex(drafted))
    assert hashlib.sha256(public).hexdigest()[:8] == "2e816dee"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age1pq1",
        hybrid.encode_recipient(RECIPIENT).upper(),
        hybrid.encode_recipient(RECIPIENT)[:-1] + "q",
        encode_bech32("age1pq", RECIPIENT[:-1]),
        encode_bech32("age1pq", b"\xff" * 1216),
        encode_bech32("age", bytes(32)),
        hybrid.encode_identity(SEED),
    ],
    ids=["empty", "short", "capitals", "typo", "length", "not-a-key", "x25519", "identity"],
)
def test_a_text_that_is_no_recipient_is_refused(text: str) -> None:
    with pytest.raises(hybrid.KeyTextError):
        hybrid.parse_recipient(text)


def test_an_identity_of_another_length_is_refused() -> None:
    with pytest.raises(hybrid.KeyTextError):
        hybrid.parse_identity(encode_bech32("age-secret-key-pq-", bytes(31)))


@given(st.binary(max_size=80))
def test_bech32_gives_back_what_it_encodes(data: bytes) -> None:
    assert parse_bech32(encode_bech32("age1pq", data)) == ("age1pq", data)


@pytest.mark.parametrize("values", [[0, 1], [0, 0, 0], [31], [1, 0, 0, 0, 0, 0, 0, 0, 0]])
def test_bits_left_over_at_the_end_of_bech32_are_refused(values: list[int]) -> None:
    expanded = bech32._expand("age")
    check = bech32._polymod(expanded + bytes(values) + bytes(6)) ^ 1
    values = values + [check >> 5 * (5 - i) & 31 for i in range(6)]
    with pytest.raises(Bech32Error, match="padding"):
        parse_bech32("age1" + "".join(chr(bech32.CHARSET[value]) for value in values))


@given(st.text(max_size=100))
def test_hostile_text_raises_nothing_but_the_errors_of_bech32(text: str) -> None:
    for typed in (text, f"age1pq1{text}", f"a1{text}"):
        with pytest.raises(Bech32Error):
            parse_bech32(typed)


@settings(max_examples=40, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.sampled_from([65535, 65536, 65537, 131072]).map(bytes))
)
def test_opening_gives_back_what_was_sealed_and_the_length_tells_its_length(data: bytes) -> None:
    sealed = seal_file(data, RECIPIENT)
    assert open_file(sealed, SEED) == data
    assert plaintext_length(len(sealed)) == len(data)
    check_header(sealed[:HEADER_BYTES])


def test_another_identity_is_told_apart_from_damage() -> None:
    with pytest.raises(NoMatch):
        open_file(seal_file(b"x", RECIPIENT), seed("somebody else"))


def test_a_changed_header_and_a_changed_payload_are_refused() -> None:
    data = seal_file(b"x" * 1024, RECIPIENT)
    mac = data.index(b"--- ") + 4
    other = b"A" if data[mac : mac + 1] != b"A" else b"B"
    with pytest.raises(MacError):
        open_file(data[:mac] + other + data[mac + 1 :], SEED)
    with pytest.raises(PayloadError):
        open_file(data[:-1] + bytes([data[-1] ^ 1]), SEED)


def _two_stanzas() -> bytes:
    stanzas = [hybrid.wrap_file_key(bytes(16), RECIPIENT) for _ in range(2)]
    writer = io.BytesIO()
    writer.write(encode_header(stanzas, bytes(16)))
    encrypt_stream(io.BytesIO(b"x" * 1024), writer, bytes(16))
    return writer.getvalue()


@pytest.mark.parametrize("stanza", ["second", "other"])
def test_one_stanza_of_our_type_and_no_other_header_is_accepted(stanza: str) -> None:
    data = _two_stanzas()
    if stanza == "other":
        data = seal_file(b"x" * 1024, RECIPIENT).replace(b"mlkem768x25519", b"mlkem768x25518")
    with pytest.raises(NotOurs):
        open_file(data, SEED)
    with pytest.raises(NotOurs):
        check_sealed(data, "message")


def test_the_server_learns_the_length_and_refuses_what_no_kind_has() -> None:
    for kind, (floor, _) in KINDS.items():
        assert check_sealed(seal_file(bytes(floor), RECIPIENT), kind) == floor
        for length in (0, floor - 1, floor + 1):
            with pytest.raises(SizeError):
                check_sealed(seal_file(bytes(length), RECIPIENT), kind)
    with pytest.raises(SizeError):
        check_sealed(seal_file(bytes(73_728), RECIPIENT), "message")


def test_a_header_with_anything_behind_it_is_refused() -> None:
    head = file_named("age short")[:HEADER_BYTES]
    check_header(head)
    for wrong in (head + b"x", head[:-1], head[:-1] + b"x", b""):
        with pytest.raises(NotOurs):
            check_header(wrong)


@given(place=st.integers(0, HEADER_BYTES - 1), byte=st.integers(0, 255))
def test_the_server_accepts_the_headers_that_the_parser_of_clients_accepts(
    place: int, byte: int
) -> None:
    sealed = bytearray(file_named("age short")[:HEADER_BYTES])
    sealed[place] = byte
    reader = io.BytesIO(sealed)
    try:
        (stanza,) = parse(reader).stanzas
        hybrid.parse_enc(stanza)
        is_ours = stanza.arguments[0] == hybrid.TYPE and reader.tell() == len(sealed)
    except (HeaderError, ValueError):
        is_ours = False
    if is_ours:
        check_header(bytes(sealed))
    else:
        with pytest.raises(NotOurs):
            check_header(bytes(sealed))


@pytest.mark.parametrize("length", [0, 1642, 1658, 1627 + 16 + 65552 + 16])
def test_a_length_that_no_plaintext_gives_is_refused(length: int) -> None:
    with pytest.raises(SizeError):
        plaintext_length(length)


@settings(max_examples=200)
@given(st.binary(max_size=200), st.integers(0, 1700))
def test_hostile_bytes_raise_nothing_but_age_errors(data: bytes, at: int) -> None:
    good = file_named("age short")
    for hostile in (data, b"age-encryption.org/v1\n" + data, good[:at] + data + good[at:]):
        if hostile == good:
            continue
        with pytest.raises(AgeError):
            open_file(hostile, SEED)
        with pytest.raises(AgeError):
            check_sealed(hostile[: 1627 + len(data)], "message")


@pytest.mark.parametrize(
    "head",
    [
        b"age-encryption.org/v1\n" + b"-> a\n\n" * 1000,
        b"age-encryption.org/v1\n-> " + b"a" * 1_000_000 + b"\n\n",
        b"age-encryption.org/v1\n-> a\n" + (b"A" * 64 + b"\n") * 100_000,
    ],
    ids=["stanzas", "argument", "body"],
)
def test_an_endless_header_is_given_up_early(head: bytes) -> None:
    reader = io.BytesIO(head + b"--- " + b"A" * 43 + b"\n")
    with pytest.raises(HeaderError):
        parse(reader)
    assert reader.tell() < 70_000


def test_a_recipient_that_is_no_key_is_refused_before_anything_is_written() -> None:
    writer = io.BytesIO()
    for recipient_bytes in (b"", bytes(1215), b"\xff" * 1216, RECIPIENT[:1184] + bytes(32)):
        with pytest.raises(hybrid.KeyTextError):
            encrypt(io.BytesIO(b"x"), writer, recipient_bytes)
    assert writer.getvalue() == b""


class Dribble(io.RawIOBase):
    """Gives a few bytes at a time, as a pipe does, without holding them."""

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        given_now = min(self.left, size, 40_000)
        self.left -= given_now
        return bytes(given_now)


class Counting(io.RawIOBase):
    """Counts what is written and forgets it."""

    count = 0

    def write(self, data: object) -> int:
        self.count += len(bytes(data))  # type: ignore[call-overload]  # Bytes, here.
        return 0


def test_sealing_streams_in_constant_memory_whatever_pieces_it_gets() -> None:
    size = 20_000_000
    writer = Counting()
    tracemalloc.start()
    encrypt(_binary(Dribble(size)), _binary(writer), RECIPIENT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert writer.count == sealed_length(size)
    assert peak < 1_000_000


def _binary(stream: io.RawIOBase) -> BinaryIO:
    return stream  # type: ignore[return-value]  # Has what age uses of it.

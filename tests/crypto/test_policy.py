"""C2SP tlog-policy: what is one, and whose signatures are enough."""

import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.crypto.tlog.cosignature import cosign_checkpoint, witness_key
from intake.crypto.tlog.note import encode_vkey
from intake.crypto.tlog.witnesses.counting import (
    Cosigned,
    Standing,
    has_quorum,
    read_cosignatures,
)
from intake.crypto.tlog.witnesses.policy import MAX_BYTES, PolicyError, parse_policy
from tests.log.golden import GOLDEN

LOG = GOLDEN["vkey"]
KEYS = {name: encode_vkey(witness_key(f"{name}.example/w", name.encode() * 16)) for name in
        ("x1", "x2", "x3", "y1", "y2", "y3")}  # fmt: skip
WITNESSES = "".join(f"witness {name} {vkey}\n" for name, vkey in KEYS.items())
EXAMPLE = f"""# The specification's own example.
log {LOG}

{WITNESSES}
\tgroup X-witnesses 2 x1 x2 x3
group Y-witnesses any y1 y2 y3 \t
  group  X-and-Y all X-witnesses\tY-witnesses
quorum X-and-Y
"""
NOTE = GOLDEN["checkpoints"]["70"]


def test_the_quorum_of_the_specifications_example_is_counted_as_it_says() -> None:
    policy = parse_policy(EXAMPLE.encode())
    assert [each.name for each in policy.witnesses] == list(KEYS)
    for count in range(7):
        for signed in itertools.combinations(KEYS, count):
            xs, ys = (sum(name[0] == letter for name in signed) for letter in "xy")
            assert policy.is_met(signed) is (xs >= 2 and ys >= 1), signed


def test_a_quorum_may_be_one_witness_or_nobody() -> None:
    one = parse_policy(f"{WITNESSES}quorum x2\n".encode())
    assert (one.is_met({"x2"}), one.is_met({"x1"}), one.is_met(set())) == (True, False, False)
    nobody = parse_policy(f"log {LOG}\nquorum none\n".encode())
    assert nobody.is_met(set())
    assert nobody.witnesses == []


def test_a_witness_may_have_an_address() -> None:
    policy = parse_policy(f"witness x1 {KEYS['x1']} https://x1.example/p\nquorum x1\n".encode())
    assert policy.witnesses[0].url == "https://x1.example/p"


MALFORMED = {
    "nothing": "",
    "no quorum": WITNESSES,
    "two quorums": "quorum none\nquorum none\n",
    "a quorum nobody defined": "quorum x9\n",
    "a quorum before its witness": f"quorum x1\n{WITNESSES}",
    "a quorum of two": f"{WITNESSES}quorum x1 x2\n",
    "an unknown line": "witnesses x\nquorum none\n",
    "no end": "quorum none",
    "line ends of Windows": "quorum none\r\n",
    "a null": "quorum none\n\0\n",
    "a log twice": f"log {LOG}\nlog {LOG}\nquorum none\n",
    "no key": "log\nquorum none\n",
    "a log with too much": f"log {LOG} https://a b\nquorum none\n",
    "a witness as a log": f"log {KEYS['x1']}\nquorum none\n",
    "a log as a witness": f"witness x {LOG}\nquorum x\n",
    "a key with another id": f"witness x {KEYS['x1'].replace('+', '+0', 1)}\nquorum x\n",
    "a witness without a key": "witness x\nquorum none\n",
    "a witness twice": f"witness x {KEYS['x1']}\nwitness y {KEYS['x1']}\nquorum x\n",
    "a name twice": f"witness x {KEYS['x1']}\nwitness x {KEYS['x2']}\nquorum x\n",
    "a witness called none": f"witness none {KEYS['x1']}\nquorum none\n",
    "a group called as a witness": f"{WITNESSES}group x1 any x2\nquorum x1\n",
    "a group of nobody": f"{WITNESSES}group g any\nquorum g\n",
    "a group of none": f"{WITNESSES}group g any none\nquorum g\n",
    "a group of itself": f"{WITNESSES}group g any g\nquorum g\n",
    "a member twice": f"{WITNESSES}group g 2 x1 x1\nquorum g\n",
    "a member of two groups": f"{WITNESSES}group g any x1\ngroup h any x1\nquorum g\n",
    "more than there are": f"{WITNESSES}group g 3 x1 x2\nquorum g\n",
    "fewer than one": f"{WITNESSES}group g 0 x1 x2\nquorum g\n",
    "a number with a zero": f"{WITNESSES}group g 01 x1 x2\nquorum g\n",
    "a number in words": f"{WITNESSES}group g two x1 x2\nquorum g\n",
    "too long": "# " + "x" * MAX_BYTES + "\nquorum none\n",
}


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(PolicyError):
        parse_policy(text.encode())


def test_more_lines_of_a_kind_than_anybody_needs_are_refused() -> None:
    def lines(count: int) -> bytes:
        keys = (witness_key(f"w{n}", n.to_bytes(32, "big")) for n in range(count))
        text = "".join(f"witness n{n} {encode_vkey(key)}\n" for n, key in enumerate(keys))
        return f"{text}quorum n0\n".encode()

    assert len(parse_policy(lines(64)).witnesses) == 64
    with pytest.raises(PolicyError, match="too many"):
        parse_policy(lines(65))


@given(st.binary())
def test_no_bytes_make_the_reader_raise_anything_else(data: bytes) -> None:
    for hostile in (data, WITNESSES.encode() + b"group " + data + b"\nquorum none\n"):
        with contextlib.suppress(PolicyError):
            assert parse_policy(hostile).quorum


def sign(note: str, *names: str) -> str:
    for name in names:
        note = cosign_checkpoint(note, f"{name}.example/w", name.encode() * 16, 1_790_000_000)
    return note


def test_each_line_is_worth_what_it_is_and_only_those_that_hold_are_counted() -> None:
    policy = parse_policy(EXAMPLE.encode())
    note = sign(NOTE, "x1", "x3", "z9", "y2")
    assert read_cosignatures(note, policy) == [
        Cosigned("x1", Standing.HOLDS, 1_790_000_000),
        Cosigned("x3", Standing.HOLDS, 1_790_000_000),
        Cosigned("y2", Standing.HOLDS, 1_790_000_000),
        Cosigned("z9.example/w", Standing.UNKNOWN),
    ]
    assert has_quorum(read_cosignatures(note, policy), policy)
    other = sign(GOLDEN["checkpoints"]["40"], "y2").rpartition("— ")[2]
    spoiled = sign(NOTE, "x1", "x3") + f"— {other}"
    assert read_cosignatures(spoiled, policy)[2] == Cosigned("y2", Standing.BROKEN)
    assert not has_quorum(read_cosignatures(spoiled, policy), policy)


def test_a_witness_that_is_called_like_the_log_is_still_told_from_it() -> None:
    origin = NOTE.partition("\n")[0]
    key = witness_key(origin, b"o" * 32)
    policy = parse_policy(f"witness w {encode_vkey(key)}\nquorum w\n".encode())
    cosigned = cosign_checkpoint(NOTE, origin, b"o" * 32, 5)
    assert read_cosignatures(cosigned, policy) == [Cosigned("w", Standing.HOLDS, 5)]
    assert read_cosignatures(NOTE, policy) == []

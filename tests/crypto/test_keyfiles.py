from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.crypto.age.file import seal_file, sealed_length
from intake.crypto.case.holders import AccountHolder, DeskHolder, parse_holder
from intake.crypto.case.keyfiles import (
    KeyFile,
    case_id,
    encode_key_file,
    make_key_file,
    open_key_file,
    verify_key_file,
)
from intake.crypto.case.objects import REASONS, Untrusted
from intake.crypto.case.sealing.taking import take_case
from tests.vectors.fixtures import ALICE, BOB, DESK, file_named, public, recipient, seed, vectors
from tests.vectors.make_case import CASE, OTHER_CASE, make_key

OPENED = vectors("keys", "key_file")


@pytest.mark.parametrize("vector", vectors("case"))
def test_a_case_is_named_by_its_first_recipient_its_author_and_its_reporter(
    vector: dict[str, str],
) -> None:
    named = [bytes.fromhex(vector[name]) for name in ("recipient", "author", "reporter")]
    assert case_id(*named) == vector["case"]


@pytest.mark.parametrize("vector", OPENED, ids=lambda v: v["name"])
def test_a_key_file_opens_for_its_holder_and_case_or_is_refused(vector: dict[str, str]) -> None:
    if "error" in vector:
        with pytest.raises(Untrusted) as refused:
            _open(vector)
        assert refused.value.reason == vector["error"]
    else:
        key_file = _open(vector)
        signer = bytes.fromhex(vector["signing_seed"])
        assert encode_key_file(key_file, signer).decode() == vector["text"]


def _open(vector: dict[str, str]) -> KeyFile:
    seed_bytes, key = bytes.fromhex(vector["seed"]), bytes.fromhex(vector["verification_key"])
    key_file = open_key_file(
        file_named(vector["file"]), seed_bytes, vector["case"], parse_holder(vector["for"])
    )
    verify_key_file(key_file, key)
    return key_file


def test_a_key_file_for_somebody_else_or_damaged_is_refused() -> None:
    data = file_named("key desk")
    for hostile, identity, reason in (
        (data, seed("box"), "wrong_identity"),
        (data[:-1], seed("desk"), "not_age"),
        (file_named("object summary"), seed("desk"), "bad_padding"),
    ):
        with pytest.raises(Untrusted) as refused:
            open_key_file(hostile, identity, CASE, DeskHolder(DESK, 1))
        assert refused.value.reason == reason


def test_a_swapped_case_cannot_be_shown() -> None:
    key_file = make_key(case=OTHER_CASE, epochs={0: seed("other case")})
    data = make_key_file(key_file, seed("author"), recipient("desk"))
    with pytest.raises(Untrusted) as refused:
        open_key_file(data, seed("desk"), CASE, key_file.holder)
    assert refused.value.reason == "bad_case"


@pytest.mark.parametrize(
    "change",
    [
        {"case": "0" * 32},
        {"epochs": {0: seed("x")}},
        {"notes": {0: seed("x")}},
        {"holder": "box"},
        {"by": AccountHolder(ALICE)},
        {"author": public("bob signing")},
        {"reporter": recipient("bob")},
        {"report": "A" * 43},
        {"contact": "A" * 43},
    ],
    ids="-".join,
)
def test_the_signature_covers_every_field(change: dict[str, object]) -> None:
    data = make_key_file(make_key(), seed("author"), recipient("desk"))
    key_file = open_key_file(data, seed("desk"), CASE, DeskHolder(DESK, 1))
    verify_key_file(key_file, public("author"))
    changed = replace(key_file, **change)  # type: ignore[arg-type]  # The fields of KeyFile.
    with pytest.raises(Untrusted):
        verify_key_file(changed, public("author"))


def test_taking_a_case_gives_assignee_and_cover_the_same_seeds_and_new_notes() -> None:
    desk = open_key_file(file_named("key desk"), seed("desk"), CASE, DeskHolder(DESK, 1))
    files = take_case(
        desk, ALICE, seed("alice signing"), {ALICE: recipient("alice"), BOB: recipient("bob")}
    )
    opened = [
        open_key_file(files[account], seed(name), CASE, AccountHolder(account))
        for account, name in ((ALICE, "alice"), (BOB, "bob"))
    ]
    for key_file in opened:
        verify_key_file(key_file, public("alice signing"))
        assert key_file.by == AccountHolder(ALICE)
        assert (key_file.epochs, key_file.report) == (desk.epochs, desk.report)
        assert key_file.reporter == desk.reporter
    assert opened[0].notes == opened[1].notes
    assert set(opened[0].notes) == {0}
    assert opened[0].notes[0] not in (bytes(32), seed("case"))


def test_handing_a_case_on_keeps_its_notes() -> None:
    taken = open_key_file(file_named("key taken"), seed("alice"), CASE, AccountHolder(ALICE))
    files = take_case(taken, ALICE, seed("alice signing"), {BOB: recipient("bob")})
    handed = open_key_file(files[BOB], seed("bob"), CASE, AccountHolder(BOB))
    assert handed.notes == taken.notes


def test_key_files_of_a_case_all_have_one_length() -> None:
    lengths = {len(file_named(f"key {name}")) for name in ("desk", "box", "taken", "two epochs")}
    assert lengths == {sealed_length(4_096)}


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300))
def test_hostile_text_raises_nothing_but_refused(data: bytes) -> None:
    good = encode_key_file(make_key(), seed("author"))
    for text in (data, good[: len(data)] + data + good[len(data) :]):
        if text == good:
            continue
        sealed = seal_file(text.ljust(4_096), recipient("desk"))
        with pytest.raises(Untrusted) as refused:
            open_key_file(sealed, seed("desk"), CASE, DeskHolder(DESK, 1))
        assert refused.value.reason in REASONS

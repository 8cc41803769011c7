from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.crypto.age.file import seal_file, sealed_length
from intake.crypto.case.holders import AccountHolder
from intake.crypto.case.objects import Untrusted
from intake.crypto.roster.deskkeys import (
    DeskKeyFile,
    encode_desk_key_file,
    make_desk_key_file,
    open_desk_key_file,
)
from intake.crypto.roster.roster import REASONS, RosterError
from intake.crypto.roster.rosterchain import cosign_roster, sign_roster, walk_roster
from intake.crypto.roster.rosterrules import needed_signatures, next_roster
from intake.crypto.roster.rostertext import encode_roster, parse_roster, pin_of, roster_hash
from intake.crypto.roster.vault import Pin
from intake.crypto.tlog.note import add_signature, parse_note
from tests.vectors.fixtures import ALICE, BOB, CAROL, DESK, file_named, recipient, seed, vectors
from tests.vectors.make_roster import make_notes, make_rosters, member, signed

NOTES = {each["name"]: each["note"] for each in vectors("roster", "note")}


@pytest.mark.parametrize("vector", vectors("roster", "parse"), ids=lambda v: v["name"] or "empty")
def test_a_roster_has_one_text(vector: dict[str, str]) -> None:
    if "error" in vector:
        with pytest.raises(RosterError) as refused:
            parse_roster(vector["text"])
        assert refused.value.reason == vector["error"]
    else:
        assert encode_roster(parse_roster(vector["text"])) == vector["text"]
        assert roster_hash(vector["text"]) == vector["hash"]


@pytest.mark.parametrize("vector", vectors("roster", "walk"), ids=lambda v: v["name"])
def test_a_client_walks_a_chain_or_refuses_it_with_the_reason(vector: dict[str, Any]) -> None:
    notes = [NOTES[name] for name in vector["notes"]]
    pin = Pin(**vector["pin"]) if vector["pin"] else None
    if "error" in vector:
        with pytest.raises(RosterError) as refused:
            walk_roster(notes, vector["desk"], pin, vector["today"])
        assert refused.value.reason == vector["error"]
    else:
        walk = walk_roster(notes, vector["desk"], pin, vector["today"])
        assert walk.pin._asdict() == vector["newest"]


def test_every_reason_to_refuse_a_roster_has_a_vector() -> None:
    seen = {each.get("error") for each in vectors("roster") if each["test"] != "desk_key_file"}
    assert seen >= set(REASONS)


def test_another_desk_than_asked_for_is_refused() -> None:
    with pytest.raises(RosterError) as refused:
        walk_roster([NOTES["v1"]], "0" * 32)
    assert refused.value.reason == "bad_desk"


def test_who_left_is_remembered_but_no_longer_on_the_roster() -> None:
    walk = walk_roster(
        [NOTES["v1"], NOTES["v2"], NOTES["v3"], NOTES["v4 removes, one signature"]], DESK
    )
    assert walk.newest.find_member(ALICE) is None
    assert walk.find_triage(ALICE) == member("alice")
    assert walk.find_triage(CAROL) is None
    assert set(walk.staff_keys()) == {ALICE, BOB, CAROL}


def test_how_many_must_sign_depends_on_the_version_before() -> None:
    rosters = make_rosters()
    first, second, third = rosters["v1"], rosters["v2"], rosters["v3"]
    assert needed_signatures(first, second) == 1
    assert needed_signatures(second, third) == 2
    assert needed_signatures(third, rosters["v4"]) == 1
    assert needed_signatures(rosters["v4"], rosters["v5"]) == 2
    renamed = [replace(each, role="supervisor") for each in third.members]
    assert needed_signatures(third, next_roster(third, renamed)) == 2


def test_a_proposal_is_cosigned_without_changing_its_text() -> None:
    rosters = make_rosters()
    proposed = sign_roster(rosters["v3"], ALICE, seed("alice signing"))
    cosigned = cosign_roster(proposed, BOB, seed("bob signing"))
    assert parse_note(cosigned).text == encode_roster(rosters["v3"])
    assert cosigned == NOTES["v3"]
    assert [each.name for each in parse_note(cosigned).signatures] == [ALICE, BOB]


def test_signatures_by_strangers_neither_help_nor_harm() -> None:
    stranger = sign_roster(make_rosters()["v2"], CAROL, seed("mallory"))
    line = parse_note(stranger).signatures[0]
    note = add_signature(NOTES["v2"], line)
    assert walk_roster([NOTES["v1"], note], DESK).newest.version == 2
    with pytest.raises(RosterError) as refused:
        walk_roster([NOTES["v1"], stranger], DESK)
    assert refused.value.reason == "too_few_signatures"


def test_a_stranger_cannot_cosign_what_is_no_roster() -> None:
    for text in ("", "hello", NOTES["a note of something else"], "\ud800"):
        with pytest.raises(RosterError):
            cosign_roster(text, ALICE, seed("alice signing"))


def test_what_a_pin_says_is_the_hash_of_the_text() -> None:
    first = make_rosters()["v1"]
    assert pin_of(first) == Pin(roster_hash(encode_roster(first)), 1)


def test_the_vectors_are_what_their_makers_sign() -> None:
    assert make_notes() == NOTES


def test_a_roster_no_reader_would_accept_is_not_signed() -> None:
    first = make_rosters()["v1"]
    for wrong in (
        replace(first, version=0),
        replace(first, desk="x"),
        replace(first, members=()),
        replace(first, recipient="age1pq1"),
        replace(first, members=(replace(member("alice"), user_name="a b"),)),
        replace(first, members=(replace(member("alice"), user_name="alice\n"),)),
        replace(first, members=(replace(member("bob"), account=ALICE), member("alice"))),
    ):
        with pytest.raises(RosterError):
            signed(wrong, "alice")


@given(st.text(max_size=200))
def test_hostile_text_raises_nothing_but_the_one_error(text: str) -> None:
    good = NOTES["v1"]
    for hostile in (text, text + "\ud800", good[:40] + text, f"intake/v1/roster\n{text}"):
        for read in (parse_roster, lambda note: walk_roster([note], DESK)):
            with pytest.raises(RosterError):
                read(hostile)


@given(st.integers(0, 2_400), st.characters(exclude_categories=["Cs"]))
def test_no_letter_of_a_signed_roster_can_be_changed(at: int, letter: str) -> None:
    good = NOTES["v1"]
    hostile = good[:at] + letter + good[at + 1 :]
    if hostile != good:
        with pytest.raises(RosterError):
            walk_roster([hostile], DESK)


WALK = walk_roster([NOTES[name] for name in vectors("roster", "walk")[0]["notes"]], DESK)


@pytest.mark.parametrize("vector", vectors("roster", "desk_key_file"), ids=lambda v: v["name"])
def test_a_desk_key_file_is_accepted_from_triage_members_only(vector: dict[str, Any]) -> None:
    walk = walk_roster([NOTES[name] for name in vector["notes"]], vector["desk"])
    data, identity = file_named(vector["file"]), bytes.fromhex(vector["seed"])
    if "error" in vector:
        with pytest.raises(Untrusted) as refused:
            open_desk_key_file(data, identity, vector["account"], walk)
        assert refused.value.reason == vector["error"]
    else:
        opened = open_desk_key_file(data, identity, vector["account"], walk)
        assert opened.epochs[walk.newest.epoch] == seed("desk 2")


def test_a_desk_key_file_reaches_its_holder() -> None:
    key_file = DeskKeyFile(DESK, {2: seed("desk 2")}, AccountHolder(BOB), AccountHolder(BOB))
    data = make_desk_key_file(key_file, seed("bob signing"), recipient("bob"))
    assert len(data) == sealed_length(4_096)
    opened = open_desk_key_file(data, seed("bob"), BOB, WALK)
    assert replace(opened, sig=b"") == key_file


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=100))
def test_a_hostile_desk_key_file_raises_nothing_but_refused(data: bytes) -> None:
    key_file = DeskKeyFile(DESK, {2: seed("desk 2")}, AccountHolder(BOB), AccountHolder(BOB))
    good = encode_desk_key_file(key_file, seed("bob signing"))
    for text in (data, good[: len(data)] + data + good[len(data) :]):
        if text != good:
            sealed = seal_file(text.ljust(4_096), recipient("bob"))
            with pytest.raises(Untrusted):
                open_desk_key_file(sealed, seed("bob"), BOB, WALK)

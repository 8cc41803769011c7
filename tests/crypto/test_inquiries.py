"""What auditors ask and are answered, and what a member signs for their key."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from intake.crypto.age.file import open_file
from intake.crypto.age.hybrid import recipient_of
from intake.crypto.case.inquiries import (
    Answer,
    Inquiry,
    open_answer,
    open_inquiry,
    seal_answer,
    seal_inquiry,
)
from intake.crypto.case.objects import Untrusted
from intake.crypto.encoding import EncodingError, encode_json, parse_json
from intake.crypto.padding import PaddingError
from intake.crypto.roster.accounts import auditor_safety_number, keys_safety_number
from intake.crypto.roster.roster import Roster
from intake.crypto.roster.rostertext import parse_roster
from intake.crypto.roster.vouch import sign_vouch, verify_vouch
from intake.crypto.tlog.note import parse_note
from tests.vectors.fixtures import ALICE, BOB, file_named, recipient, seed, vectors

Opens = Callable[[bytes, bytes], Inquiry | Answer]
OPENS: dict[str, tuple[Opens, str]] = {
    "inquiry": (open_inquiry, "inquiry"),
    "answer": (open_answer, "inquiry-answer"),
}
QUESTION = Inquiry("opened_then", "5e" * 16, "why?", "A" * 43, "A" * 43)


def roster() -> Roster:
    """The list of alice, bob and carol."""
    [note] = [each["note"] for each in vectors("roster", "note") if each["name"] == "v3"]
    return parse_roster(parse_note(note).text)


@pytest.mark.parametrize(
    "vector",
    vectors("inquiries", "inquiry") + vectors("inquiries", "answer"),
    ids=lambda vector: vector["name"],
)
def test_questions_and_answers_open_or_are_refused(vector: dict[str, Any]) -> None:
    opens, kind = OPENS[vector["test"]]
    file, reader = file_named(vector["file"]), bytes.fromhex(vector["seed"])
    if "error" in vector:
        with pytest.raises(Untrusted) as caught:
            opens(file, reader)
        assert caught.value.reason == vector["error"]
    else:
        found = opens(file, reader)._asdict()
        assert encode_json({**found, "kind": kind, "v": 1}).decode() == vector["text"]
    with pytest.raises(Untrusted) as caught:
        opens(file, seed("somebody else"))
    assert caught.value.reason == "wrong_identity"


@pytest.mark.parametrize(
    ("change", "error"),
    [({"asks": "Why?"}, EncodingError), ({"words": "x" * 4_096}, PaddingError)],
)
def test_nothing_is_sealed_that_no_reader_accepts(
    change: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        seal_inquiry(QUESTION._replace(**change), recipient("bob"))
    with pytest.raises(EncodingError):
        seal_answer(Answer("casework", "", "short"), recipient("audra"))


def test_what_is_sealed_here_has_one_of_two_lengths() -> None:
    for words, length in (("", 1_024), ("x" * 700, 1_024), ("x" * 1_000, 4_096)):
        file = seal_inquiry(QUESTION._replace(words=words), recipient("bob"))
        assert len(open_file(file, seed("bob"))) == length


@pytest.mark.parametrize("vector", vectors("inquiries", "vouch"), ids=lambda each: each["name"])
def test_a_key_is_believed_by_the_word_of_a_member_who_may_give_it(vector: dict[str, str]) -> None:
    key, text = bytes.fromhex(vector["recipient"]), vector["text"].encode()
    if "error" not in vector:
        assert verify_vouch(text, key, roster()).user_name == vector["by"]
        return
    with pytest.raises(Untrusted) as caught:
        verify_vouch(text, key, roster())
    assert caught.value.reason == vector["error"]


def test_a_member_who_only_holds_cases_signs_for_nobody() -> None:
    """And one who left signs for nobody any more."""
    found, key = roster(), recipient("audra")
    signed = sign_vouch(BOB, key, seed("bob signing"))
    assert verify_vouch(signed, key, found).account == BOB
    [bob] = [member for member in found.members if member.account == BOB]
    others = tuple(member for member in found.members if member != bob)
    for members in (others, (*others, replace(bob, triage=False))):
        with pytest.raises(Untrusted) as caught:
            verify_vouch(signed, key, replace(found, members=members))
        assert caught.value.reason == "bad_signature"


def test_every_byte_of_what_was_signed_counts() -> None:
    key = recipient("audra")
    signed = sign_vouch(ALICE, key, seed("alice signing"))
    for name in ("by", "for", "sig"):
        fields = dict(parse_json(signed))  # type: ignore[call-overload]
        fields[name] = {"by": BOB, "for": "A" * 43, "sig": "A" * 86}[name]
        with pytest.raises(Untrusted):
            verify_vouch(encode_json(fields), key, roster())


@pytest.mark.parametrize("vector", vectors("inquiries", "auditor_safety"))
def test_the_number_of_an_auditors_key(vector: dict[str, str]) -> None:
    assert auditor_safety_number(bytes.fromhex(vector["recipient"])) == vector["number"]
    assert auditor_safety_number(recipient_of(seed("else"))) != vector["number"]


def test_the_number_of_all_keys_is_of_each_of_them_in_any_order() -> None:
    found = vectors("inquiries", "keys_safety")
    numbers = [keys_safety_number(each["keys"]) for each in found]
    assert numbers == [each["number"] for each in found]
    assert (numbers[0] == numbers[1], numbers[0] == numbers[2]) == (True, False)

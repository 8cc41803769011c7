"""Acts of the staff: who can read one, who can write one, and what they come to."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.crypto.case.acts.comparing import RowState, differences
from intake.crypto.case.acts.folding import fold_acts
from intake.crypto.case.acts.standing import Standing
from intake.crypto.case.bodies import ACTS, BEFORE_TAKING
from intake.crypto.case.frames import Frame, FrameError, encode_frame, parse_frame
from intake.crypto.case.holders import AccountHolder, DeskHolder
from intake.crypto.case.keyfiles import make_key_file
from intake.crypto.case.objects import Untrusted, row_of, seal_object, sha256
from intake.crypto.case.reading.reader import Reader, Written
from intake.crypto.case.reading.trusted import RosterTrust, TrustedCase
from intake.crypto.case.receipts import ReporterKeys
from intake.crypto.case.sealing.acts import NotYet, seal_act
from intake.crypto.case.sealing.messages import seal_message
from intake.crypto.padding import KINDS, PaddingError
from tests.crypto.test_frames import JSON
from tests.vectors.act_bodies import GOOD
from tests.vectors.fixtures import (
    ALICE,
    BOB,
    DESK,
    file_named,
    object_id,
    public,
    recipient,
    seed,
    vectors,
)
from tests.vectors.make_case import CASE, make_frame, make_key

ALICE_SIGNS = seed("alice signing")
STAFF = {ALICE: public("alice signing"), BOB: public("bob signing")}


def taken_by_alice() -> TrustedCase:
    own = AccountHolder(ALICE)
    key_file = make_key(holder=own, by=own, notes={0: seed("notes")})
    data = make_key_file(key_file, ALICE_SIGNS, recipient("alice"))
    return TrustedCase(data, seed("alice"), CASE, own, RosterTrust(STAFF))


def at_the_desk() -> TrustedCase:
    data = file_named("key desk")
    return TrustedCase(data, seed("desk"), CASE, DeskHolder(DESK, 1), RosterTrust(STAFF))


def test_every_act_has_a_good_vector_and_a_padded_length_like_a_note() -> None:
    named = {vector["frame"]["kind"] for vector in vectors("frames") if "frame" in vector}
    assert set(ACTS) <= named
    assert {KINDS[kind] for kind in ACTS} == {KINDS["note"]}
    assert set(ACTS) > {*BEFORE_TAKING}


@pytest.mark.parametrize("kind", ACTS)
def test_an_act_in_a_taken_case_is_for_those_who_hold_the_notes_and_nobody_else(kind: str) -> None:
    sealed = seal_act(taken_by_alice(), ALICE_SIGNS, kind, GOOD[kind])
    reader = taken_by_alice()
    assert reader.read(sealed.row, sealed.data).body == GOOD[kind]
    assert reader.signers[sealed.row.id] == ALICE
    desk = at_the_desk()
    assert desk.read_act(sealed.row, sealed.data) is None
    with pytest.raises(Untrusted, match="wrong_identity"):
        desk.read(sealed.row, sealed.data)


@pytest.mark.parametrize("kind", ACTS)
def test_before_a_case_is_taken_only_some_acts_are_written_and_they_stay_readable(
    kind: str,
) -> None:
    if kind not in BEFORE_TAKING:
        with pytest.raises(NotYet):
            seal_act(at_the_desk(), ALICE_SIGNS, kind, GOOD[kind])
        return
    sealed = seal_act(at_the_desk(), ALICE_SIGNS, kind, GOOD[kind])
    for case in (at_the_desk(), taken_by_alice()):
        assert case.opens(kind)
        assert case.read_act(sealed.row, sealed.data) is not None


@pytest.mark.parametrize("kind", ACTS)
def test_a_reporter_reads_no_act_whatever_it_is_sealed_to(kind: str) -> None:
    receipt = ReporterKeys(seed("reporter"), bytes(32), seed("author"))
    box = TrustedCase.of_reporter(file_named("key box"), receipt, CASE)
    frame = make_frame(kind)
    data = seal_object(frame, seed("case"), ALICE_SIGNS, recipient("case"))
    assert not box.opens(kind)
    with pytest.raises(Untrusted, match="bad_kind"):
        box.read(row_of(frame), data)


def test_an_act_that_somebody_else_signed_is_not_theirs() -> None:
    frame = make_frame("level")
    for signer, reason in (("author", "bad_signature"), ("carol signing", "bad_signature")):
        data = seal_object(frame, seed("notes"), seed(signer), recipient("notes"))
        with pytest.raises(Untrusted, match=reason):
            taken_by_alice().read_act(row_of(frame), data)
    sealed = seal_act(taken_by_alice(), seed("bob signing"), "level", GOOD["level"])
    case = taken_by_alice()
    case.read(sealed.row, sealed.data)
    assert case.signers[sealed.row.id] == BOB


def test_an_act_names_what_was_said_and_the_acts_that_its_writer_knew() -> None:
    case = taken_by_alice()
    for kind in ("report", "contact"):
        case.read(row_of(make_frame(kind)), file_named(f"object {kind}"))
    first = seal_act(case, ALICE_SIGNS, "note", GOOD["note"])
    said = [sha256(file_named(f"object {kind}")) for kind in ("report", "contact")]
    assert list(case.read(first.row, first.data).after) == said
    second = seal_act(case, ALICE_SIGNS, "level", GOOD["level"])
    assert list(case.read(second.row, second.data).after) == [*said, first.sha256]
    assert case.newest_for_staff() == [*said, second.sha256]
    assert case.newest() == said  # What the reporter will read names no act.


def test_of_more_heads_than_there_is_room_for_what_was_said_comes_first() -> None:
    case = taken_by_alice()
    for at in range(9):
        for kind in ("message", "note"):
            frame = make_frame(kind, f"{kind} {at}")
            by, to = ("author", "case") if kind == "message" else ("alice signing", "notes")
            data = seal_object(frame, seed(to), seed(by), recipient(to))
            case.read(row_of(frame), data)
    assert case.newest_for_staff() == case.newest()
    assert len(case.newest()) == 8


@pytest.mark.parametrize(
    ("kind", "body", "error"),
    [
        ("message", {"day": "2026-11-22", "text": "x"}, FrameError),
        ("level", GOOD["level"] | {"to": "panic"}, FrameError),
        ("note", {"day": "2026-11-22", "text": "x" * 65_536}, PaddingError),
    ],
)
def test_what_no_reader_accepts_is_not_sealed(
    kind: str, body: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        seal_act(taken_by_alice(), ALICE_SIGNS, kind, body)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(ACTS)), st.data(), JSON)
def test_a_hostile_value_in_a_field_of_an_act_is_refused_or_read_and_nothing_else(
    kind: str, data: st.DataObject, value: object
) -> None:
    name = data.draw(st.sampled_from(sorted(GOOD[kind])))
    frame = make_frame(kind, body=GOOD[kind] | {name: value})
    try:
        text = encode_frame(frame, seed("notes"), ALICE_SIGNS)
    except FrameError:
        return
    assert parse_frame(text).body == frame.body


def described(standing: Standing) -> dict[str, Any]:
    """Return a standing as the vectors write it."""
    return {
        "level": standing.level,
        "aside": standing.aside,
        "paused": standing.paused,
        "closed": list(standing.closed),
        "excluded": list(standing.excluded),
        "meant": list(standing.meant),
        "screened": standing.screened,
        "handed": standing.handed,
        "unanswered": list(standing.unanswered),
        "waiting": {kind: act.frame.id for kind, act in standing.waiting.items()},
        "agreements": standing.agreements,
        "broken": standing.broken,
    }


def written(each: Mapping[str, Any]) -> Written:
    frame = each["frame"] | {"after": tuple(each["frame"]["after"])}
    return Written(each["hash"], Frame(case=CASE, epoch=0, **frame), each["signer"])


@pytest.mark.parametrize("vector", vectors("standing"), ids=lambda v: v["name"])
def test_the_acts_come_to_what_the_row_should_say(vector: dict[str, Any]) -> None:
    standing = fold_acts([written(each) for each in vector["written"]])
    assert described(standing) == vector["expected"]
    waited = {*vector["expected"]["waiting"].values(), *standing.agreements}
    assert waited <= set(standing.proposed)


@pytest.mark.parametrize("vector", vectors("comparing"), ids=lambda v: v["name"])
def test_a_row_differs_from_what_the_acts_come_to_in_what_the_vectors_say(
    vector: dict[str, Any],
) -> None:
    told, sets = vector["row"], ("holders", "excluded")
    row = RowState(**told | {name: frozenset(told[name]) for name in sets})
    assert differences(Standing(**vector["standing"]), row) == vector["differs"]


FRAMES = st.builds(
    lambda at, kind, by, body, after, signer: Written(
        object_id(str(at)),
        Frame(CASE, 0, kind, object_id(str(at)), by, tuple(after), body),
        signer,
    ),
    st.integers(0, 9),
    st.sampled_from([*ACTS, "report", "message", "letter", ""]),
    st.sampled_from(["staff", "reporter", ""]),
    st.sampled_from([*GOOD.values(), make_frame("report").body, make_frame("message").body])
    | st.dictionaries(st.sampled_from(["day", "act", "to", "members"]), JSON),
    st.lists(st.integers(0, 9).map(lambda n: object_id(str(n))), max_size=9),
    st.sampled_from([ALICE, BOB, "staff", "author", ""]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(FRAMES, max_size=12))
def test_nothing_that_was_read_makes_the_fold_fail(acts: list[Written]) -> None:
    standing = fold_acts(acts)
    assert standing.screened in {0, 1, 2, 3}
    assert set(standing.unanswered) <= {each.frame.id for each in acts}


def test_what_a_case_has_read_is_folded_with_who_signed_it() -> None:
    case = taken_by_alice()
    case.read(row_of(make_frame("report")), file_named("object report"))
    body = GOOD["level"] | {"from": "urgent", "to": "emergency"}
    raised = seal_act(case, ALICE_SIGNS, "level", body)
    case.read(raised.row, raised.data)
    answer = seal_message(
        case.key_file, ALICE_SIGNS, by="staff", text="…", day="2026-11-22", after=case.newest()
    )
    assert fold_acts(case.written()).unanswered == (make_frame("report").id,)
    case.read(answer.row, answer.data)
    standing = fold_acts(case.written())
    assert (standing.level, standing.unanswered, standing.broken) == ("emergency", (), [])


def test_a_reader_that_knows_no_staff_knows_no_act() -> None:
    reader = Reader(CASE, {0: seed("case")}, public("author"), {0: seed("notes")}, staff=None)
    note = make_frame("note")
    with pytest.raises(Untrusted, match="bad_kind"):
        reader.read(row_of(note), file_named("object note"))

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.crypto.age.file import check_sealed, sealed_length
from intake.crypto.age.header import AgeError
from intake.crypto.age.hybrid import encode_recipient, recipient_of
from intake.crypto.case.frames import Frame, FrameError
from intake.crypto.case.holders import AccountHolder, BoxHolder, DeskHolder
from intake.crypto.case.keyfiles import (
    KeyFile,
    case_id,
    open_key_file,
    verify_key_file,
)
from intake.crypto.case.objects import (
    Row,
    Untrusted,
    peek_summary,
    seal_object,
    sha256,
)
from intake.crypto.case.reading.reader import Reader
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.receipts import ReporterKeys, token_hash
from intake.crypto.case.sealing import messages, sending
from intake.crypto.case.sealing.acts import seal_act
from intake.crypto.case.sealing.sending import Desk, Draft, Sending, seal_report
from intake.crypto.case.sealing.taking import take_case
from intake.crypto.encoding import b64u, encode_json, parse_json
from intake.crypto.keys import verification_key
from intake.crypto.padding import KINDS, PaddingError
from tests.vectors import act_bodies
from tests.vectors.fixtures import ALICE, DESK, public, recipient, seed

KEYS = ReporterKeys(seed("reporter"), seed("token"), seed("author"))
TODAY = Desk(DESK, 3, recipient("desk"))
DRAFT = Draft(
    answers={"story": "他们打电话给我妈妈。", "kinds": ["papers", "family"]},
    contact={"c_mode": "here", "c_avoid": "Zhang"},
    avoid=True,
    country="FR",
    kinds=["papers", "family"],
    who_for="me",
    lang="zh-Hans",
    at=1_795_284_000,
    form=1,
    level="emergency",
    rules=["T1", "T3"],
    tags=["papers"],
    dates={"T3": "2026-11-23"},
)


@pytest.fixture(scope="module")
def sent() -> Sending:
    return seal_report(DRAFT, TODAY, KEYS)


def row(sent: Sending, kind: str) -> Row:
    ids = sent.meta["ids"]
    assert isinstance(ids, dict)
    return Row(sent.case, str(ids[kind]), kind, 0, "reporter")


def test_five_parts_are_sent_and_each_passes_the_servers_checks(sent: Sending) -> None:
    kinds = {"key_desk": "key", "key_box": "key"}
    assert set(sent.parts) == {"summary", "report", "contact", "key_desk", "key_box"}
    for name, data in sent.parts.items():
        kind = kinds.get(name, name)
        assert check_sealed(data, kind) == KINDS[kind].floor


def test_meta_says_what_the_server_needs_and_nothing_more(sent: Sending) -> None:
    assert sent.meta == {
        "case": sent.case,
        "desk": DESK,
        "desk_epoch": 3,
        "form": 1,
        "ids": sent.meta["ids"],
        "level": "emergency",
        "sha256": {name: sha256(data) for name, data in sent.parts.items()},
        "token": b64u(token_hash(seed("token"))),
        "v": 1,
    }
    assert parse_json(encode_json(sent.meta)) == sent.meta


def test_the_reporter_reads_everything_back_with_the_receipt_alone(sent: Sending) -> None:
    key_file = open_key_file(sent.parts["key_box"], KEYS.reporter_seed, sent.case, BoxHolder())
    verify_key_file(key_file, verification_key(KEYS.author_seed))
    reader = Reader(
        sent.case,
        key_file.epochs,
        verification_key(KEYS.author_seed),
        pinned={"report": key_file.report, "contact": key_file.contact},
    )
    report = reader.read(row(sent, "report"), sent.parts["report"])
    assert report.body["answers"] == DRAFT.answers
    contact = reader.read(row(sent, "contact"), sent.parts["contact"])
    assert contact.body == {"answers": DRAFT.contact}


def test_the_desk_reads_everything_and_learns_who_wrote_it(sent: Sending) -> None:
    peeked = peek_summary(row(sent, "summary"), sent.parts["summary"], seed("desk"))
    assert peeked.body["level"] == "emergency"
    key_file = open_desk_file(sent)
    verify_key_file(key_file, key_file.author)
    reader = Reader(sent.case, key_file.epochs, key_file.author, desk_seed=seed("desk"))
    report = reader.read(row(sent, "report"), sent.parts["report"])
    assert report.body["desk"] == encode_recipient(recipient("desk"))
    assert report.body["at"] == DRAFT.at
    assert reader.read(row(sent, "summary"), sent.parts["summary"]) == peeked
    assert key_file.reporter == recipient_of(KEYS.reporter_seed)


def open_desk_file(sent: Sending) -> KeyFile:
    return open_key_file(sent.parts["key_desk"], seed("desk"), sent.case, DeskHolder(DESK, 3))


def test_a_whole_conversation_is_read_by_both_sides(sent: Sending) -> None:
    desk = open_desk_file(sent)
    files = take_case(desk, ALICE, seed("alice signing"), {ALICE: recipient("alice")})
    alice = open_key_file(files[ALICE], seed("alice"), sent.case, AccountHolder(ALICE))
    box = open_key_file(sent.parts["key_box"], KEYS.reporter_seed, sent.case, BoxHolder())
    answer = messages.seal_message(
        alice, seed("alice signing"), by="staff", text="We are here.", day="2026-11-22",
        after=[sha256(sent.parts["report"])],
    )  # fmt: skip
    staff = {ALICE: public("alice signing")}
    trusted = TrustedCase.of_account(files[ALICE], seed("alice"), sent.case, ALICE, staff)
    note = seal_act(trusted, seed("alice signing"), "note", act_bodies.GOOD["note"])
    more = messages.seal_message(
        box, KEYS.author_seed, by="reporter", text="又打来了", day="2026-11-23",
        after=[answer.sha256],
    )  # fmt: skip
    for key_file, rows in ((box, [answer, more]), (alice, [answer, note, more])):
        reader = Reader(sent.case, key_file.epochs, key_file.author, key_file.notes, staff=staff)
        reader.read(row(sent, "report"), sent.parts["report"])
        frames = [reader.read(sealed.row, sealed.data) for sealed in rows]
        assert [reader.missing_parents(frame) for frame in frames] == [[] for _ in rows]
        assert [reader.signers[frame.id] for frame in frames[:1]] == [ALICE]
        assert frames[-1].body["text"] == "又打来了"
    assert len(note.data) == len(answer.data) == sealed_length(1_024)


def test_every_sending_is_a_new_case(sent: Sending) -> None:
    other = seal_report(DRAFT, TODAY, KEYS)
    assert other.case != sent.case
    assert other.meta["ids"] != sent.meta["ids"]


def test_the_case_recipient_is_not_published(sent: Sending) -> None:
    key_file = open_desk_file(sent)
    case_recipient = recipient_of(key_file.epochs[0])
    assert case_id(case_recipient, key_file.author, key_file.reporter) == sent.case
    published = encode_json(sent.meta) + b"".join(sent.parts.values())
    assert case_recipient not in published
    assert encode_recipient(case_recipient).encode() not in published


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"at": 1_795_284_001}, FrameError),
        ({"level": "panic"}, FrameError),
        ({"by": "staff"}, FrameError),
        ({"answers": {"story": "\ud800"}}, FrameError),
        ({"answers": {"story": 1.5}}, FrameError),
        ({"answers": {"story": "x" * 262_144}}, PaddingError),
        ({"country": "x" * 1_024}, PaddingError),
    ],
    ids=["minute", "level", "writer", "surrogate", "float", "report-too-long", "summary-too-long"],
)
def test_a_draft_that_no_reader_would_accept_is_not_sealed(
    change: dict[str, object], error: type[Exception]
) -> None:
    draft = replace(DRAFT, **change)  # type: ignore[arg-type]  # The fields of Draft.
    with pytest.raises(error):
        seal_report(draft, TODAY, KEYS)


def test_a_desk_recipient_that_is_no_key_is_refused() -> None:
    with pytest.raises(AgeError):
        seal_report(DRAFT, Desk(DESK, 1, bytes(1_216)), KEYS)


def test_what_cannot_be_read_back_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(frame: Frame, mac_seed: bytes, signing_seed: bytes, to: bytes) -> bytes:
        return seal_object(frame, mac_seed, signing_seed, to)[:-1]

    monkeypatch.setattr(sending, "seal_object", cut)
    with pytest.raises(Untrusted) as refused:
        seal_report(DRAFT, TODAY, KEYS)
    assert refused.value.reason == "not_age"


@settings(max_examples=20, deadline=None)
@given(
    st.dictionaries(
        st.text("abcdef_", min_size=1, max_size=8),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=500) | st.lists(st.text("ab")),
        max_size=6,
    )
)
def test_any_answers_reach_the_desk_unchanged(answers: dict[str, object]) -> None:
    made = seal_report(replace(DRAFT, answers=answers), TODAY, KEYS)
    key_file = open_desk_file(made)
    reader = Reader(made.case, key_file.epochs, key_file.author)
    assert reader.read(row(made, "report"), made.parts["report"]).body["answers"] == answers

"""The eight forgeries that DESIGN's rules answer, each played by somebody who could do it."""

import io
import secrets
from dataclasses import replace

import pytest

from intake.crypto.age.file import HEADER_BYTES, NotOurs, check_sealed, open_file, seal_file
from intake.crypto.age.header import encode_header, parse_header
from intake.crypto.age.hybrid import unwrap_file_key, wrap_file_key
from intake.crypto.age.stream import encrypt_stream
from intake.crypto.case.frames import Frame, encode_frame
from intake.crypto.case.holders import AccountHolder
from intake.crypto.case.keyfiles import make_key_file, open_key_file
from intake.crypto.case.objects import Row, Untrusted, row_of, seal_object, sha256
from intake.crypto.case.reading.reader import Reader
from intake.crypto.padding import pad
from tests.vectors.fixtures import ALICE, object_id, public, recipient, seed
from tests.vectors.make_case import CASE, OTHER_CASE, make_frame, make_key

HOLDER = AccountHolder(ALICE)


def new_reader() -> Reader:
    """Return a reader on the staff who has opened the report and believes nothing else."""
    return Reader(
        CASE,
        {0: seed("case"), 1: seed("case 1")},
        public("author"),
        notes={0: seed("notes")},
        staff={ALICE: public("alice signing")},
    )


def written(frame: Frame) -> bytes:
    """Return a genuine file of the case."""
    names = {"note": ("notes", "alice signing")}
    mac, signer = names.get(frame.kind, ("case", "author"))
    return seal_object(frame, seed(mac), seed(signer), recipient(mac))


def refusal(reader: Reader, row: Row, data: bytes) -> str:
    with pytest.raises(Untrusted) as refused:
        reader.read(row, data)
    return refused.value.reason


MESSAGE = make_frame("message")


def test_control_the_genuine_message_is_read() -> None:
    assert new_reader().read(row_of(MESSAGE), written(MESSAGE)) is not None


def test_1_replay_the_server_shows_the_same_message_twice() -> None:
    reader, data = new_reader(), written(MESSAGE)
    reader.read(row_of(MESSAGE), data)
    assert refusal(reader, row_of(MESSAGE), data) == "repeated"
    as_new = replace(row_of(MESSAGE), id=secrets.token_hex(16))
    assert refusal(reader, as_new, data) == "bad_row"


def test_1_replay_an_old_message_is_sealed_again_for_a_new_epoch() -> None:
    # Somebody who was granted epoch 0 only knows its frames and, from a leak, the new recipient.
    text = encode_frame(MESSAGE, seed("case"), seed("author"))
    data = seal_file(pad(text, "message"), recipient("case 1"))
    assert refusal(new_reader(), replace(row_of(MESSAGE), epoch=1), data) == "bad_mac"


def test_2_another_row_the_server_swaps_two_messages() -> None:
    first, second = MESSAGE, make_frame("message", "second")
    assert refusal(new_reader(), row_of(second), written(first)) == "bad_row"


def test_3_another_case_the_server_moves_an_object_between_cases() -> None:
    foreign = replace(MESSAGE, case=OTHER_CASE)
    data = seal_object(foreign, seed("other case"), seed("author"), recipient("other case"))
    assert refusal(new_reader(), row_of(MESSAGE), data) == "wrong_identity"
    assert (
        refusal(new_reader(), replace(row_of(MESSAGE), case=OTHER_CASE), data) == "wrong_identity"
    )


def test_3_another_case_a_reporter_with_two_cases_is_fed_one_in_the_other() -> None:
    # The author key is the same; whoever holds one case's seed cannot make a frame of the other.
    foreign = replace(MESSAGE, case=OTHER_CASE)
    text = encode_frame(foreign, seed("case"), seed("author"))
    data = seal_file(pad(text, "message"), recipient("case"))
    assert refusal(new_reader(), row_of(MESSAGE), data) == "bad_case"


def test_4_another_kind_contact_data_is_shown_as_a_message() -> None:
    contact = make_frame("contact")
    row = replace(row_of(contact), kind="message")
    assert refusal(new_reader(), row, written(contact)) == "bad_kind"


def test_4_another_kind_a_note_is_shown_to_the_reporter_as_an_answer() -> None:
    note = make_frame("note")
    row = replace(row_of(note), kind="message")
    assert refusal(new_reader(), row, written(note)) == "wrong_identity"


def test_5_new_payload_under_a_disclosed_file_key() -> None:
    # A court, or the reporter, discloses one file key. Header and MAC stay valid.
    genuine = written(MESSAGE)
    header = parse_header(io.BytesIO(genuine))
    file_key = unwrap_file_key(header.stanzas[0], seed("case"))
    assert file_key is not None
    body: dict[str, object] = {"day": "2026-11-22", "text": "I made it all up."}
    forged = encode_frame(replace(MESSAGE, body=body), seed("guess"), seed("author"))
    writer = io.BytesIO()
    writer.write(genuine[:HEADER_BYTES])
    encrypt_stream(io.BytesIO(pad(forged, "message")), writer, file_key)
    data = writer.getvalue()
    assert open_file(data, seed("case")).rstrip(b" ") == forged  # age itself is content.
    assert refusal(new_reader(), row_of(MESSAGE), data) == "bad_mac"


def test_6_an_extra_reader_is_added_to_the_header() -> None:
    file_key = secrets.token_bytes(16)
    stanzas = [wrap_file_key(file_key, recipient(name)) for name in ("case", "mallory")]
    writer = io.BytesIO()
    writer.write(encode_header(stanzas, file_key))
    text = encode_frame(MESSAGE, seed("case"), seed("author"))
    encrypt_stream(io.BytesIO(pad(text, "message")), writer, file_key)
    data = writer.getvalue()
    assert refusal(new_reader(), row_of(MESSAGE), data) == "not_age"
    with pytest.raises(NotOurs):
        check_sealed(data, "message")


def test_7_a_dropped_parent_is_flagged_and_a_deleted_one_is_not() -> None:
    parent = written(MESSAGE)
    child = make_frame("message", "child", after=(sha256(parent),))
    reader = new_reader()
    frame = reader.read(row_of(child), written(child))
    assert reader.missing_parents(frame) == [sha256(parent)]
    reader.read(row_of(MESSAGE), parent)
    assert reader.missing_parents(frame) == []
    reader = new_reader()
    reader.tombstones = frozenset({sha256(parent)})
    assert reader.missing_parents(reader.read(row_of(child), written(child))) == []


def test_8_a_leaked_recipient_alone_forges_nothing() -> None:
    # With recipient, case id, row and even the author key, the seed is still missing.
    forged = replace(MESSAGE, id=object_id("forged"))
    data = seal_object(forged, seed("guess"), seed("author"), recipient("case"))
    assert refusal(new_reader(), row_of(forged), data) == "bad_mac"


def test_a_caseworker_who_holds_the_seed_cannot_write_as_the_reporter() -> None:
    data = seal_object(MESSAGE, seed("case"), seed("alice signing"), recipient("case"))
    assert refusal(new_reader(), row_of(MESSAGE), data) == "bad_signature"


def test_a_caseworker_who_holds_the_seed_cannot_replace_the_report() -> None:
    report = make_frame("report")
    body = report.body | {"answers": {}}
    forged = replace(report, body=body)
    data = seal_object(forged, seed("case"), seed("alice signing"), recipient("case"))
    assert refusal(new_reader(), row_of(report), data) == "bad_signature"


@pytest.mark.parametrize(
    "change",
    [
        {"author": public("alice signing")},  # to sign a report of their own as its author
        {"reporter": recipient("alice")},  # to receive the keys of later epochs
    ],
    ids=["author", "reporter"],
)
def test_a_past_holder_cannot_put_another_author_or_reporter_into_a_case(
    change: dict[str, object],
) -> None:
    # They hold every seed of the case, a key on the roster, and the server does as they say.
    genuine = make_key(holder=HOLDER, by=HOLDER)
    forged = make_key_file(replace(genuine, **change), seed("alice signing"), recipient("alice"))  # type: ignore[arg-type]  # Fields of KeyFile.
    with pytest.raises(Untrusted) as refused:
        open_key_file(forged, seed("alice"), CASE, HOLDER)
    assert refused.value.reason == "bad_case"
    whole = make_key_file(genuine, seed("alice signing"), recipient("alice"))
    assert open_key_file(whole, seed("alice"), CASE, HOLDER).author == public("author")


def test_the_reporter_cannot_write_as_staff() -> None:
    answer = make_frame("message", "answer", by="staff")
    assert refusal(new_reader(), row_of(answer), written(answer)) == "bad_signature"

"""A statement comes back: made elsewhere, taken in where it speaks of these logs, read by all."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, update
from werkzeug.test import TestResponse

from intake.audit.stating import views
from intake.audit.stating.views import MOST_KEY, MOST_NOTE
from intake.commands.audit import audit
from intake.commands.auditing import stating
from intake.crypto.encoding import b64u
from intake.crypto.tlog.note import encode_vkey
from intake.log.events import Log
from intake.log.signing.signer import log_origin
from intake.store.models import AuditStatement
from intake.verify.reporting.stating.signing_key import SigningKey, SigningKeyError, make_key
from intake.web.services import services_of
from tests.admin.stored import code_of
from tests.audit.stated import KEY, VKEY, Said, say
from tests.audit.tampering import change_leaf, drop_triggers, run
from tests.audit.visits.machine import Machine, entries, make_token, sign_now
from tests.conftest import ORIGIN
from tests.people import People, Person
from tests.vectors.make_altered import AUDITOR as GOLDEN_AUDITOR
from tests.vectors.make_altered import HERE as GOLDEN

PAGE = "/audit/statements/"


@pytest.fixture
def audra(people: People) -> Person:
    """An auditor, once the logs were signed."""
    audra = people.new("audra", "auditor")
    sign_now(people)
    return audra


@pytest.fixture
def said(people: People, audra: Person) -> Said:
    """What speaks of all that is signed of the access log."""
    assert audra.role == "auditor"
    return say(people)


def hand_in(person: Person, note: str, key: str = VKEY) -> TestResponse:
    return person.post(PAGE, {"statement": note, "signed_by": key})


def refusal(person: Person, note: str, key: str = VKEY) -> str:
    """What is wrong with it; nothing of it is kept or logged."""
    before = entries(person.people)
    answer = hand_in(person, note, key)
    assert answer.status_code in {409, 422}
    assert entries(person.people) == before
    return code_of(answer)[1]


def test_what_the_command_makes_is_taken_in_read_by_all_and_still_holds(
    people: People, audra: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stating, "system_clock", people.clock)
    machine = Machine(people, tmp_path / "copy")
    assert machine.run(make_token(audra)).verdict == 0
    arguments = ["statement", str(machine.copy), "--key", str(tmp_path / "key")]
    made = CliRunner().invoke(audit, arguments, catch_exceptions=False)
    assert made.exit_code in {0, 1}
    assert hand_in(audra, made.stdout, made.stderr.splitlines()[-1]).status_code == 204
    newest = entries(people)[-1]
    assert newest["e"] == "audit.statement"
    assert newest["f"] == {"statement": b64u(sha256(made.stdout.encode()).digest())}
    size = int(made.stdout.splitlines()[2].removeprefix("size "))
    assert newest["detail"] == {"log": "access", "size": size}

    index = len(entries(people)) - 1
    anna = people.new("anna", "caseworker", triage=True)
    susi, bea = people.new("susi", "supervisor"), people.new("bea", "auditor")
    assert anna.admit(susi).status_code == 201
    for reader in (audra, bea, susi):
        page = reader.client.get(PAGE).text
        assert f'data-statement="{index}"' in page
        assert f"the first {size} entries of the access log" in page
        got = reader.client.get(f"{PAGE}{index}.statement")
        assert (got.status_code, got.text) == (200, made.stdout)
        (tmp_path / "got").write_text(got.text)
    assert anna.client.get(PAGE).status_code == 403
    check = [*arguments, "--check", str(tmp_path / "got")]
    assert CliRunner().invoke(audit, check, catch_exceptions=False).exit_code == 0


def test_who_handed_it_in_stands_by_day_and_by_pseudonym(audra: Person, said: Said) -> None:
    assert hand_in(audra, said.note()).status_code == 204
    actor = str(entries(audra.people)[-1]["a"])
    page = audra.client.get(PAGE).get_data(as_text=True)
    assert f"by {actor[:8]}" in page or "by Auditor" in page
    assert "audra" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"first": "ti-audit-statement/v2"}, "statement_text"),
        ({"time": "2026-13-01T02:00:00Z"}, "statement_text"),
        ({"origin": "other.example/log/access"}, "statement_log"),
        ({"origin": log_origin(ORIGIN, Log.INTAKE)}, "statement_log"),
        ({"beside": f"other.example/log/intake 0 {'A' * 43}="}, "statement_log"),
        ({"size": 10**6, "end": 10**6}, "statement_size"),
        ({"beside": f"{log_origin(ORIGIN, Log.INTAKE)} 1000000 {'A' * 43}="}, "statement_size"),
        ({"root": "A" * 43 + "="}, "statement_root"),
        ({"size": 1, "end": 1}, "statement_root"),
        ({"beside": f"{log_origin(ORIGIN, Log.INTAKE)} 256 {'A' * 43}="}, "statement_root"),
        ({"end": 1}, "statement_range"),
        ({"time": "2100-01-01T00:00:00Z"}, "statement_time"),
    ],
)
def test_each_thing_that_is_wrong_is_called_what_it_is(
    audra: Person, said: Said, changed: dict[str, object], code: str
) -> None:
    assert refusal(audra, replace(said, **changed).note()) == code  # type: ignore[arg-type]


def test_a_note_that_its_key_did_not_sign_is_refused(audra: Person, said: Said) -> None:
    other = encode_vkey(SigningKey("auditor.example/bea", b"\x52" * 32).public)
    same_name = encode_vkey(SigningKey(KEY.name, b"\x52" * 32).public)
    note = said.note()
    assert refusal(audra, note, other) == "statement_signature"
    assert refusal(audra, note, same_name) == "statement_signature"
    assert refusal(audra, note, VKEY[:-5] + "AAAA=") == "statement_key"
    assert refusal(audra, note, "amina") == "statement_key"
    assert refusal(audra, said.text()) == "statement_note"
    twice = note + said.note(SigningKey("x.example", b"\x53" * 32)).splitlines()[-1]
    assert refusal(audra, twice) == "statement_note"  # Nobody looks into the other line.
    assert refusal(audra, services_of(audra.people.app).signer.last(Log.ACCESS)) == "statement_text"


def test_no_altered_character_goes_through(audra: Person, said: Said) -> None:
    note = said.note()
    for at in range(0, len(note), 7):
        other = "B" if note[at] != "B" else "C"
        code = refusal(audra, note[:at] + other + note[at + 1 :])
        assert code in {"statement_note", "statement_text", "statement_signature"}


def test_golden_files_are_refused_for_what_they_are(audra: Person) -> None:
    key = encode_vkey(GOLDEN_AUDITOR.public)
    whole = (GOLDEN / "whole" / "statement").read_text(encoding="utf-8")
    altered = (GOLDEN / "statement").read_text(encoding="utf-8")
    assert refusal(audra, whole, key) == "statement_log"
    assert refusal(audra, altered, key) == "statement_signature"


def test_the_same_is_handed_in_once(audra: Person, said: Said) -> None:
    assert hand_in(audra, said.note()).status_code == 204
    assert refusal(audra, said.note()) == "statement_known"
    assert hand_in(audra, f"\n{said.note().rstrip()}", f"signed by {VKEY}\n").status_code == 409


def test_a_log_that_was_rewritten_since_is_said_beside_the_statement(
    audra: Person, said: Said
) -> None:
    assert hand_in(audra, said.note()).status_code == 204
    assert "does not begin with what was checked" not in audra.client.get(PAGE).text
    database = services_of(audra.people.app).database
    drop_triggers(database)
    change_leaf(database, 1, b'{"e":"pad","t":1790000060,"v":1}', rehash=True)
    assert "does not begin with what was checked" in audra.client.get(PAGE).text


def test_a_row_that_somebody_wrote_over_is_listed_and_not_believed(
    audra: Person, said: Said
) -> None:
    assert hand_in(audra, said.note()).status_code == 204
    run(services_of(audra.people.app).database, update(AuditStatement).values(note="nonsense"))
    page = audra.client.get(PAGE)
    assert page.status_code == 200
    assert "is not what was handed in" in page.text


def test_a_row_that_somebody_took_away_is_listed_as_gone(audra: Person, said: Said) -> None:
    assert hand_in(audra, said.note()).status_code == 204
    index = len(entries(audra.people)) - 1
    run(services_of(audra.people.app).database, delete(AuditStatement))
    page = audra.client.get(PAGE).text
    assert f'data-statement="{index}"' in page
    assert "it is not here any more" in page
    assert f"{index}.statement" not in page


def test_a_page_shows_the_newest_and_counts_the_others(
    audra: Person, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many somebody hands in, the page costs no more."""
    monkeypatch.setattr(views, "SHOWN", 2)
    for day in range(1, 4):
        note = replace(said, time=f"2026-09-0{day}T02:00:00Z").note()
        assert hand_in(audra, note).status_code == 204
        page = audra.client.get(PAGE).text
        assert (page.count("data-statement="), "1 older" in page) == (min(day, 2), day > 2)


def test_a_key_that_did_not_sign_it_stands_beside_no_statement(audra: Person, said: Said) -> None:
    """Whoever owns the database writes another name beside it."""
    other = encode_vkey(SigningKey("auditor.example/bea", b"\x52" * 32).public)
    assert hand_in(audra, said.note()).status_code == 204
    for key in (other, "nonsense"):
        run(services_of(audra.people.app).database, update(AuditStatement).values(key=key))
        page = audra.client.get(PAGE).text
        assert "This is not what was handed in" in page
        assert "<h3>Clean" not in page


@pytest.mark.parametrize("name", ["amina\u202e", "am\u200bina", "\ufeffamina", "am\u00adina"])
def test_a_key_whose_name_shows_as_another_is_refused(
    audra: Person, said: Said, name: str, tmp_path: Path
) -> None:
    key = SigningKey(name, b"\x52" * 32)
    assert refusal(audra, said.note(key), encode_vkey(key.public)) == "statement_key"
    with pytest.raises(SigningKeyError):
        make_key(tmp_path / "key", name)


def test_what_is_no_statement_of_ours_is_not_there(audra: Person, said: Said) -> None:
    assert hand_in(audra, said.note()).status_code == 204
    index = len(entries(audra.people)) - 1
    assert audra.client.get(f"{PAGE}{index}.statement").status_code == 200
    assert audra.client.get(f"{PAGE}{index - 1}.statement").status_code == 404
    assert entries(audra.people)[-1]["detail"] == {"log": "access", "index": index - 1}


def test_a_supervisor_reads_and_hands_nothing_in(people: People, audra: Person, said: Said) -> None:
    assert audra.role == "auditor"
    anna, susi = people.new("anna", "caseworker", triage=True), people.new("susi", "supervisor")
    assert anna.admit(susi).status_code == 201
    before = entries(people)
    assert hand_in(susi, said.note()).status_code == 403
    assert [each["e"] for each in entries(people)[len(before) :]] == ["auth.deny"]


@pytest.mark.parametrize(("verdict", "title"), [("clean", "Clean"), ("findings", "With findings")])
def test_a_statement_is_listed_by_its_verdict(
    audra: Person, said: Said, verdict: str, title: str
) -> None:
    count = {"clean": 0, "findings": 1}[verdict]
    text = said.text().replace("verdict clean", f"verdict {verdict}")
    note = KEY.sign(text.replace("findings 0 sha", f"findings {count} sha"))
    assert hand_in(audra, note).status_code == 204
    page = audra.client.get(PAGE).text
    assert [each for each in ("Clean", "With findings") if f"<h3>{each} ·" in page] == [title]


@pytest.mark.parametrize(("ahead", "status"), [(300, 204), (301, 422)])
def test_a_clock_may_be_five_minutes_before_ours(
    audra: Person, said: Said, ahead: int, status: int
) -> None:
    time = datetime.fromtimestamp(audra.people.clock() + ahead, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert hand_in(audra, replace(said, time=time).note()).status_code == status


@pytest.mark.parametrize(
    ("name", "most"), [("statement", MOST_NOTE), ("signed_by", MOST_KEY)], ids=["note", "key"]
)
def test_what_is_longer_than_any_is_not_read(
    audra: Person, said: Said, name: str, most: int
) -> None:
    body = {"statement": said.note(), "signed_by": VKEY}
    asked = audra.post(PAGE, body | {name: body[name].rstrip().ljust(most + 1)})
    assert asked.status_code == 422
    assert code_of(asked) == (422, name)
    assert audra.post(PAGE, body | {name: body[name].rstrip().ljust(most)}).status_code == 204


def test_one_entry_more_than_is_signed_is_too_much(audra: Person, said: Said) -> None:
    size = len(entries(audra.people)) + 1
    assert refusal(audra, replace(said, size=size, end=size).note()) == "statement_size"

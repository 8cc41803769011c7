"""The auditors' pages: theirs alone, every look an entry, and no more than was published."""

import json
import re

import pytest
from sqlalchemy import delete, select

from intake.crypto.tlog.checkpoint import parse_checkpoint
from intake.crypto.tlog.note import parse_note, parse_vkey
from intake.crypto.tlog.tlogproof import parse_tlog_proof, verify_tlog_proof
from intake.log.act import SYSTEM, Act
from intake.log.events import Event, Log
from intake.log.signing.publishing import publish_daily
from intake.store.engine import Database
from intake.store.models import LogDetail, LogEntry
from intake.web.services import services_of
from tests.audit import tampering
from tests.log.filling import fill
from tests.people import People, Person

VERDICT = re.compile(r'data-verdict="(\w+)"')
TITLE = re.compile(r'<h2 id="verdict-title">(.*?)</h2>', re.DOTALL)
LISTED = re.compile(r'<td class="number">(\d+)</td>')
LINKED = re.compile(r'href="/audit/(access|intake)/(\d+)"')
OLDER = re.compile(r'href="([^"]*before=\d+[^"]*)"')


@pytest.fixture
def audra(people: People) -> Person:
    """An auditor."""
    return people.new("audra", "auditor")


def leaves(people: People, log: Log = Log.ACCESS) -> list[bytes]:
    with services_of(people.app).database.reading() as db:
        query = select(LogEntry.leaf).where(LogEntry.log == log).order_by(LogEntry.idx)
        return list(db.scalars(query))


def events(people: People, log: Log = Log.ACCESS) -> list[str]:
    return [json.loads(leaf)["e"] for leaf in leaves(people, log)]


def look(person: Person, path: str = "/audit/entries") -> str:
    answer = person.client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def verdict_of(page: str) -> tuple[str, str]:
    kind, title = VERDICT.search(page), TITLE.search(page)
    assert kind
    assert title
    return kind[1], title[1]


def listed(page: str) -> list[int]:
    return [int(index) for index in LISTED.findall(page)]


# --- who, and what is logged ---------------------------------------------------------------------

PATHS = (
    "/audit/",
    "/audit/entries",
    "/audit/entries?log=intake",
    "/audit/access/0",
    "/audit/access/0.tlog-proof",
)


def test_nobody_but_auditors_sees_the_log(people: People, audra: Person) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    adam = people.new("adam", "administrator")
    susi = people.new("susi", "supervisor")
    before = len(leaves(people))
    for path in PATHS:
        for person in (anna, adam, susi):
            assert person.client.get(path).status_code == 403, path
        assert people.client().get(path).status_code == 401
    assert events(people)[before:] == ["auth.deny"] * len(PATHS) * 3
    for path in PATHS:
        assert audra.client.get(path).status_code == 200, path


def test_every_look_is_an_entry_that_names_who_and_what_was_looked_for(
    people: People, audra: Person
) -> None:
    before = len(leaves(people))
    look(audra, "/audit/entries?event=report.open&case=0123456789abcdef0123456789abcdef")
    look(audra, "/audit/entries?log=intake")
    look(audra, "/audit/access/0")
    audra.client.get("/audit/access/0.tlog-proof")
    assert events(people)[before:] == ["audit.view"] * 3 + ["audit.export"]
    actors = {json.loads(leaf)["a"] for leaf in leaves(people)[before:]}
    assert len(actors) == 1
    page = look(audra)
    assert listed(page)[0] == before + 4  # This look too.
    with services_of(people.app).database.reading() as db:
        query = select(LogDetail.detail).where(LogDetail.idx >= before).order_by(LogDetail.idx)
        details = [json.loads(each) for each in db.scalars(query)]
    asked = {"event": "report.open", "case": "0123456789abcdef" * 2}
    assert details[:2] == [{"log": "access", **asked}, {"log": "intake"}]


def test_a_look_at_what_is_not_there_is_an_entry_too(people: People, audra: Person) -> None:
    before = len(leaves(people))
    assert audra.client.get("/audit/access/999").status_code == 404
    assert audra.client.get("/audit/intake/0").status_code == 404
    assert audra.client.get("/audit/intake/0.tlog-proof").status_code == 404
    assert events(people)[before:] == ["audit.view", "audit.view", "audit.export"]


@pytest.mark.parametrize("path", ["/audit/{}/0", "/audit/{}/0.tlog-proof", "/audit/entries?log={}"])
def test_another_log_is_not_there(audra: Person, path: str) -> None:
    assert audra.client.get(path.format("other")).status_code == 404


@pytest.mark.parametrize("digits", [16, 19, 20, 100])
def test_a_number_too_large_for_any_log_is_not_there(audra: Person, digits: int) -> None:
    for path in ("/audit/access/{}", "/audit/access/{}.tlog-proof"):
        assert audra.client.get(path.format("9" * digits)).status_code == 404
    assert audra.client.get(f"/audit/entries?before={'9' * digits}").status_code == 200


# --- the verdict ---------------------------------------------------------------------------------


def test_an_untouched_log_is_said_to_fit_its_checkpoint(audra: Person) -> None:
    for path in ("/audit/entries", "/audit/entries?log=intake"):
        kind, title = verdict_of(look(audra, path))
        assert kind == "warn"  # No witness has signed, so it is never green.
        assert "fit the signed checkpoint" in title


@pytest.mark.parametrize("rehash", [False, True], ids=["leaf", "leaf and hash"])
def test_a_changed_entry_turns_the_verdict(
    database: Database, audra: Person, *, rehash: bool
) -> None:
    fill(database, 20)
    look(audra)
    tampering.drop_triggers(database)
    tampering.change_leaf(database, 5, tampering.forge(leaf_at(database, 5)), rehash=rehash)
    kind, title = verdict_of(look(audra))
    assert (kind, "The log does not hold" in title) == ("bad", True)


def leaf_at(database: Database, index: int) -> bytes:
    with database.reading() as db:
        return db.get_one(LogEntry, ("access", index)).leaf


def test_a_dropped_and_a_moved_entry_turn_the_verdict(database: Database, audra: Person) -> None:
    fill(database, 20)
    look(audra)
    tampering.drop_triggers(database)
    tampering.swap_entries(database, 8, 9)
    assert verdict_of(look(audra))[0] == "bad"
    tampering.swap_entries(database, 8, 9)
    assert verdict_of(look(audra))[0] == "warn"
    tampering.drop_entry(database, 12)
    kind, title = verdict_of(look(audra))
    assert kind == "bad"
    assert "entry 12 is missing or was changed" in title


def test_a_proof_that_cannot_be_given_is_a_page_with_the_reason(
    database: Database, audra: Person
) -> None:
    fill(database, 20)
    look(audra)
    tampering.drop_triggers(database)
    tampering.change_leaf(database, 5, tampering.forge(leaf_at(database, 5)))
    tampering.drop_entry(database, 12)
    for index, reason in ((5, "entry 5 was changed"), (12, "entry 12 was signed and is missing")):
        for path in (f"/audit/access/{index}", f"/audit/access/{index}.tlog-proof"):
            answer = audra.client.get(path)
            page = answer.get_data(as_text=True)
            assert answer.status_code == 503
            assert VERDICT.search(page)
            assert reason in page
            assert 'href="/audit/"' in page  # In the auditors' own frame.
            assert "c2sp.org/tlog-proof" not in page


def test_a_log_that_was_rolled_back_gives_no_proof_of_anything_and_says_so(
    database: Database, audra: Person
) -> None:
    fill(database, 20)
    look(audra)
    tampering.drop_triggers(database)
    tampering.change_leaf(database, 5, tampering.forge(leaf_at(database, 5)), rehash=True)
    answer = audra.client.get("/audit/access/3")
    assert answer.status_code == 503
    assert "No proof can be given" in answer.get_data(as_text=True)


def test_the_pages_say_what_a_reference_is_and_what_a_copy_holds(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    sent = people.reporter()
    assert sent.send().status_code == 201
    anna.open(sent.sending.case)
    audra = people.new("audra", "auditor")
    page = look(audra)
    assert "Details come only if you ask for them" in page
    assert "no page shows which case it belongs to" in page
    index = events(people).index("report.open")
    entry = look(audra, f"/audit/access/{index}")
    assert "Which case is this?" in entry
    assert "only if the auditor asked for them" in entry
    assert sent.sending.case not in page + entry


def test_entries_and_details_that_make_no_sense_are_shown_escaped(
    database: Database, audra: Person
) -> None:
    look(audra)
    tampering.drop_triggers(database)
    tampering.change_leaf(database, 0, b"<script>alert(1)</script>\xff")
    tampering.change_leaf(database, 1, leaf_at(database, 1).replace(b'"t":1', b'"t":999991'))
    tampering.change_detail(database, 2, b'{"log_ref":7,"<b>":["<script>alert(2)</script>"]}')
    page = look(audra)
    assert verdict_of(page)[0] == "bad"
    assert "<script>alert" not in page
    assert "detail changed" in page


def test_a_changed_detail_is_marked_where_it_is_listed_and_on_its_own_page(
    database: Database, audra: Person
) -> None:
    assert "detail changed" not in look(audra)
    tampering.change_detail(database, 1, b'{"account":"somebody-else"}')
    page = look(audra)
    assert page.count("detail changed") == 1
    assert verdict_of(page)[0] == "warn"  # The entries stand.
    page = look(audra, "/audit/access/1")
    assert "The detail is not what was logged" in page


def test_details_that_are_gone_are_told_from_those_that_never_were(
    database: Database, audra: Person
) -> None:
    assert "Its details are gone" not in look(audra, "/audit/access/1")
    gone = delete(LogDetail).where(LogDetail.log == Log.ACCESS, LogDetail.idx == 1)
    tampering.run(database, gone)
    page = look(audra, "/audit/access/1")
    assert "Its details are gone" in page
    assert "this page checks that it fits" not in page
    with database.session() as db:
        Act(db, SYSTEM, 1).log(Event.LOG_DETAIL_ERASE, detail={"indices": [1]})
        bare = Act(db, SYSTEM, 1).log(Event.SYS_START)
        db.commit()
    page = look(audra, "/audit/access/1")
    assert "Its details were erased: an entry says so." in page
    assert "Its details are gone" not in page
    assert "No details belong to it." in look(audra, f"/audit/access/{bare}")


# --- pages, filters, proofs ----------------------------------------------------------------------


def test_older_leads_through_every_entry_once(database: Database, audra: Person) -> None:
    fill(database, 230)
    size, path, seen = len(leaves(audra.people)) + 1, "/audit/entries?event=report.open", []
    for _ in range(4):
        page = look(audra, path)
        seen += listed(page)
        link = OLDER.search(page)
        if link is None:
            break
        path = link[1].replace("&amp;", "&")
    with database.reading() as db:
        rows = db.execute(select(LogEntry.idx, LogEntry.leaf).where(LogEntry.idx < size))
        expected = [index for index, leaf in rows if b"report.open" in leaf]
    assert seen == sorted(expected, reverse=True)
    assert len(seen) == 230


def test_a_case_is_found_by_its_log_reference_and_a_person_by_pseudonym(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    audra = people.new("audra", "auditor")
    first, second = people.reporter("first"), people.reporter("second")
    first.send()
    second.send()
    anna.open(first.sending.case)
    before = len(leaves(people))
    anna.open(second.sending.case)
    after = len(leaves(people))
    page = look(audra, f"/audit/access/{before}")
    reference = re.search(r"<dt>Case, log reference</dt><dd[^>]*>([0-9a-f]{32})<", page)
    assert reference
    found = look(audra, f"/audit/entries?case={reference[1]}")
    assert listed(found) == list(range(after - 1, before - 1, -1))
    assert listed(look(audra, f"/audit/entries?case=case+{reference[1][:8]}")) == listed(found)
    pseudonym = json.loads(leaves(people)[before])["a"]
    hers = listed(look(audra, f"/audit/entries?actor={pseudonym}"))
    assert hers == [
        index
        for index, leaf in reversed(list(enumerate(leaves(people))))
        if f'"a":"{pseudonym}"'.encode() in leaf
    ]


def test_the_proof_file_verifies_with_the_logs_key_alone(people: People, audra: Person) -> None:
    key = parse_vkey(services_of(people.app).signer.vkey(Log.ACCESS))
    for index in range(3):
        answer = audra.client.get(f"/audit/access/{index}.tlog-proof")
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert f"access-{index}.tlog-proof" in answer.headers["Content-Disposition"]
        leaf = leaves(people)[index]
        assert verify_tlog_proof(answer.get_data(as_text=True), leaf, key)[0] == index


# --- the intake log ------------------------------------------------------------------------------


def test_before_the_first_publication_the_intake_log_shows_nothing(
    people: People, audra: Person
) -> None:
    people.new("anna", "caseworker", triage=True)
    people.reporter().send()
    assert "report.received" in events(people, Log.INTAKE)
    page = look(audra, "/audit/entries?log=intake")
    assert (listed(page), LINKED.findall(page)) == ([], [])


def test_of_the_intake_log_nothing_beyond_the_published_checkpoint_is_shown(
    people: People, audra: Person
) -> None:
    found = services_of(people.app)
    people.new("anna", "caseworker", triage=True)
    people.reporter().send()
    publish_daily(found.database, found.signer, people.clock())
    people.reporter().send()
    assert len(leaves(people, Log.INTAKE)) > 256
    for path in (
        "/audit/entries?log=intake",
        "/audit/entries?log=intake&before=999",
        "/audit/entries?log=intake&event=report.received",
        "/audit/entries?log=intake&event=key.create&before=300",
    ):
        page = look(audra, path)
        assert listed(page), path
        assert max(listed(page)) < 256, path
        assert all(int(index) < 256 for log, index in LINKED.findall(page) if log == "intake")
    for index in (256, 257, 258, 259):
        assert audra.client.get(f"/audit/intake/{index}").status_code == 404
        assert audra.client.get(f"/audit/intake/{index}.tlog-proof").status_code == 404
    proof = parse_tlog_proof(audra.client.get("/audit/intake/0.tlog-proof").get_data(as_text=True))
    assert parse_checkpoint(parse_note(proof.checkpoint).text).size == 256

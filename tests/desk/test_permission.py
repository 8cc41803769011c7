"""Who may read and who may act, and that the log says the same as the answer."""

import pytest
from sqlalchemy import Connection, delete, event, insert, select
from werkzeug.test import TestResponse

from intake.case.access.refusing import refuse
from intake.crypto.encoding import b64u
from intake.desk.acts import closing
from intake.errors import NotFound
from intake.log.act import Act, Actor
from intake.log.events import Event
from intake.roster.members import find_readers
from intake.store.models import Case, DeskKey
from intake.store.statements import table_of
from intake.web.services import services_of
from tests.desk.listed import put_person
from tests.desk.stored import close, reopen, report, three, told
from tests.people import People, Person

NOTHING = b64u(bytes(32))


FRAME = {"id": "0" * 32, "epoch": 0, "sha256": NOTHING}
HASHES = {"report": NOTHING, "contact": NOTHING}
#: What staff decide and write, by address: the event that it would be, what is told beside the
#: frame, more parts.
FRAMED: dict[str, tuple[str, dict[str, object], dict[str, bytes]]] = {
    "level": ("case.level", {"from": "soon", "to": "urgent", "reason": "danger_grew"}, {}),
    "aside": ("case.aside", {"aside": True, "reason": "junk"}, {}),
    "close": ("case.close", {"dispositions": ["advice_given"]}, {}),
    "reopen": ("case.reopen", {"reason": "misjudged"}, {}),
    "pause": ("case.status", {"reason": "wish_of_reporter"}, {}),
    "release": ("case.status", {"reason": "safe_again"}, {}),
    "settle": ("case.settle", {"reason": "no_question", "seen": 2}, {}),
    "note": ("case.note", {}, {}),
    "contacted": ("case.contact", {"via": "phone", "agreed": True, "outcome": "reached"}, {}),
    "exclude": ("case.avoid", {"members": [], "named": False, "unsure": False}, {}),
    "handover": (
        "case.handover",
        {"to": "0" * 32, "place": "cover", **HASHES},
        {"key": b"none"},
    ),
    "agree": ("case.agree", {"act": "close", "object": "0" * 32, "agrees": True}, {}),
}
#: The event of each address of a case.
EVENTS = {
    "open": "report.open",
    "export": "evidence.export",
    "take": "case.assign",
    "message": "case.message",
    "status": "case.status",
    "confirm": "case.confirm",
    "unreadable": "case.mismatch",
    "on-it": "case.onit",
    "grant": "case.grant",
    "desk-key": "key.create",
    **{address: name for address, (name, _, _) in FRAMED.items()},
}


def try_everything(person: Person, case: str) -> dict[str, TestResponse]:
    """Each act on a case, right in form, by its address."""
    answers = {
        "open": person.post(f"/desk/{case}/open", {"purpose": "casework"}),
        "export": person.export(case, "casework"),
        "take": person.send(
            f"/desk/{case}/take", {**HASHES, "cover": None}, {"key_assignee": b"none"}
        ),
        "message": person.send(f"/desk/{case}/message", FRAME | {"seen": 2}, {"message": b"none"}),
        "status": person.post(
            f"/desk/{case}/status", {"status": "in_contact", "reason": "contact_made"}
        ),
        "confirm": person.post(f"/desk/{case}/confirm", HASHES),
        "unreadable": person.post(f"/desk/{case}/unreadable", {"reason": "bad_mac"}),
        "on-it": person.post(f"/desk/{case}/on-it", {}),
        "grant": person.send(
            f"/desk/{case}/grant", {**HASHES, "to": "0" * 32, "object": "0" * 32}, {"key": b"none"}
        ),
        "desk-key": person.send(f"/desk/{case}/desk-key", HASHES, {"key_desk": b"none"}),
    }
    for address, (_, meta, parts) in FRAMED.items():
        path = f"/desk/{case}/{address}"
        answers[address] = person.send(path, FRAME | meta, {"frame": b"none", **parts})
    return answers


def test_every_act_on_a_case_is_tried_here(people: People) -> None:
    rules = [rule for rule in people.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    below = "/desk/<case:case_id>/"
    acts = {rule.rule.removeprefix(below) for rule in rules if rule.rule.startswith(below)}
    assert acts == set(EVENTS)


def test_a_refusal_is_logged_as_what_was_tried_and_looks_like_no_case(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    for asked, reason in ((case, "no_grant"), ("0" * 32, "no_case")):
        before = len(told(people))
        answers = try_everything(cara, asked)
        assert {(each.status_code, each.get_json()["error"]) for each in answers.values()} == {
            (404, "case")
        }
        entries = told(people, before)
        assert [(name, outcome) for name, outcome, _ in entries] == [
            (EVENTS[address], "deny") for address in answers
        ]
        assert {detail["reason"] for _, _, detail in entries} == {reason}


def test_another_persons_case_and_no_case_cost_the_same_and_give_the_same_bytes(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    statements: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement.split(" ", 1)[0])

    engine = services_of(people.app).database.engine
    event.listen(engine, "before_cursor_execute", note)
    found = []
    for asked in (case, "0" * 32):
        statements.clear()
        answers = try_everything(cara, asked)
        bodies = [(each.data, sorted(each.headers)) for each in answers.values()]
        found.append((bodies, sorted(statements)))
    event.remove(engine, "before_cursor_execute", note)
    assert len(found[0][1]) > 20
    assert found[0] == found[1]


def test_a_member_without_triage_does_nothing_to_a_case_that_nobody_took(people: People) -> None:
    _, bert, _ = three(people)
    case, before = report(people), len(told(people))
    answers = try_everything(bert, case)
    assert {each.status_code for each in answers.values()} == {404}
    assert {outcome for _, outcome, _ in told(people, before)} == {"deny"}


def test_before_a_case_is_taken_nobody_does_in_it_what_is_for_its_holders(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case = report(people)
    anna.open(case)
    answers = try_everything(anna, case)
    refused = {address for address, each in answers.items() if each.status_code == 404}
    holders = {"message", "settle", "note", "close", "reopen", "pause", "release", "handover"}
    # Nobody has made a key file that could be confirmed.
    assert refused == holders | {"desk-key", "grant", "confirm"}


def test_whom_a_case_is_kept_from_does_nothing_in_it_whatever_else_they_are(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    waits, held = report(people), report(people)
    anna.hold(held, bert)
    for case, person in ((waits, cara), (held, cara), (held, bert)):
        put_person(people, case, person, seen=2, confirmed=True, excluded=True)
        answers = try_everything(person, case)
        told_of = {address for address, each in answers.items() if each.status_code != 404}
        assert told_of == set()


def test_who_read_a_case_once_and_holds_it_no_longer_is_told_nothing_of_it(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, cara)
    put_person(people, case, bert, seen=2, confirmed=True)  # As after a hand-over.
    assert {each.status_code for each in try_everything(bert, case).values()} == {404}


def test_a_reopened_emergency_opens_for_nobody_whose_key_is_gone_and_no_opening_is_logged(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    assert cara.open(case, "safety").meta["holder"].startswith("desk:")
    close(anna, case, bert)
    reopen(anna, case)
    before = len(told(people))
    assert cara.post(f"/desk/{case}/open", {"purpose": "safety"}).status_code == 404
    assert [entry[:2] for entry in told(people, before)] == [("report.open", "deny")]
    assert anna.open(case, "casework").meta["status"] == "reopened"


def test_a_triage_member_whose_desk_key_file_is_gone_opens_nothing_and_none_is_logged(
    people: People,
) -> None:
    _, _, cara = three(people)
    case = report(people)
    with services_of(people.app).database.engine.begin() as connection:
        gone = delete(table_of(DeskKey)).where(table_of(DeskKey).c.account_id == cara.id)
        assert connection.execute(gone).rowcount == 1
    before = len(told(people))
    assert cara.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404
    assert cara.export(case, "triage").status_code == 404
    refused = [("report.open", "deny"), ("evidence.export", "deny")]
    assert [entry[:2] for entry in told(people, before)] == refused


def test_a_member_without_triage_opens_nothing_that_waits_whatever_files_lie_there(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case, keys = report(people), table_of(DeskKey)
    with services_of(people.app).database.engine.begin() as connection:
        given = connection.execute(select(keys).where(keys.c.account_id == cara.id)).one()
        connection.execute(insert(keys).values(given._asdict() | {"account_id": bert.id}))
    assert bert.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code == 404
    with services_of(people.app).database.reading() as db:
        assert find_readers(db) == {anna.id, cara.id}  # Who counts as one who could.
    assert cara.open(case).meta["status"] == "new"


def test_nothing_is_exported_that_does_not_open(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    assert cara.export_by_two(anna, case, "safety").status_code == 200
    close(anna, case, bert)
    assert cara.post(f"/desk/{case}/open", {"purpose": "safety"}).status_code == 404
    refused = cara.export(case, "safety")
    assert (refused.status_code, b"age-encryption.org" in refused.data) == (404, False)


def test_an_export_is_logged_for_the_purpose_that_was_stated(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case = report(people)
    anna.open(case)
    for purpose in ("", "audit", "curiosity"):
        assert anna.export(case, purpose).status_code == 422
    before = len(told(people))
    assert anna.export(case, "legal", "court").status_code == 200
    entries = told(people, before)
    assert [name for name, *_ in entries] == ["key.release", "report.open", "evidence.export"]
    assert [entry["purpose"] for _, _, entry in entries[1:]] == ["legal", "legal"]
    assert entries[2][2]["recipient"] == "court"
    assert entries[2][2]["reason"] == "alone"  # Nobody else is there.


@pytest.mark.parametrize("to", ["", "none", "my cousin", "Self"])
def test_an_export_for_nobody_of_the_list_is_refused(people: People, to: str) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case = report(people)
    anna.open(case)
    before = len(told(people))
    refused = anna.export(case, "legal", to)
    assert (refused.status_code, refused.get_json()["error"]) == (422, "recipient")
    assert len(told(people)) == before


def test_a_refused_export_says_for_whom_it_was_tried(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    assert cara.export(case, "legal", "partner").status_code == 404
    event_, outcome, detail = told(people)[-1]
    assert (event_, outcome) == ("evidence.export", "deny")
    assert (detail["purpose"], detail["recipient"]) == ("legal", "partner")


def test_whoever_only_looks_at_a_taken_emergency_changes_nothing_in_it(people: People) -> None:
    anna, bert, cara = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    cara.open(case, "safety")
    answers = try_everything(cara, case)
    looks = {"open", "export", "unreadable"}
    refused = {address for address, each in answers.items() if each.status_code == 404}
    assert refused == set(answers) - looks - {"agree", "take"}
    assert answers["agree"].status_code == 422  # There is nothing to agree to.
    assert answers["take"].get_json()["error"] == "taken"
    assert bert.open(case, "cover").meta["status"] == "assigned"


def test_a_disabled_member_reads_nothing_even_in_an_act_that_no_guard_saw(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    adam = people.new("adam", "administrator")
    assert adam.post("/admin/disable", {"account": bert.id}).status_code == 204
    with services_of(people.app).database.session() as db:
        actor = Actor(bert.id, bert.username, bert.role, bert.triage)
        act = Act(db, actor, people.clock())
        with pytest.raises(NotFound):
            closing.change_status(act, case, "in_contact", "contact_made", None)


def test_a_refusal_after_a_change_is_a_fault_and_keeps_nothing(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case, before = report(people), len(told(people))
    with services_of(people.app).database.session() as db:
        actor = Actor(anna.id, anna.username, anna.role, anna.triage)
        db.get_one(Case, case).status = "triaged"
        with pytest.raises(RuntimeError, match="before every change"):
            refuse(Act(db, actor, people.clock()), None, case, Event.CASE_STATUS)
    assert len(told(people)) == before


def test_what_fails_for_another_reason_leaves_nothing_behind(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    case, before = report(people), len(told(people))

    def change_and_fail(act: Act, case_id: str, *_arguments: object) -> Case:
        found = act.db.get_one(Case, case_id)
        found.status = "triaged"
        act.log(Event.CASE_STATUS, found)
        raise NotFound("something_else")

    monkeypatch.setattr(closing, "change_status", change_and_fail)
    moved = {"status": "triaged", "reason": "first_review"}
    assert anna.post(f"/desk/{case}/status", moved).status_code == 404
    assert len(told(people)) == before
    with services_of(people.app).database.reading() as db:
        assert db.get_one(Case, case).status == "new"

"""Without JavaScript the server seals in memory, and the case says so for good."""

from sqlalchemy import func, select

from intake.crypto.case.receipts import derive
from intake.store.models import Case, SealedObject
from intake.web.services import services_of
from tests.people import People, Person
from tests.promises.reporting import FORM, come_back_plain, send_plain


def the_case(people: People, *, server_saw: bool) -> str:
    with services_of(people.app).database.reading() as db:
        return db.scalars(select(Case.id).where(Case.server_saw == server_saw)).one()


def count(people: People) -> tuple[int, int]:
    with services_of(people.app).database.reading() as db:
        models = (Case.id, SealedObject.id)
        first, second = (db.scalar(select(func.count(column))) or 0 for column in models)
    return first, second


def marks(anna: Person, case: str) -> set[bool]:
    """What staff are told of a case, in the list and when it is opened."""
    rows = [row for row in anna.listed().rows if row["case"] == case]
    return {row["server_saw"] for row in rows} | {anna.open(case).meta["server_saw"]}


def test_a_case_the_server_saw_is_marked_for_good_for_staff_and_in_the_box(
    people: People,
) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    _, receipt = send_plain(people.client(), {"story": "a story without script"})
    assert people.reporter().send().status_code == 201
    case, sealed = the_case(people, server_saw=True), the_case(people, server_saw=False)
    assert (marks(anna, case), marks(anna, sealed)) == ({True}, {False})
    assert anna.take(anna.open(case)).status_code == 201
    held = anna.open(case, "casework")
    assert anna.answer(held, "an answer").status_code == 201
    closed = anna.do(held, lambda acts: acts.close(["record_only"]))
    assert closed.get_json()["status"] == "closed"
    assert marks(anna, case) == {True}
    page = come_back_plain(people.client(), receipt).get_data(as_text=True)
    assert "operator could read along" in page


def test_what_the_server_sealed_opens_like_what_a_browser_sealed(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    _, receipt = send_plain(people.client(), {"story": "a story without script"})
    opened = anna.open(the_case(people, server_saw=True))
    report = next(frame for frame in opened.frames if frame.kind == "report")
    assert report.body["answers"]["story"] == "a story without script"
    assert derive(receipt, services_of(people.app).config.keys.salt).token


def test_readable_answers_that_do_not_say_so_are_refused_and_not_stored(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    client = people.client()
    for path in ("/en/form", "/en/plain", "/zh-Hans/form", "/zh-Hans/plain"):
        for said in ({}, {"plain": "0"}, {"plain": ""}, {"plain": ["1", "1"]}, {"plain": "1 "}):
            fields = {"story": "a story", "danger_now": "no", "form_version": "3", **said}
            answer = client.post(path, data=fields, content_type=FORM)
            assert (answer.status_code, count(people)) == (400, (0, 0))
            assert b"a story" not in answer.data


def test_a_readable_code_that_does_not_say_so_opens_nothing(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    _, receipt = send_plain(people.client(), {"story": "a story without script"})
    for path in ("/en/box", "/en/box/plain"):
        answer = people.client().post(path, data={"code": receipt}, content_type=FORM)
        assert answer.status_code == 400
        assert b"a story" not in answer.data


def test_nothing_that_a_browser_sends_can_set_the_mark(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    reporter = people.reporter()
    reporter.sending.meta["server_saw"] = True
    assert reporter.send().status_code == 422
    assert count(people) == (0, 0)

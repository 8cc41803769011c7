"""Enrolment: a link works once, the first triage member makes the desk, nobody else does."""

from intake.web.services import services_of
from tests.people import People, Person


def test_before_anybody_enrolled_there_is_no_desk(people: People) -> None:
    assert services_of(people.app).desk() is None
    assert people.client().get("/.well-known/intake/desk").status_code == 404


def test_the_first_triage_member_makes_the_desk(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    desk = services_of(people.app).desk()
    assert desk is not None
    assert desk.recipient.startswith("age1pq1")
    answer = people.client().get("/.well-known/intake/desk")
    assert answer.get_data(as_text=True) == desk.recipient + "\n"


def test_a_link_works_once_and_not_after_a_week(people: People) -> None:
    token = people.invite("anna", "auditor")
    person = Person(people, "anna", "auditor", False, people.client())
    assert person.enrol(token).status_code == 201
    assert (
        people.client()
        .post("/enrol/start", json={"token": token}, headers={"Origin": "http://localhost"})
        .status_code
        == 404
    )
    late = people.invite("bea", "auditor")
    people.clock.pass_seconds(8 * 86_400)
    assert (
        people.client()
        .post("/enrol/start", json={"token": late}, headers={"Origin": "http://localhost"})
        .status_code
        == 404
    )


def test_loading_the_page_twice_changes_nothing_a_newcomer_wrote_down(people: People) -> None:
    token = people.invite("anna", "auditor")
    starts = [
        people.client()
        .post("/enrol/start", json={"token": token}, headers={"Origin": "http://localhost"})
        .get_json()
        for _ in range(2)
    ]
    assert starts[0] == starts[1]


def test_a_second_desk_is_refused(people: People) -> None:
    people.new("anna", "caseworker", triage=True)
    before = services_of(people.app).desk()
    token = people.invite("bert", "caseworker", triage=True)
    bert = Person(people, "bert", "caseworker", True, people.client())
    bert.id = "0" * 32
    started = bert.post("/enrol/start", {"token": token}).get_json()
    assert started["first"] is False
    forged = Person.first_roster
    original = Person.enrol

    def enrol_with_desk(person: Person, token: str) -> object:
        sent = person.post

        def post(path: str, body: object = None, *, method: str = "POST") -> object:
            if path == "/enrol" and isinstance(body, dict):
                body["first"] = forged(person)
            return sent(path, body, method=method)

        person.post = post  # type: ignore[method-assign, assignment]
        return original(person, token)

    answer = enrol_with_desk(bert, token)
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert services_of(people.app).desk() == before


def test_a_newcomer_reads_nothing_until_admitted(people: People) -> None:
    anna = people.new("anna", "caseworker", triage=True)
    bert = people.new("bert", "caseworker", triage=True)
    people.reporter().send()
    meta, parts = bert.queue()
    assert (meta["waiting"], meta["desk_keys"], parts) == ([], False, {})
    assert bert.sign_in().get_json()["go"] == "/waiting"
    assert anna.admit(bert).status_code == 201
    meta, parts = bert.queue()
    assert len(meta["waiting"]) == 1
    assert "desk_key" in parts

"""The auditor's first page: four answers, what they rest on, and marking as reviewed."""

import json
import re
from datetime import timedelta

import pytest

from intake.audit.passing.following import Follower
from intake.audit.room.drawing import draw_matrix
from intake.audit.room.overview import make_days
from intake.clock import DAY, day_of
from intake.log.signing.publishing import publish_daily
from intake.store.models import AuditFinding
from intake.web.services import services_of
from tests.admin.stored import code_of, details, events, pseudonym_of
from tests.people import People, Person

TILE = re.compile(r'data-tile="(\w+)" data-look="(\w+)"')
FINDINGS = re.compile(r'data-findings="([0-9a-f ]+)" data-entries="(\d+)"')


@pytest.fixture
def anna(people: People) -> Person:
    """Who begins the desk."""
    return people.new("anna", "caseworker", triage=True)


@pytest.fixture
def ben(people: People, anna: Person) -> Person:
    """Another member of triage."""
    ben = people.new("ben", "caseworker", triage=True)
    assert anna.admit(ben).status_code == 201
    return ben


@pytest.fixture
def audra(people: People, anna: Person) -> Person:
    """An auditor of anna's desk."""
    assert anna.role == "caseworker"
    audra = people.new("audra", "auditor")
    anna.vouch(audra)
    return audra


def follow(people: People) -> None:
    """Let the side tables and the rules take in what was signed."""
    running = services_of(people.app)
    follower = Follower(running.database, running.signer)
    for _ in range(50):
        if follower.tick():
            return
    raise AssertionError("the side tables do not follow")


def look(people: People, person: Person) -> str:
    follow(people)
    answer = person.client.get("/audit/")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def read_outside(people: People, anna: Person, ben: Person) -> str:
    """Anna takes an emergency with ben; cara reads it past them. Return the log's name of it."""
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara, cosigner=ben).status_code == 201
    sent = people.reporter("a story", "emergency")
    assert sent.send().status_code == 201
    case = sent.sending.case
    anna.hold(case, ben)
    assert cara.open(case, "safety").meta
    return str(next(each["log_ref"] for each in details(people) if each.get("case_seq") == 1))


def test_four_answers_stand_first_and_a_quiet_desk_has_nothing_odd(
    people: People, anna: Person, audra: Person
) -> None:
    page = look(people, audra)
    tiles = dict(TILE.findall(page))
    assert list(tiles) == ["whole", "odd", "waits", "outside"]
    assert tiles == {"whole": "warn", "odd": "good", "waits": "good", "outside": "none"}
    assert "Nothing is odd" in page
    assert "0 of 0 openings outside assignment" in page
    assert "this machine" in page.lower()
    assert anna.username not in page.partition("<main")[2]


def test_an_opening_past_the_holders_is_counted_drawn_and_an_incident(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    ref = read_outside(people, anna, ben)
    page = look(people, audra)
    tiles = dict(TILE.findall(page))
    assert (tiles["odd"], tiles["outside"]) == ("warn", "warn")
    assert re.search(r"1 of \d+ openings outside assignment", page)
    assert '<path class="outside" transform' in page
    assert f">{ref[:4]}</text>" in page
    assert len(FINDINGS.findall(page)) == 1
    case = audra.client.get(f"/audit/case/{ref}").get_data(as_text=True)
    assert case.count('tag warn">outside assignment') == 1
    assert details(people)[-1] == {"log": "access", "case": ref}


def review(
    audra: Person, page: str, outcome: str = "explained", **other: object
) -> tuple[int, str]:
    ids, entries = FINDINGS.findall(page)[0]
    body = {"findings": ids.split(), "entries": int(entries), "outcome": outcome, **other}
    answer = audra.post("/audit/review", body)
    return (204, "") if answer.status_code == 204 else code_of(answer)


def test_a_review_covers_what_was_read_and_nothing_is_hidden(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    page = look(people, audra)
    assert review(audra, page, entries=7) == (409, "more_found")
    assert review(audra, page, outcome="fine") == (422, "outcome")
    assert review(audra, page, findings=["0" * 16]) == (404, "finding")
    assert "audit.review" not in events(people)
    assert review(audra, page, outcome="justified") == (204, "")
    told = [each for each in details(people) if "finding" in each]
    assert {each["outcome"] for each in told} == {"justified"}
    assert all(each["indices"] and each["log"] == "access" for each in told)
    after = look(people, audra)
    assert (dict(TILE.findall(after))["odd"], FINDINGS.findall(after)) == ("good", [])
    assert "Reviewed (1)" in after
    assert review(audra, page) == (409, "more_found"), "it was reviewed already"


def test_nobody_reviews_what_is_about_themselves(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    page = look(people, audra)
    blame(people, audra)
    assert review(audra, page) == (422, "yourself")


def test_what_is_about_the_only_auditor_is_for_supervisors_and_nothing_else_is(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    susi = people.new("susi", "supervisor")
    assert anna.admit(susi, cosigner=ben).status_code == 201
    read_outside(people, anna, ben)
    page = look(people, audra)
    assert FINDINGS.findall(susi.client.get("/audit/names/").get_data(as_text=True)) == []
    assert review(susi, page) == (404, "finding")
    blame(people, audra)
    asked = susi.client.get("/audit/names/").get_data(as_text=True)
    assert len(FINDINGS.findall(asked)) == 1
    second = people.new("ottilie", "auditor")
    assert review(susi, asked) == (404, "finding"), "there is another auditor"
    adam = people.new("adam", "administrator")
    assert adam.post("/admin/disable", {"account": second.id}).status_code == 204
    assert review(susi, asked) == (204, "")


def blame(people: People, person: Person) -> None:
    """Let every finding be about somebody."""
    with services_of(people.app).database.session() as db:
        for row in db.query(AuditFinding):
            row.a = pseudonym_of(people, person.id)
        db.commit()


def test_serious_findings_wait_for_the_auditor(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    look(people, audra)
    with services_of(people.app).database.session() as db:
        for row in db.query(AuditFinding):
            row.level = 3
        db.commit()
    page = audra.client.get("/audit/").get_data(as_text=True)
    tiles = dict(TILE.findall(page))
    assert (tiles["odd"], tiles["waits"]) == ("bad", "warn")
    assert "1 serious incident for you to review" in page


def test_people_are_called_alike_on_all_pages_and_one_reads_who_one_is(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    page = look(people, audra)
    assert "you are Auditor A" in page
    called = dict(re.findall(r'<a class="who" href="[^"]*actor=(\w{16})"[^>]*>([^<]+)</a>', page))
    assert called
    entries = audra.client.get("/audit/entries").get_data(as_text=True)
    shown = dict(
        re.findall(r'actor=(\w{16})"[^>]*>\w{8}</a> <span class="quiet">([^<]+)<', entries)
    )
    assert called.items() <= shown.items()


def test_signing_in_again_after_a_lock_is_the_same_visit(people: People, audra: Person) -> None:
    said = re.compile(r"you were here on ([^<]+)")
    people.clock.pass_seconds(3 * DAY)
    assert audra.sign_in().status_code == 200
    first = said.findall(look(people, audra))
    for seconds in (60, 4 * 3600, 11 * 3600):
        people.clock.pass_seconds(seconds)
        assert audra.sign_in().status_code == 200
        assert said.findall(look(people, audra)) == first
    people.clock.pass_seconds(12 * 3600)
    assert audra.sign_in().status_code == 200
    again = said.findall(look(people, audra))
    assert again
    assert again != first


def test_the_page_says_when_one_was_here_and_what_is_new(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    assert "you were here on" not in look(people, audra)
    people.clock.pass_seconds(3 * DAY)
    for each in (anna, ben, audra):
        assert each.sign_in().status_code == 200
    read_outside(people, anna, ben)
    page = look(people, audra)
    assert "you were here on" in page
    assert "<b>new</b>" in page


def test_what_reporters_did_is_counted_by_the_day(
    people: People, anna: Person, audra: Person
) -> None:
    sent = people.reporter("a story", "soon")
    assert sent.send().status_code == 201
    assert "Nothing is published yet" in look(people, audra)
    running = services_of(people.app)
    people.clock.pass_seconds(DAY)
    publish_daily(running.database, running.signer, people.clock(), hour=3)
    assert audra.sign_in().status_code == 200
    page = look(people, audra)
    assert "Report came" in page
    assert ">Padding<" not in page.partition('id="received-title"')[2].partition("</section>")[0]
    assert json.dumps(anna.id) not in page


def test_a_picture_that_holds_not_all_cases_has_those_from_outside_and_says_so(
    people: People,
) -> None:
    pairs = [["a" * 16, f"{at:032x}", 1, 0, int(at == 99), 100 - at] for at in range(100)]
    matrix = draw_matrix(pairs)
    drawn = [ref for _, ref, _ in matrix.cases]
    assert drawn == [f"{at:032x}" for at in (*range(45), 99)]
    assert [is_odd for _, _, is_odd in matrix.cases] == [False] * 45 + [True]
    said = "46 of 100 cases are drawn"
    for shown, is_said in ((matrix, True), (draw_matrix(pairs[:46]), False)):
        with people.app.test_request_context():
            template = people.app.jinja_env.get_template("audit/first/outside.html")
            page = template.render(matrix=shown, table=[], named={}, left_out=0)
        assert (said in page) == is_said


@pytest.mark.parametrize(("count", "folded"), [(14, 0), (15, 1), (91, 77)])
def test_two_weeks_of_days_stand_open_and_every_earlier_one_is_there(
    people: People, count: int, folded: int
) -> None:
    days = make_days([[day, "report.received", 1] for day in range(count)])
    app = people.app
    with app.test_request_context():
        page = app.jinja_env.get_template("audit/first/received.html").render(received=days)
    shown, _, earlier = page.partition("<details>")
    assert (shown.count('scope="row"'), earlier.count('scope="row"')) == (count - folded, folded)
    assert (f"Earlier days: {folded}" in earlier) == bool(folded)


def test_other_dates_show_what_came_since_them(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    read_outside(people, anna, ben)
    look(people, audra)
    today = day_of(people.clock())
    week = today - timedelta(7)
    page = audra.client.get(f"/audit/?since={week}").get_data(as_text=True)
    assert dict(TILE.findall(page))["odd"] == "warn"
    assert f'since={week}" aria-current="true"' in page
    later = audra.client.get(f"/audit/?since={today + timedelta(1)}").get_data(as_text=True)
    assert dict(TILE.findall(later))["odd"] == "warn", "nobody has reviewed it"
    assert "0 of 0 openings outside assignment" in later

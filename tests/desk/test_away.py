"""Absence: seen by colleagues, carried by the cover, an alarm where both are away; it locks nobody
out, releases nothing, ends by itself, and is an act of who said it."""

from datetime import timedelta
from functools import partial

from intake.client.member.people.away import be_away
from intake.clock import day_of
from intake.config import Settings
from intake.desk.listing.order.viewer import find_viewer
from intake.desk.notices.needs import find_needs
from intake.log.act import SYSTEM, Act, Actor
from intake.roster import away
from intake.web.services import services_of
from tests.desk.listed import row_of, shows
from tests.desk.stored import holders_of, report, three, told
from tests.desk.test_overview import cases_of, staffed, survey
from tests.people import People, Person
from tests.promises.reporting import add_message

DAY = 86_400


def day(people: People, days: int) -> str:
    return (day_of(people.clock()) + timedelta(days)).isoformat()


def leave(person: Person, days: int = 5, of: Person | None = None) -> None:
    until = day(person.people, days)
    answer = person.act(lambda own: be_away(own, until, of.id if of else None))
    assert answer.status_code == 204


def told_of(person: Person, name: str) -> str | None:
    """Until when a member is away, as the list tells it to somebody."""
    people = person.client.get("/desk/rows").get_json()["people"]
    found: dict[str, str | None] = {each["name"]: each["away_until"] for each in people}
    return found[name]


def test_colleagues_see_until_when_somebody_is_away_and_it_is_an_act_of_theirs(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = report(people)
    anna.hold(case, bert)
    mark = cara.client.get("/desk/mark").get_json()["mark"]
    before = len(told(people))
    leave(bert)
    [(event, outcome, detail)] = told(people, before)
    assert (event, outcome) == ("user.away", "ok")
    assert (detail["to"], detail["day"]) == ("on", day(people, 5))
    assert told_of(anna, "bert") == told_of(cara, "bert") == day(people, 5)
    assert told_of(bert, "anna") is None
    listed = anna.open(case, "casework").meta["people"]
    assert {each["name"]: each["away_until"] for each in listed} == {
        "anna": None,
        "bert": day(people, 5),
        "cara": None,
    }
    people.clock.pass_seconds(15)
    assert cara.client.get("/desk/mark").get_json()["mark"] != mark
    assert bert.client.get("/desk/notices/data").get_json()["away_until"] == day(people, 5)


def test_it_locks_nobody_out_and_releases_nothing(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people)
    anna.hold(case, bert)
    held = holders_of(people, case)
    leave(anna)
    assert holders_of(people, case) == held
    opened = anna.open(case, "casework")
    assert anna.answer(opened, "an answer from far away").status_code == 201
    assert "waiting" not in row_of(bert, case)["lists"]


def test_while_the_assignee_is_away_the_cover_gets_row_dot_and_notice(people: People) -> None:
    anna, bert, _ = three(people)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
    anna.answer(anna.open(case, "casework"), "an answer")
    bert.open(case, "cover")
    leave(anna)
    assert add_message(reporter, "they called again").status_code == 201
    row = row_of(bert, case)
    assert ("now" in row["lists"], row["unread"]) == (True, True)
    with services_of(people.app).database.reading() as db:
        actor = Actor(bert.id, bert.username, bert.role, bert.triage)
        assert [need.case for need in find_needs(Act(db, actor, people.clock()))] == [case]


def test_where_both_holders_are_away_triage_and_supervisors_are_alarmed(people: People) -> None:
    anna, bert, susi = staffed(people)
    case = report(people)
    anna.hold(case, bert)
    leave(anna)
    assert survey(susi)["unattended"] == []
    assert not shows(susi, case)
    leave(susi, of=bert)
    assert cases_of(survey(susi)["unattended"]) == [case]
    row = row_of(susi, case)
    assert (row["unattended"], row["lists"], row["summary"]) == (True, ["now"], None)
    assert row_of(anna, case)["unattended"] is True  # She is in triage.
    assert row_of(bert, case)["unattended"] is False


def test_a_supervisor_sees_who_is_away_and_says_it_for_somebody_ill(people: People) -> None:
    anna, bert, susi = staffed(people)
    before = len(told(people))
    leave(susi, of=bert)
    [(event, _, detail)] = told(people, before)
    assert (event, detail["to"]) == ("user.away", "on")
    assert {row["name"]: row["away_until"] for row in survey(susi)["people"]} == {
        "anna": None,
        "bert": day(people, 5),
        "cara": None,
        "susi": None,
    }
    refused = anna.act(lambda own: be_away(own, day(people, 5), bert.id))
    assert (refused.status_code, refused.get_json()["error"]) == (422, "not_supervisor")
    nobody = susi.act(lambda own: be_away(own, day(people, 5), "0" * 32))
    assert nobody.status_code == 404
    adam = people.new("adam", "administrator")
    outside = susi.act(lambda own: be_away(own, day(people, 5), adam.id))
    assert outside.status_code == 404


def test_it_lasts_from_tomorrow_to_ninety_days_and_is_taken_back_once(people: People) -> None:
    anna, _, _ = three(people)
    for days in (-1, 0, 91, 4000):
        refused = anna.act(partial(be_away, until=day(people, days)))
        assert (refused.status_code, refused.get_json()["error"]) == (422, "until")
    for wrong in ("soon", "2026-2-30", "2026-02-30"):
        assert anna.post("/desk/away", {"until": wrong}).get_json()["error"] == "until"
    leave(anna, 90)
    assert told_of(anna, "anna") == day(people, 90)
    assert anna.act(lambda own: be_away(own, None)).status_code == 204
    assert told_of(anna, "anna") is None
    again = anna.act(lambda own: be_away(own, None))
    assert (again.status_code, again.get_json()["error"]) == (409, "not_away")


def test_it_ends_by_itself_at_its_day_and_leaves_no_day_behind(people: People) -> None:
    anna, bert, _ = three(people)
    leave(bert, 2)
    people.clock.pass_seconds(2 * DAY)
    anna.sign_in()
    assert told_of(anna, "bert") is None  # Whether anybody has cleaned up or not.
    before = len(told(people))
    found = services_of(people.app)
    settings: Settings = found.config.settings
    for _ in range(2):
        with found.database.session() as db:
            away.sweep(Act(db, SYSTEM, people.clock()), settings)
            db.commit()
    [(event, _, detail)] = told(people, before)
    assert (event, detail["to"], detail["reason"]) == ("user.away", "off", "expired")
    with found.database.reading() as db:
        actor = Actor(anna.id, anna.username, anna.role, anna.triage)
        viewer = find_viewer(Act(db, actor, people.clock()))
        assert viewer is not None
        assert viewer.away == {}

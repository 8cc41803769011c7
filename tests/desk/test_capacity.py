"""Each opening says as what a case was read, and by which entry, without today's holders."""

from tests.admin.stored import pseudonym_of
from tests.desk.stored import agree, report, three, told
from tests.desk.test_granting import Desk
from tests.people import People, Person


def read_as(person: Person, case: str, purpose: str = "casework") -> tuple[str, str]:
    """As what somebody opens a case now, and the event that this rests on; it names them."""
    person.open(case, purpose)
    entries = told(person.people)
    opened = [each for name, _, each in entries if name == "report.open"][-1]
    if "assign" not in opened:
        return opened["as"], ""
    event, _, rests = entries[opened["assign"]]
    assert rests["log_ref"] == opened["log_ref"]
    named = {rests.get(name) for name in ("assignee", "cover", "to")}
    assert pseudonym_of(person.people, person.id) in named
    return opened["as"], event


def test_holders_read_by_the_entry_that_gave_them_the_case(people: People) -> None:
    desk = Desk(people, "emergency")
    assert read_as(desk.anna, desk.case) == ("assignee", "case.assign")
    assert read_as(desk.bert, desk.case, "cover") == ("cover", "case.assign")
    assert read_as(desk.cara, desk.case, "safety") == ("desk", "")


def test_an_export_rests_on_what_an_opening_does(people: People) -> None:
    desk = Desk(people)
    assert desk.bert.export_by_two(desk.anna, desk.case, "legal").status_code == 200
    (_, _, opened), (event, _, _) = told(people)[-2:]
    assert (event, opened["as"]) == ("evidence.export", "cover")
    assert told(people)[opened["assign"]][0] == "case.assign"


def test_whoever_is_offered_a_place_reads_by_the_offer_and_then_by_the_handing_over(
    people: People,
) -> None:
    desk = Desk(people)
    opened = desk.anna.open(desk.case, "handover")
    place = (desk.cara.id, desk.cara.recipient, "assignee", "what to know")
    assert desk.anna.do(opened, lambda acts: acts.hand_over(*place)).status_code == 201
    assert read_as(desk.cara, desk.case, "handover") == ("offered", "case.propose")
    assert agree(desk.cara, desk.case, "handover").get_json()["assignee"] == "cara"
    assert read_as(desk.cara, desk.case) == ("assignee", "case.handover")


def test_whoever_was_let_in_to_agree_reads_by_the_grant(people: People) -> None:
    desk = Desk(people)
    desk.leave(desk.bert)
    desk.propose()
    assert desk.let_in().status_code == 201
    assert read_as(desk.susi, desk.case, "review") == ("second", "case.grant")


def test_before_anybody_took_a_case_triage_reads_it_for_the_desk(people: People) -> None:
    anna, _, _ = three(people)
    assert read_as(anna, report(people), "triage") == ("desk", "")

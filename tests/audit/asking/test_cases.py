"""Questions about cases, asked after acts through the desk's own addresses."""

from collections.abc import Callable
from functools import partial

from intake.client.member.cases.acts import Acts
from tests.admin.stored import details
from tests.audit.asking.reading import ask, indices_of, pass_hour
from tests.audit.test_overview import read_outside
from tests.desk.stored import agree
from tests.people import People, Person


def done(person: Person, case: str, purpose: str, act: Callable[[Acts], object]) -> None:
    """Open a case and act on it."""
    assert person.do(person.open(case, purpose), act).status_code == 201


def report(people: People, level: str = "soon") -> str:
    """A report of a level; its case."""
    sent = people.reporter(f"a story {level}", level)
    assert sent.send().status_code == 201
    return sent.sending.case


def test_who_opened_a_case_when_and_why(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    assert ask(people, audra, 1).answer == "No case was opened."
    one, other = report(people), report(people)
    for case in (one, one, other):
        anna.open(case)
    ben.open(one, "safety")
    indices = indices_of(people, "report.open")
    page = ask(people, audra, 1)
    assert page.answer.startswith(f"{len(indices)} openings of 2 cases by 2 people; the newest on ")
    assert page.answer.endswith(f", entry {indices[0]} (somebody may be in danger now).")
    assert page.entries == indices
    refs = [each["log_ref"] for each in details(people) if each.get("purpose")]
    assert f"/audit/questions/1?case={refs[0]}" in page.text
    of_one = ask(people, audra, 1, f"?case={refs[0]}")
    assert of_one.answer.startswith(f"{refs.count(refs[0])} openings of 1 case by 2 people")
    assert len(of_one.entries) == refs.count(refs[0]) < len(indices)
    assert details(people)[-1] == {"log": "access", "question": 1, "case": refs[0]}
    assert ask(people, audra, 1, "?case=../x").answer == "No case was opened."
    assert details(people)[-1]["case"] == "unreadable"


def test_a_refused_opening_stands_behind_the_answer_and_is_not_counted(
    people: People, anna: Person, audra: Person
) -> None:
    case = report(people)
    anna.open(case)
    cara = people.new("cara", "caseworker")
    assert cara.post(f"/desk/{case}/open", {"purpose": "triage"}).status_code in {403, 404}
    page = ask(people, audra, 1)
    done = len(indices_of(people, "report.open"))
    assert page.answer.startswith(f"{done} openings of 1 case by 1 person")
    assert len(page.entries) == done + 1
    assert "refused" in page.text


def test_who_opened_what_others_hold(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    anna.open(report(people))
    before = len(indices_of(people, "report.open"))
    answer = ask(people, audra, 2).answer
    assert answer == f"None of {before} openings was outside assignment."
    read_outside(people, anna, ben)
    page, opened = ask(people, audra, 2), indices_of(people, "report.open")
    assert page.answer == f"1 of {len(opened)} openings outside assignment, by 1 person, of 1 case."
    assert page.entries == opened[:1]


def test_exports_name_for_whom_and_who_agreed(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    assert ask(people, audra, 3).answer == "Nothing was exported."
    case = report(people)
    anna.open(case)
    ben.open(case)
    for whom in ("lawyer", "lawyer", "police"):
        assert anna.export_by_two(ben, case, "triage", whom).status_code == 200
    page = ask(people, audra, 3)
    assert page.answer.startswith("3 exports of 1 case by 1 person: 2 × for ")
    assert page.answer.endswith("; 3 agreed to by a second person.")
    assert "lawyer" in page.answer
    assert len(page.entries) == 3
    assert page.planned == ["evidence.share", "report.print"]


def test_who_is_kept_away_and_opened_it_before_or_after(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    assert ask(people, audra, 11).answer == "No case is kept from anybody."
    case = report(people)
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara, cosigner=ben).status_code == 201
    anna.open(case)
    cara.open(case)
    done(anna, case, "triage", lambda acts: acts.exclude([cara.id], named=True))
    assert agree(ben, case, "exclude").status_code == 201
    ask_again = ask(people, audra, 11)
    assert "1 case is kept from somebody: they had opened it 1 time before" in ask_again.answer
    assert "and 0 times after" in ask_again.answer
    assert ask_again.entries


def test_an_emergency_is_answered_to_the_hour_and_says_so(
    people: People, anna: Person, audra: Person
) -> None:
    assert ask(people, audra, 12).answer == "No emergency is in the log."
    pass_hour(people)
    one, _ = report(people, "emergency"), report(people, "emergency")
    pass_hour(people)
    people.clock.pass_seconds(60)
    pass_hour(people)
    people.clock.pass_seconds(60)
    for each in (anna, audra):
        assert each.sign_in().status_code == 200
    done(anna, one, "triage", lambda acts: acts.be_on_it())
    page = ask(people, audra, 12)
    assert page.answer == (
        "2 emergencies: 1 answered, the slowest within 3 hours; 1 not answered yet."
        " All to the hour, no finer."
    )
    assert len(page.entries) == 2
    assert "only to the full hour" in page.text


def test_an_emergency_answered_within_its_hour_took_at_most_one(
    people: People, anna: Person, audra: Person
) -> None:
    pass_hour(people, anna)
    case = report(people, "emergency")
    people.clock.pass_seconds(60)
    done(anna, case, "triage", lambda acts: acts.be_on_it())
    pass_hour(people, audra)
    assert "1 answered, the slowest within 1 hour;" in ask(people, audra, 12).answer


def test_who_made_a_case_less_urgent_and_who_agreed(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    assert ask(people, audra, 13).answer == "No level was changed."
    case, other = report(people, "emergency"), report(people, "soon")
    for each in (case, other):
        anna.hold(each, ben)
    done(anna, other, "casework", lambda acts: acts.change_level("urgent", "danger_grew"))
    done(anna, other, "casework", lambda acts: acts.change_level("soon", "misjudged"))
    done(anna, case, "casework", lambda acts: acts.change_level("urgent", "misjudged"))
    opened = ben.open(case, "review")
    [proposal] = opened.meta["proposals"]
    assert ben.do(opened, lambda acts: acts.agree(proposal)).status_code == 201
    page = ask(people, audra, 13)
    assert page.answer == (
        "3 changes of level: 2 to a less urgent one, 1 of them with a second person."
    )
    assert len(page.entries) == 3


def test_tries_to_reach_reporters_and_whether_the_way_was_agreed(
    people: People, anna: Person, ben: Person, audra: Person
) -> None:
    assert ask(people, audra, 15).answer == "Nobody tried to reach a reporter outside the box."
    case = report(people)
    anna.hold(case, ben)
    for way, agreed in (("phone", True), ("email", False)):
        tried = partial(Acts.contacted, via=way, outcome="reached", agreed=agreed)
        done(anna, case, "casework", tried)
    page = ask(people, audra, 15)
    assert page.answer == "2 tries outside the box, in 1 case: 1 in a way that was not agreed."
    assert len(page.entries) == 2

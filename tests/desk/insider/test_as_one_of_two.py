"""What one person proposes, and somebody else agrees to or does not."""

from collections.abc import Callable
from functools import partial

import pytest

from intake.client.member.cases.acts import Acts
from tests.desk.insider.tries import HOUR, code, last, say, sweep, waiting
from tests.desk.stored import agree, propose_closing, report, row_of, three, told
from tests.people import People


def test_an_emergency_is_closed_only_when_somebody_else_agrees_who_has_read_it(
    people: People,
) -> None:
    anna, bert, cara = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    assert propose_closing(anna, case).status_code == 201
    assert row_of(people, case).status == "assigned"
    own = anna.open(case, "casework")
    [mine] = own.meta["proposals"]
    assert mine["for_me"] is False
    assert code(anna.do(own, lambda acts: acts.agree(mine))) == (422, "own_proposal")
    assert last(people) == ("case.agree", "deny", "own_proposal")
    for other, reads in ((bert, True), (cara, False)):  # Cara opens it by the desk's key alone.
        assert [(each["act"], each["by"], each["for_me"]) for each in waiting(other, case)] == [
            ("close", "anna", reads)
        ]
        rows = {row["case"]: row for row in other.client.get("/desk/rows").get_json()["rows"]}
        assert (rows[case]["proposal"]["for_me"], "now" in rows[case]["lists"]) == (reads, reads)
    assert code(agree(cara, case, "close")) == (422, "not_for_you")
    assert row_of(people, case).status == "assigned"
    assert agree(bert, case, "close").status_code == 201
    assert row_of(people, case).status == "closed"
    closed = [entry for entry in told(people) if entry[0] == "case.close"]
    assert [set(detail) & {"approver", "dispositions"} for *_, detail in closed] == [{"approver"}]
    proposed = next(detail for name, _, detail in told(people) if name == "case.propose")
    assert proposed["dispositions"] == ["advice_given"]


@pytest.mark.parametrize(
    ("level", "hours", "act"),
    [
        ("emergency", 4, lambda acts: acts.change_level("soon", "misjudged")),
        ("urgent", 4, lambda acts: acts.set_aside("junk")),
        ("emergency", 48, lambda acts: acts.close(["advice_given"])),
    ],
)
def test_what_nobody_agreed_to_in_time_lapses_on_the_hour_and_changes_nothing(
    people: People, level: str, hours: int, act: Callable[[Acts], object]
) -> None:
    anna, bert, _ = three(people)
    case = report(people, level)
    anna.hold(case, bert)
    opened = anna.open(case, "casework")
    anna.do(opened, lambda acts: acts.settle("no_question"))
    before = row_of(people, case)
    assert anna.do(opened, act).status_code == 201
    [proposal] = waiting(bert, case)
    assert proposal["expires_at"] % HOUR == 0
    assert hours * HOUR <= proposal["expires_at"] - people.clock() + 60 < (hours + 1) * HOUR + 60
    people.clock.pass_seconds(proposal["expires_at"] - people.clock())
    assert bert.sign_in().status_code == 200
    late = bert.open(case, "cover")
    assert late.meta["proposals"] == []
    assert code(bert.do(late, lambda acts: acts.agree(proposal))) == (404, "proposal")
    sweep(people)
    assert last(people)[::2] == ("case.agree", "expired")
    after = row_of(people, case)
    assert (after.level, after.aside, after.status) == (before.level, False, before.status)


def test_a_second_proposal_beside_one_that_waits_is_told_and_loses_nothing(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    theirs = bert.open(case, "cover")
    assert propose_closing(anna, case).status_code == 201
    late = bert.do(theirs, lambda acts: acts.close(["record_only"]))
    assert code(late) == (409, "proposed")
    assert [each["by"] for each in waiting(bert, case)] == ["anna"]
    assert agree(bert, case, "close", agrees=False).status_code == 201  # Ended, not done.
    assert (waiting(anna, case), row_of(people, case).status) == ([], "assigned")


def test_nobody_agrees_to_another_frame_than_the_one_they_have_read(people: People) -> None:
    anna, bert, _ = three(people)
    case = report(people, "emergency")
    anna.hold(case, bert)
    assert propose_closing(anna, case).status_code == 201
    read = bert.open(case, "cover")
    [proposal] = read.meta["proposals"]
    opened = anna.open(case, "casework")  # The same act made anew, for another reason.
    assert anna.do(opened, lambda acts: acts.close(["likely_scam_redirected"])).status_code == 201
    for agrees in (True, False):
        late = bert.do(read, partial(Acts.agree, proposal=proposal, agrees=agrees))
        assert code(late) == (404, "proposal")
    assert row_of(people, case).status == "assigned"
    assert agree(bert, case, "close").get_json()["status"] == "closed"


def test_names_and_a_hand_over_that_wait_are_not_made_anew_by_who_made_them(people: People) -> None:
    anna, bert, cara = three(people)
    dora = people.new("dora", "caseworker")
    assert anna.admit(dora, cosigner=cara).status_code == 201
    case = report(people)
    anna.hold(case, bert)
    acts: list[Callable[[Acts], object]] = [
        lambda acts: acts.exclude([cara.id], named=True),
        lambda acts: acts.hand_over(dora.id, dora.recipient, "assignee", "what to know"),
    ]
    for act in acts:
        opened = anna.open(case, "casework")
        assert anna.do(opened, act).status_code == 201
        assert code(anna.do(opened, act)) == (409, "proposed")


def test_what_the_reporter_says_ends_what_was_proposed_without_knowing_it(people: People) -> None:
    anna, bert, _ = three(people)
    reporter = people.reporter(level="emergency")
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, bert)
    assert propose_closing(anna, case).status_code == 201
    lower = anna.open(case, "casework")
    assert anna.do(lower, lambda acts: acts.change_level("soon", "misjudged")).status_code == 201
    theirs = bert.open(case, "cover")
    assert len(theirs.meta["proposals"]) == 2
    assert say(reporter, "they are at the door").status_code == 201
    for proposal in theirs.meta["proposals"]:
        late = bert.do(theirs, partial(Acts.agree, proposal=proposal))
        assert code(late) == (404, "proposal")
    row = row_of(people, case)
    assert (row.status, row.level, row.waiting_on is None) == ("assigned", 0, False)

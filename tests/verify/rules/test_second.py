"""``two-person``, ``closed-by-other``, ``level-lowered``, ``grant-undone``."""

import pytest

from intake.clock import DAY, HOUR
from tests.quarter.written import Written, indices

CASE = "aa" * 16


def taken(cover: str = "b2") -> Written:
    log = Written()
    log.take_case(0, CASE, "a1", cover)
    return log


@pytest.mark.parametrize("name", ["approver", "by2"])
def test_who_approves_themselves_is_found(name: str) -> None:
    log = taken()
    log.add(HOUR, "case.level", "a1", log_ref=CASE, **{name: "a1"})
    log.add(HOUR, "case.level", "a1", log_ref=CASE, **{name: "b2"})
    log.add(HOUR, "case.level", "a1", "deny", log_ref=CASE, **{name: "a1"})
    (finding,) = log.findings("two-person")
    assert (finding.level, finding.actor, finding.refs) == (3, "a1", (CASE,))
    assert indices([finding]) == [[1]]


def test_what_the_system_does_alone_names_nobody_twice() -> None:
    log = taken()
    log.add(HOUR, "case.release", "system", log_ref=CASE, approver="system")
    log.add(HOUR, "case.close", "a1", log_ref=CASE, reason="alone")
    assert log.findings("two-person") == []


CLOSES = [("case.close", {}), ("case.status", {"to": "closed"})]


@pytest.mark.parametrize(("event", "detail"), CLOSES)
@pytest.mark.parametrize(("who", "level"), [("a1", 0), ("b2", 2), ("c3", 3)])
def test_who_closes_a_case_that_others_hold_is_found(
    event: str, detail: dict[str, str], who: str, level: int
) -> None:
    log = taken()
    log.add(HOUR, event, who, log_ref=CASE, **detail)
    assert [each.level for each in log.findings("closed-by-other")] == ([level] if level else [])


def test_another_status_and_a_refusal_close_nothing() -> None:
    log = taken()
    log.add(HOUR, "case.status", "c3", log_ref=CASE, to="action")
    log.add(HOUR, "case.close", "c3", "deny", log_ref=CASE, reason="no_grant")
    assert log.findings("closed-by-other") == []


@pytest.mark.parametrize(("actor", "approver"), [("b2", "a1"), ("a1", "b2"), ("c3", "a1")])
def test_of_two_who_close_one_may_be_who_holds_it(actor: str, approver: str) -> None:
    log = taken()
    log.add(HOUR, "case.close", actor, log_ref=CASE, approver=approver)
    assert log.findings("closed-by-other") == []


def test_two_who_close_without_the_holder_are_judged_by_the_nearer_one() -> None:
    log = taken()
    log.add(HOUR, "case.close", "c3", log_ref=CASE, approver="b2")
    log.add(2 * HOUR, "case.close", "c3", log_ref=CASE, approver="d4")
    assert [each.level for each in log.findings("closed-by-other")] == [2, 3]


def test_a_cover_who_closes_while_the_holder_is_away_is_a_note() -> None:
    log = taken()
    log.add(HOUR, "user.away", "a1", who="a1", to="on", day="2026-10-09")
    log.add(2 * HOUR, "case.close", "b2", log_ref=CASE)
    log.add(3 * HOUR, "user.away", "system", who="a1", to="off", reason="expired")
    log.add(4 * HOUR, "case.close", "b2", log_ref=CASE)
    assert [each.level for each in log.findings("closed-by-other")] == [1, 2]


def test_a_cover_who_closes_what_nobody_else_holds_is_a_note() -> None:
    log = taken()
    log.add(HOUR, "case.release", "system", log_ref=CASE, of="a1")
    log.add(2 * HOUR, "case.close", "b2", log_ref=CASE)
    assert [each.level for each in log.findings("closed-by-other")] == [1]


def test_who_holds_it_under_the_name_of_another_quarter_cannot_be_told() -> None:
    log = taken()
    log.add(92 * DAY, "case.close", "p9", log_ref=CASE)
    assert log.findings("closed-by-other") == []
    log = taken()
    log.open(92 * DAY, CASE, "p9", **{"as": "assignee", "assign": 0})
    log.open(92 * DAY, CASE, "p8", **{"as": "cover", "assign": 0})
    log.add(92 * DAY, "case.close", "p7", log_ref=CASE)
    log.add(93 * DAY, "case.close", "p9", log_ref=CASE)
    assert [each.actor for each in log.findings("closed-by-other")] == ["p7"]


LOWERED = [
    ("emergency", "urgent", {}, 3),
    ("emergency", "routine", {"approver": "a1"}, 3),
    ("emergency", "soon", {"approver": "none"}, 3),
    ("emergency", "urgent", {"approver": "b2"}, 1),
    ("urgent", "soon", {}, 1),
    ("soon", "routine", {"approver": "b2"}, 1),
    ("urgent", "emergency", {}, 0),
    ("urgent", "urgent", {}, 0),
]


@pytest.mark.parametrize(("before", "after", "by", "level"), LOWERED)
def test_how_grave_it_is_to_make_a_case_less_urgent(
    before: str, after: str, by: dict[str, str], level: int
) -> None:
    log = taken()
    log.add(HOUR, "case.level", "a1", log_ref=CASE, **{"from": before, "to": after}, **by)
    assert [each.level for each in log.findings("level-lowered")] == ([level] if level else [])


def test_a_proposal_and_a_refusal_lower_nothing() -> None:
    log = taken()
    lowered = {"from": "emergency", "to": "urgent"}
    log.add(HOUR, "case.propose", "a1", log_ref=CASE, act="level", **lowered)
    log.add(HOUR, "case.level", "a1", "deny", log_ref=CASE, reason="not_taken", **lowered)
    log.add(HOUR, "case.level", "a1", log_ref=CASE, **{"from": "emergency", "to": "closed"})
    assert log.findings("level-lowered") == []


@pytest.mark.parametrize("apart", [14 * DAY, 14 * DAY + 1])
def test_who_is_let_in_and_removed_within_two_weeks_is_found(apart: int) -> None:
    log = Written()
    log.add(0, "recipient.add", "s1", who=["c3", "d4"])
    log.add(apart, "recipient.remove", "s2", removed=["c3"])
    hit = apart == 14 * DAY
    assert indices(log.findings("grant-undone")) == ([[0, 1]] if hit else [])
    found = [(each.level, each.actor) for each in log.findings("grant-undone")]
    assert found == ([(2, "s2")] if hit else [])


def test_who_was_there_before_and_who_is_removed_twice_are_not() -> None:
    log = Written()
    log.add(0, "recipient.add", "s1", who=["c3"])
    log.add(HOUR, "recipient.remove", "s1", removed=["d4"])
    assert log.findings("grant-undone") == []
    log.add(2 * HOUR, "recipient.add", "s1", who=["e5"], removed=["c3"])
    log.add(3 * HOUR, "recipient.remove", "s1", removed=["c3"])
    assert indices(log.findings("grant-undone")) == [[0, 2]]

"""``disabled-active``, ``refused``, ``mismatch``."""

import pytest

from intake.clock import DAY, HOUR
from intake.verify.rules.record import Told
from tests.quarter.written import Written, indices

CASE, OTHER = "aa" * 16, "bb" * 16
NEXT_QUARTER = 92 * DAY


def listed(*who: str) -> Written:
    """Return a log that lists these accounts."""
    log = Written()
    log.add(0, "sys.accounts", role="caseworker", who=list(who))
    return log


@pytest.mark.parametrize("event", ["user.disable", "user.suspend"])
def test_who_acts_after_their_rights_ended_is_found_as_one_finding(event: str) -> None:
    log = listed("a1", "s1")
    log.add(HOUR, "case.note", "a1", log_ref=CASE)
    log.add(2 * HOUR, event, "s1", who="a1")
    log.add(3 * HOUR, "case.note", "a1", log_ref=CASE)
    log.add(4 * HOUR, "case.note", "a1", log_ref=OTHER)
    (finding,) = log.findings("disabled-active")
    assert (finding.level, finding.actor, finding.refs) == (3, "a1", (CASE, OTHER))
    assert indices([finding]) == [[3, 4]]


def test_who_is_refused_after_it_did_not_act() -> None:
    log = listed("a1", "s1")
    log.add(HOUR, "user.disable", "s1", who="a1")
    log.add(2 * HOUR, "auth.lock", "a1", "deny")
    assert log.findings("disabled-active") == []


def test_who_was_let_back_in_may_act() -> None:
    log = listed("a1", "s1")
    log.add(HOUR, "user.suspend", "s1", who="a1")
    log.add(2 * HOUR, "user.resume", "s1", who="a1")
    log.add(3 * HOUR, "case.list", "a1")
    assert log.findings("disabled-active") == []


def test_an_attempt_to_disable_that_was_refused_ends_nothing() -> None:
    log = listed("a1", "s1")
    log.add(HOUR, "user.disable", "s1", "deny", who="a1", reason="wrong_role")
    log.add(3 * HOUR, "case.list", "a1")
    assert log.findings("disabled-active") == []


def test_whom_no_list_of_the_quarter_names_within_a_day_is_found() -> None:
    log = listed("a1")
    log.add(100, "case.list", "x9")
    log.add(200, "case.list", "x9")
    log.wait(100 + DAY - 1)
    assert log.findings("disabled-active") == []
    log.wait(100 + DAY)
    assert indices(log.findings("disabled-active")) == [[1]]
    log.wait(300 + DAY)
    assert indices(log.findings("disabled-active")) == [[1, 2]]


def test_a_new_account_may_act_before_it_is_listed_and_one_that_is_set_up_now_too() -> None:
    log = listed("a1")
    log.add(HOUR, "user.create", "n1", role="caseworker")
    log.add(HOUR, "case.list", "n1")
    log.add(HOUR, "case.list", "n2")
    log.add(20 * HOUR, "sys.accounts", role="caseworker", who="n2")
    log.add(NEXT_QUARTER, "case.list", "n3")
    log.add(NEXT_QUARTER + HOUR, "sys.accounts", role="caseworker", who=["n3"])
    log.wait(NEXT_QUARTER + 9 * DAY)
    assert log.findings("disabled-active") == []


def created(*, invited: str, at: int) -> Written:
    """Return a log in which an account is made, and listed, after an invitation of somebody."""
    log = listed("a1")
    log.add(0, "user.invite", "a1", who=invited, role="caseworker")
    log.add(at - at % NEXT_QUARTER, "sys.accounts", role="caseworker", who=["a2"])
    log.add(at, "user.create", "n1", role="caseworker")
    log.add(at + HOUR, "sys.accounts", role="caseworker", who=["n1"])
    log.add(at + 2 * HOUR, "case.list", "n1")
    log.wait(at + 9 * DAY)
    return log


def test_an_account_that_nobody_invited_is_found_though_a_list_names_it() -> None:
    assert created(invited="n1", at=10 * DAY).findings("disabled-active") == []
    (finding,) = created(invited="m1", at=10 * DAY).findings("disabled-active")
    assert (finding.actor, indices([finding])) == ("n1", [[3, 5]])


@pytest.mark.parametrize("days", [7 * DAY - 1, 7 * DAY])
def test_an_invitation_of_the_quarter_before_bears_another_name(days: int) -> None:
    log = created(invited="m1", at=NEXT_QUARTER + days)
    assert bool(log.findings("disabled-active")) == (days >= 7 * DAY)


@pytest.mark.parametrize("later", [DAY - 1, DAY])
def test_a_list_lets_in_whom_it_names_only_as_a_quarter_begins(later: int) -> None:
    log = listed("a1")
    log.add(later, "sys.accounts", role="caseworker", who=["x9"])
    log.add(2 * DAY, "case.list", "x9")
    log.wait(4 * DAY)
    assert bool(log.findings("disabled-active")) == (later >= DAY)


def test_who_is_let_back_in_after_the_quarter_began_may_act_by_their_new_name() -> None:
    log = listed("a1")
    log.add(2 * DAY, "user.resume", "a1", who="b2")
    log.add(3 * DAY, "case.list", "b2")
    log.wait(5 * DAY)
    assert log.findings("disabled-active") == []


def test_a_name_of_the_quarter_before_is_none_of_this_one() -> None:
    log = listed("a1", "b2")
    log.add(NEXT_QUARTER, "sys.accounts", role="caseworker", who=["b2"])
    log.add(NEXT_QUARTER + HOUR, "case.list", "a1")
    log.add(NEXT_QUARTER + HOUR, "case.list", "b2")
    log.wait(NEXT_QUARTER + 9 * DAY)
    assert [each.actor for each in log.findings("disabled-active")] == ["a1"]


def test_the_system_and_nobody_need_no_account_and_an_old_log_has_no_lists() -> None:
    log = listed("a1")
    log.add(HOUR, "auth.fail", "none", failures=2)
    log.add(HOUR, "case.shown")
    log.wait(9 * DAY)
    assert log.findings("disabled-active") == []
    log = Written()
    log.add(0, "case.list", "a1")
    log.wait(9 * DAY)
    assert log.findings("disabled-active") == []


def refused(*times: int, reason: str = "no_grant", who: str = "a1") -> Written:
    log = Written()
    for at in times:
        log.add(at, "evidence.export", who, "deny", log_ref=CASE, reason=reason)
    return log


def test_three_refusals_within_a_day_are_found_and_go_on_as_one() -> None:
    assert refused(0, HOUR).findings("refused") == []
    (finding,) = refused(0, HOUR, DAY - 1, DAY + HOUR - 1).findings("refused")
    assert (finding.level, finding.actor, finding.refs) == (2, "a1", (CASE,))
    assert indices([finding]) == [[0, 1, 2, 3]]


def test_three_in_more_than_a_day_are_not() -> None:
    assert refused(0, HOUR, DAY).findings("refused") == []


def test_each_night_is_a_finding_of_its_own() -> None:
    found = refused(0, 1, 2, 9 * DAY, 9 * DAY + 1, 9 * DAY + 2).findings("refused")
    assert indices(found) == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize(
    ("reason", "is_hit"),
    [("no_case", True), ("not_member", True), ("stale", False), ("paused", False)],
)
def test_a_rule_of_the_desk_is_no_wrong_door(reason: str, is_hit: bool) -> None:
    assert bool(refused(0, 1, 2, reason=reason).findings("refused")) == is_hit


def test_refusals_are_counted_for_each_person() -> None:
    log = refused(0, 1)
    log.add(2, "report.open", "b2", "deny", reason="no_case")
    log.add(3, "auth.fail", "none", "deny", reason="no_case")
    log.add(3, "report.open", "a1", reason="no_case")
    assert log.findings("refused") == []


def test_openings_refused_count_also_where_the_reason_cannot_be_read() -> None:
    log = Written()
    for at in range(3):
        log.replace(log.add(at, "report.open", "a1", "deny", reason="stale"), Told.WITHHELD)
        log.replace(log.add(at, "case.note", "b2", "deny", reason="stale"), Told.WITHHELD)
    assert [each.actor for each in log.findings("refused")] == ["a1"]


def doubted(log: Written, at: int, who: str, reason: str = "bad_mac", ref: str = CASE) -> None:
    log.add(at, "case.mismatch", who, "error", log_ref=ref, reason=reason)


def test_what_a_client_did_not_believe_is_found_each_time() -> None:
    log = Written()
    doubted(log, 0, "a1")
    doubted(log, HOUR, "a1", ref=OTHER)
    found = log.findings("mismatch")
    assert [each.level for each in found] == [2, 2]
    assert [each.numbers["reason"] for each in found] == ["bad_mac"] * 2
    assert indices(found) == [[0], [1]]


@pytest.mark.parametrize("apart", [7 * DAY - 1, 7 * DAY])
def test_the_same_reason_from_two_people_within_a_week_is_serious(apart: int) -> None:
    log = Written()
    doubted(log, 0, "a1")
    doubted(log, apart, "b2")
    doubted(log, apart, "b2", "row_differs")
    level = 3 if apart < 7 * DAY else 2
    assert [each.level for each in log.findings("mismatch")] == [level, level, 2]


def test_a_third_one_is_serious_too_and_weeks_later_it_is_one_browser_again() -> None:
    log = Written()
    for at, who in enumerate(("a1", "b2", "b2")):
        doubted(log, at, who)
    doubted(log, 30 * DAY, "b2")
    doubted(log, 31 * DAY, "b2")
    assert [each.level for each in log.findings("mismatch")] == [3, 3, 3, 2, 2]
    doubted(log, 32 * DAY, "a1")
    assert [each.level for each in log.findings("mismatch")] == [3, 3, 3, 3, 3, 3]


def test_who_may_not_say_so_is_refused_and_that_is_no_mismatch() -> None:
    log = Written()
    log.add(0, "case.mismatch", "a1", "deny", log_ref=CASE, reason="no_grant")
    assert log.findings("mismatch") == []

"""``export-alone`` and ``export-no-act``."""

import pytest

from intake.clock import DAY, HOUR
from tests.quarter.written import Written, indices

CASE, OTHER = "aa" * 16, "bb" * 16
WHOLE = {"approver": "b2", "recipient": "p07"}


def exported(who: str = "a1", **detail: str) -> Written:
    log = Written()
    log.take_case(0, CASE, "a1", "b2")
    log.add(HOUR, "evidence.export", who, log_ref=CASE, **detail)
    return log


@pytest.mark.parametrize(
    ("detail", "is_alone"),
    [
        ({}, True),
        (WHOLE, False),
        ({"approver": "b2"}, True),
        ({"recipient": "p07"}, True),
        (WHOLE | {"recipient": "none"}, True),
    ],
)
def test_an_export_names_a_second_person_and_whom_it_is_for(
    detail: dict[str, str], is_alone: bool
) -> None:
    found = exported(**detail).findings("export-alone")
    assert [(each.level, each.actor, each.refs) for each in found] == (
        [(1, "a1", (CASE,))] if is_alone else []
    )


def test_a_refused_export_is_none() -> None:
    log = Written()
    log.add(HOUR, "evidence.export", "a1", "deny", log_ref=CASE, reason="no_grant")
    log.wait(9 * DAY)
    assert log.findings("export-alone") == []
    assert log.findings("export-no-act") == []


def test_an_export_that_nothing_follows_is_found_after_three_days() -> None:
    log = exported("c3")
    log.wait(HOUR + 72 * HOUR - 1)
    assert log.findings("export-no-act") == []
    log.wait(HOUR + 72 * HOUR)
    (finding,) = log.findings("export-no-act")
    assert (finding.level, finding.actor, finding.refs) == (2, "c3", (CASE,))
    assert indices([finding]) == [[1]]


WORK = [
    "case.message", "case.note", "case.status", "case.contact", "case.settle", "case.close",
    "evidence.share",
]  # fmt: skip


@pytest.mark.parametrize("event", WORK)
@pytest.mark.parametrize("who", ["a1", "b2", "d4"])
def test_work_of_anybody_else_explains_it(event: str, who: str) -> None:
    log = exported("c3")
    log.add(2 * HOUR, event, who, log_ref=CASE)
    log.wait(9 * DAY)
    assert log.findings("export-no-act") == []


@pytest.mark.parametrize(("who", "is_hit"), [("a1", False), ("b2", False), ("c3", True)])
def test_the_exporters_own_work_explains_only_if_they_hold_the_case(who: str, is_hit: bool) -> None:
    log = exported(who)
    log.add(2 * HOUR, "case.close", who, log_ref=CASE)
    log.wait(9 * DAY)
    assert bool(log.findings("export-no-act")) == is_hit


@pytest.mark.parametrize("event", ["report.open", "key.release", "case.shown"])
def test_looking_is_no_work(event: str) -> None:
    log = exported()
    log.add(2 * HOUR, event, "d4", log_ref=CASE)
    log.wait(9 * DAY)
    assert len(log.findings("export-no-act")) == 1


def test_work_in_another_case_before_the_export_or_too_late_explains_nothing() -> None:
    log = Written()
    log.take_case(0, CASE, "a1", "b2")
    log.add(60, "case.note", "a1", log_ref=CASE)
    log.add(HOUR, "evidence.export", "a1", log_ref=CASE)
    log.add(2 * HOUR, "case.note", "a1", log_ref=OTHER)
    log.add(2 * HOUR, "case.note", "a1", "deny", log_ref=CASE, reason="stale")
    log.add(2 * HOUR, "case.note", "system", log_ref=CASE)
    log.add(73 * HOUR, "case.note", "a1", log_ref=CASE)
    assert indices(log.findings("export-no-act")) == [[2]]


def test_an_export_at_the_machine_is_one_too() -> None:
    log = Written()
    log.take_case(0, CASE, "a1", "b2")
    log.add(HOUR, "evidence.export", "system", log_ref=CASE)
    log.add(2 * HOUR, "evidence.export", "system", log_ref=OTHER)
    log.add(3 * HOUR, "case.note", "a1", log_ref=CASE)
    log.wait(9 * DAY)
    assert indices(log.findings("export-no-act")) == [[2]]


def test_each_export_needs_its_own_work() -> None:
    log = exported("c3")
    log.add(2 * HOUR, "evidence.export", "c3", log_ref=CASE)
    log.add(3 * HOUR, "evidence.export", "d4", log_ref=CASE)
    log.add(4 * HOUR, "case.close", "c3", log_ref=CASE)
    log.add(5 * HOUR, "evidence.export", "d4", log_ref=CASE)
    log.wait(9 * DAY)
    assert indices(log.findings("export-no-act")) == [[1], [2], [5]]

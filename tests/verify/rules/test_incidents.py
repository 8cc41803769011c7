"""Incidents: what belongs together, in which order, in which words, and what a review does."""

import pytest

from intake.clock import DAY, HOUR
from intake.log.events import Log
from intake.verify.rules.incidents import Incident, gather
from intake.verify.rules.judges import Judges
from intake.verify.rules.rulebook import RULES
from tests.quarter.written import Written

CASE, OTHER = "aa" * 16, "bb" * 16


def incidents(log: Written) -> list[Incident]:
    fold = log.folded()
    return gather(fold.findings(), fold.reviews)


def approve(log: Written, at: int, who: str, ref: str = CASE) -> int:
    """Let somebody approve themselves: a finding of level 3, at once."""
    return log.add(at, "case.level", who, log_ref=ref, approver=who).index


def export(log: Written, at: int, who: str, ref: str = CASE) -> int:
    """Let somebody export alone: a finding of level 1, at once."""
    return log.add(at, "evidence.export", who, log_ref=ref).index


def test_every_rule_is_judged_and_has_words() -> None:
    assert [name.replace("_", "-") for name in Judges.__dataclass_fields__] == list(RULES)
    for rule in RULES.values():
        assert rule.title
        assert all(said.one and said.many for said in rule.said.values())
        assert rule.version >= 1
        assert 1 <= rule.lowered <= rule.level <= rule.raised <= 3


@pytest.mark.parametrize(("apart", "count"), [(HOUR, 1), (HOUR + 1, 2)])
def test_findings_of_one_person_within_an_hour_are_one(apart: int, count: int) -> None:
    log = Written()
    approve(log, 0, "a1")
    export(log, apart, "a1", OTHER)
    assert len(incidents(log)) == count


def test_findings_of_two_people_are_two_unless_they_share_an_entry() -> None:
    log = Written()
    approve(log, 0, "a1")
    approve(log, 1, "b2")
    assert len(incidents(log)) == 2
    log = Written()
    first = approve(log, 0, "a1")
    cut = log.records[Log.ACCESS][first]
    log.add(1, "case.note", "c3", log_ref=CASE)
    log.records[Log.ACCESS] = [cut, log.records[Log.ACCESS][1]]
    assert len(incidents(log)) == 1


def test_what_lies_in_a_row_of_hours_is_one() -> None:
    log = Written()
    for at in range(5):
        approve(log, at * HOUR, "a1")
    assert [len(each.findings) for each in incidents(log)] == [5]


def test_exports_that_are_only_alone_are_one_whoever_made_them() -> None:
    log = Written()
    for at, who in enumerate(("a1", "b2", "c3")):
        export(log, at * DAY, who)
        log.add(at * DAY + 1, "case.note", "d4", log_ref=CASE)
    approve(log, 5 * DAY, "a1")
    export(log, 5 * DAY, "a1")
    log.add(5 * DAY + 1, "case.note", "d4", log_ref=CASE)
    assert [each.rules for each in incidents(log)] == [
        ("two-person", "export-alone"),
        ("export-alone",),
    ]


def test_the_order_is_level_then_number_of_rules_then_newest() -> None:
    log = Written()
    export(log, 0, "e5")
    approve(log, DAY, "a1")
    approve(log, 2 * DAY, "b2")
    approve(log, 3 * DAY, "c3")
    export(log, 3 * DAY, "c3")
    log.add(3 * DAY + 1, "case.note", "d4", log_ref=CASE)
    order = [each.findings[0].actor for each in incidents(log)]
    assert order == ["c3", "b2", "a1", "e5"]


def test_an_incident_says_where_it_stands_in_ranges() -> None:
    log = Written()
    for at in range(9):
        if at in {0, 2, 5, 6}:
            approve(log, at, "a1")
        else:
            log.wait(at)
    (incident,) = incidents(log)
    assert incident.ranges(Log.ACCESS) == [(0, 2), (5, 6)]
    assert incident.ranges(Log.INTAKE) == []
    assert incident.newest == log.records[Log.ACCESS][6].time


def test_the_id_of_an_incident_stays_when_graver_findings_join() -> None:
    log = Written()
    export(log, 0, "a1")
    before = incidents(log)[0].id
    approve(log, 60, "a1")
    (incident,) = incidents(log)
    assert (incident.id, incident.level, incident.rules) == (
        before,
        3,
        ("two-person", "export-alone"),
    )


def review(log: Written, at: int, who: str, /, *places: int, **other: object) -> None:
    """Let somebody review some entries of the gravest incident's first finding."""
    (finding, *_), *_ = [each.findings for each in incidents(log)]
    given: dict[str, object] = {"finding": finding.id, "version": 1, "outcome": "explained"}
    log.add(at, "audit.review", who, **given | {"indices": list(places)} | other)


def is_reviewed(log: Written) -> bool:
    return incidents(log)[0].is_reviewed


def a_burst_of_refusals(count: int) -> Written:
    log = Written()
    for at in range(count):
        log.add(at, "report.open", "a1", "deny", reason="no_case")
    return log


def test_a_review_covers_exactly_its_entries_and_a_new_one_opens_it_again() -> None:
    log = a_burst_of_refusals(3)
    review(log, 10, "x1", 0, 1)
    assert not is_reviewed(log)
    review(log, 11, "x2", 2)
    assert is_reviewed(log)
    log.add(12, "report.open", "a1", "deny", reason="no_case")
    assert not is_reviewed(log)
    review(log, 13, "x1", 5)
    assert is_reviewed(log)


@pytest.mark.parametrize(
    "other", [{"finding": "0" * 16}, {"version": 2}, {"log": "intake"}, {"indices": "0"}]
)
def test_a_review_of_something_else_covers_nothing(other: dict[str, object]) -> None:
    log = a_burst_of_refusals(3)
    review(log, 10, "x1", 0, 1, 2, **other)
    assert not is_reviewed(log)


def test_nobody_reviews_what_is_about_themselves() -> None:
    log = a_burst_of_refusals(3)
    review(log, 10, "a1", 0, 1, 2)
    assert not is_reviewed(log)


def test_a_refused_review_is_none_and_one_in_a_hostile_log_harms_nothing() -> None:
    log = a_burst_of_refusals(3)
    (incident,) = incidents(log)
    given = {"finding": incident.id, "indices": [0, 1, 2]}
    log.add(10, "audit.review", "x1", "deny", **given)
    log.add(11, "audit.review", "x1")
    assert not is_reviewed(log)


def an_audited(*auditors: str) -> Written:
    """Return a log with a finding about the auditor x1."""
    log = Written()
    log.add(0, "sys.accounts", role="auditor", who=list(auditors))
    log.add(0, "sys.accounts", role="supervisor", who=["s1"])
    log.add(0, "sys.accounts", role="caseworker", who=["a1"])
    log.add(1, "audit.name", "x1")
    return log


@pytest.mark.parametrize(
    ("auditors", "who", "counts"),
    [
        (["x1", "x2"], "x2", True),
        (["x1", "x2"], "s1", False),
        (["x1", "x2"], "x1", False),
        (["x1"], "s1", True),
        (["x1"], "a1", False),
        (["x1"], "x1", False),
    ],
)
def test_what_is_about_an_auditor_is_for_the_other_one_or_for_supervisors(
    auditors: list[str], who: str, counts: bool
) -> None:
    log = an_audited(*auditors)
    review(log, 10, who, 3)
    assert is_reviewed(log) == counts


@pytest.mark.parametrize(("auditors", "counts"), [(["y1"], False), (["y1", "y2"], True)])
def test_in_another_quarter_one_auditor_alone_is_not_another(
    auditors: list[str], counts: bool
) -> None:
    log = an_audited("x1", "x2")
    log.wait(60)
    log.add(92 * DAY, "sys.accounts", role="auditor", who=auditors)
    log.add(92 * DAY, "sys.accounts", role="supervisor", who=["s9"])
    name = next(each for each in incidents(log) if each.rules == ("name-revealed",))
    given = {"finding": name.id, "version": 1}
    log.add(92 * DAY, "audit.review", "y1", indices=[3], **given)
    found = {each.rules[0]: each.is_reviewed for each in incidents(log)}
    assert found["name-revealed"] == counts


def test_what_was_reviewed_stands_behind_and_is_not_hidden() -> None:
    log = Written()
    approve(log, 0, "a1")
    review(log, 10, "x1", 0)
    export(log, 3 * DAY, "b2")
    found = incidents(log)
    assert [(each.level, each.is_reviewed) for each in found] == [(1, False), (3, True)]

"""``breakglass-late``, ``name-revealed``, ``auditor-narrow``."""

import pytest

from intake.clock import HOUR
from intake.log.events import Log
from intake.verify.rules.finding import Entry
from intake.verify.rules.known.found import Found, Given
from tests.quarter.written import Written, indices

CASE = "aa" * 16


def broken() -> Written:
    log = Written()
    log.add(0, "key.breakglass", "s1", log_ref=CASE)
    return log


def test_an_emergency_access_without_a_review_is_found_after_three_days() -> None:
    log = broken()
    log.wait(72 * HOUR - 1)
    assert log.findings("breakglass-late") == []
    log.wait(72 * HOUR)
    (finding,) = log.findings("breakglass-late")
    assert (finding.level, finding.actor, finding.refs) == (3, "s1", (CASE,))


@pytest.mark.parametrize(("index", "is_late"), [(0, False), (1, True)])
def test_a_review_names_the_entry_it_is_of(index: int, is_late: bool) -> None:
    log = broken()
    log.add(HOUR, "audit.review", "x1", indices=[index])
    log.wait(99 * HOUR)
    assert bool(log.findings("breakglass-late")) == is_late


def test_a_review_after_the_term_or_a_refused_one_is_too_late() -> None:
    log = broken()
    log.add(HOUR, "audit.review", "x1", "deny", indices=[0])
    log.wait(72 * HOUR)
    log.add(73 * HOUR, "audit.review", "x1", indices=[0])
    assert len(log.findings("breakglass-late")) == 1
    log.add(74 * HOUR, "key.breakglass", "s1", "deny", log_ref=CASE)
    log.wait(200 * HOUR)
    assert len(log.findings("breakglass-late")) == 1


def test_a_name_that_was_shown_is_a_note_and_each_look_at_it_joins() -> None:
    log = Written()
    log.add(0, "audit.name", "x1", "deny", index=1, of="a1")
    log.add(1, "audit.name", "x1", index=1, of="a1", approver="s1")
    log.add(2, "audit.name", "x1", index=9, of="b2", approver="s1")
    log.add(3, "audit.name", "x2", index=1, of="a1", approver="s1")
    log.add(30 * HOUR, "audit.name", "x1", index=1, of="a1", approver="s1")
    found = log.findings("name-revealed")
    assert [(each.level, each.actor, each.numbers["of"]) for each in found] == [
        (1, "x1", "a1"),
        (1, "x1", "b2"),
        (1, "x2", "a1"),
    ]
    assert indices(found) == [[1, 4], [2], [3]]


def looked(narrow: int, wide: int, **at: str) -> Written:
    log = Written()
    for _ in range(wide):
        log.add(len(log.chains), "audit.view", "x1")
    for _ in range(narrow):
        log.add(9, "audit.view", "x1", **at)
    return log


@pytest.mark.parametrize("at", [{"actor": "a1"}, {"case": CASE}])
def test_an_auditor_who_looks_at_one_thing_only_is_a_note(at: dict[str, str]) -> None:
    assert looked(9, 0, **at).findings("auditor-narrow") == []
    (finding,) = looked(8, 2, **at).findings("auditor-narrow")
    assert (finding.level, finding.actor, finding.numbers) == (
        1,
        "x1",
        {"looks": 8, "views": 10},
    )
    assert len(finding.entries) == 8


def test_less_than_four_fifths_are_not_narrow_and_it_grows() -> None:
    assert looked(79, 21, actor="a1").findings("auditor-narrow") == []
    (finding,) = looked(12, 2, actor="a1").findings("auditor-narrow")
    assert (len(finding.entries), finding.numbers) == (12, {"looks": 12, "views": 14})


def test_an_auditor_may_look_at_where_something_was_found() -> None:
    log = Written()
    log.add(0, "case.level", "a1", log_ref=CASE, approver="a1")
    for at in range(20):
        log.add(1 + at, "audit.view", "x1", actor="a1")
        log.add(1 + at, "audit.view", "x2", case=CASE[:6])
        log.add(1 + at, "audit.view", "x3", actor="b2")
    assert [each.actor for each in log.findings("auditor-narrow")] == ["x3"]
    assert indices(log.findings("two-person")) == [[0]]


@pytest.mark.parametrize(
    ("event", "outcome", "is_narrow"),
    [("evidence.export", "ok", True), ("case.mismatch", "error", False)],
)
def test_a_note_excuses_nobody_who_looks_there(event: str, outcome: str, is_narrow: bool) -> None:
    """An export that one person made is a note (1); what was not believed is to be looked at."""
    log = Written()
    log.add(0, event, "a1", outcome, log_ref=CASE)
    for at in range(10):
        log.add(1 + at, "audit.view", "x1", actor="a1")
        log.add(1 + at, "audit.view", "x2", case=CASE)
    assert [each.actor for each in log.findings("auditor-narrow")] == ["x1", "x2"][: 2 * is_narrow]


@pytest.mark.parametrize("how", ["grow", "raise_to"])
def test_a_note_that_becomes_more_is_known_of_all_it_is_about(how: str) -> None:
    found, entry = Found(), Entry(Log.ACCESS, 3, 9)
    name = found.report("export-alone", [entry], Given("a1", [CASE]))
    assert (found.about, found.drafts[name].level) == (set(), 1)
    if how == "grow":
        found.grow(name, Entry(Log.ACCESS, 4, 9), "bb" * 16, level=2)
        assert found.about == {"a1", CASE, "bb" * 16}
    else:
        found.raise_to(name, 2)
        assert found.about == {"a1", CASE}


def test_a_look_that_was_refused_is_none() -> None:
    log = looked(9, 0, actor="a1")
    log.add(9, "audit.view", "x1", "deny", actor="a1")
    assert log.findings("auditor-narrow") == []


def test_each_auditor_is_counted_alone() -> None:
    log = looked(6, 0, actor="a1")
    for _ in range(6):
        log.add(9, "audit.view", "x2", actor="a1")
    assert log.findings("auditor-narrow") == []

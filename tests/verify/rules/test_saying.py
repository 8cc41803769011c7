"""What was found, in words: a sentence for each cause, counts, lists, names and codes."""

import re
from collections.abc import Callable

import pytest

from intake.clock import DAY, HOUR
from intake.log.codes import CODE_WORDS, MISMATCH_REASONS, PURPOSES, REASONS
from intake.log.events import Log
from intake.verify.rules.finding import Entry, Finding
from intake.verify.rules.incidents import Incident, gather
from intake.verify.rules.rulebook import RULES
from intake.verify.rules.saying import NAMES, join, say, say_code
from intake.verify.speech import Count
from tests.quarter.written import Written

CASE, OTHER = "aa" * 16, "bb" * 16
NUMBERS = ("seq", "before", "first", "missing", "hour")
TEXTS = {"reason": "bad_mac", "purpose": "safety", "who": "n1", "of": "n1"}


def incidents(log: Written) -> list[Incident]:
    fold = log.folded()
    return gather(fold.findings(), fold.reviews)


def sentence(log: Written, rule: str) -> str:
    """What is said of the only incident with a rule in it."""
    (found,) = (each for each in incidents(log) if rule in each.rules)
    return found.sentence()


def by_two() -> Written:
    """A log in which a1 holds a case that b2 covers."""
    log = Written()
    log.take_case(0, CASE, "a1", "b2")
    return log


def lowered(before: str, **by: str) -> Callable[[Written], object]:
    at = {"from": before, "to": "routine", "log_ref": CASE, **by}
    return lambda log: log.add(HOUR, "case.level", "a1", **at)


def close(who: str, *, away: str = "") -> Callable[[Written], object]:
    def write(log: Written) -> None:
        if away:
            log.add(HOUR, "user.away", away, who=away, to="on")
        log.add(2 * HOUR, "case.close", who, log_ref=CASE)

    return write


def release_and_close(log: Written) -> None:
    log.add(HOUR, "case.release", "system", log_ref=CASE, of="a1")
    log.add(2 * HOUR, "case.close", "b2", log_ref=CASE)


CAUSES: list[tuple[str, Callable[[Written], object], str]] = [
    ("level-lowered", lowered("emergency"), "made case aaaaaa, an emergency, less urgent alone."),
    (
        "level-lowered",
        lowered("emergency", approver="b2"),
        "made case aaaaaa, an emergency, less urgent with a second person.",
    ),
    ("level-lowered", lowered("soon"), "made case aaaaaa, no emergency, less urgent alone."),
    (
        "level-lowered",
        lowered("soon", approver="b2"),
        "made case aaaaaa, no emergency, less urgent with a second person.",
    ),
    ("closed-by-other", close("c3"), "in which they have no part, past who holds it and who"),
    ("closed-by-other", close("b2"), "as its cover, or with its cover, past who holds it."),
    ("closed-by-other", close("b2", away="a1"), "while who holds it was away."),
    ("closed-by-other", release_and_close, "while nobody held it."),
]


@pytest.mark.parametrize(("rule", "write", "said"), CAUSES)
def test_each_cause_has_a_sentence_of_its_own(
    rule: str, write: Callable[[Written], object], said: str
) -> None:
    log = by_two()
    write(log)
    assert said in sentence(log, rule)


def test_no_two_causes_read_alike() -> None:
    for rule in RULES.values():
        assert len({said.one for said in rule.said.values()}) == len(rule.said), rule.name


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("user.suspend", "a1 acted once while their account was suspended."),
        ("user.disable", "a1 acted once after their account was disabled."),
    ],
)
def test_suspended_disabled_and_uninvited_are_told_apart(event: str, said: str) -> None:
    log = Written()
    log.add(0, "sys.accounts", role="caseworker", who=["a1", "s1"])
    log.add(HOUR, event, "s1", who="a1")
    log.add(2 * HOUR, "case.list", "a1")
    assert sentence(log, "disabled-active") == said
    log.add(3 * HOUR, "case.list", "x9")
    log.add(3 * HOUR, "case.list", "x9")
    log.wait(3 * DAY)
    said_of = {each.findings[0].actor: each.sentence() for each in incidents(log)}
    assert said_of["a1"] == said
    assert said_of["x9"].startswith("x9 acted 2 times, though nobody invited them")


def test_who_is_suspended_and_then_disabled_is_counted_by_each() -> None:
    log = Written()
    log.add(0, "sys.accounts", role="caseworker", who=["a1", "s1"])
    log.add(HOUR, "user.suspend", "s1", who="a1")
    log.add(2 * HOUR, "case.list", "a1")
    log.add(2 * HOUR, "user.disable", "s1", who="a1")
    for _ in range(2):
        log.add(3 * HOUR, "case.list", "a1")
    assert sentence(log, "disabled-active") == (
        "a1 acted 2 times after their account was disabled and acted once while their account was"
        " suspended."
    )


def test_a_silence_a_clock_and_a_backup_are_told_apart() -> None:
    log = Written()
    log.add(0, "sys.restore")
    assert sentence(log, "silent") == "The log was restored from a backup."
    log.add(50 * HOUR, "case.list", "a1")
    log.add(46 * HOUR, "case.list", "a1")
    said = [each.sentence() for each in incidents(log)]
    assert any(each.startswith("The log went back in time by 4 hours: a clock") for each in said)
    log = Written()
    for hour in range(0, 240, 4):
        log.add(hour * HOUR, "case.watch", "a1")
    log.add((236 + 121) * HOUR, "case.list", "a1")
    assert sentence(log, "silent") == "The log was silent for 5 days, much longer than before."


def test_what_a_clock_does_after_a_backup_is_told_beside_it() -> None:
    log = Written()
    log.add(HOUR, "sys.start")
    log.add(HOUR, "sys.restore")
    log.add(0, "case.list", "a1")
    said = sentence(log, "silent")
    assert "went back in time by 60 minutes" in said
    assert "was restored from a backup" in said


def test_a_look_is_counted_on_while_the_finding_grows() -> None:
    log = Written()
    for _ in range(2):
        log.add(0, "audit.view", "x1")
    for _ in range(12):
        log.add(9, "audit.view", "x1", actor="a1")
    assert "in 12 of 14 looks" in sentence(log, "auditor-narrow")


def test_numbers_go_with_their_words() -> None:
    assert f"{Count(1):time|times} {Count(2000):time|times}" == "1 time 2,000 times"
    assert f"{Count(1):once|# times} {Count(1200):once|# times}" == "once 1,200 times"
    assert f"{Count(119):long} {Count(7199):long}" == "1 minute 119 minutes"
    assert f"{Count(7200):long} {Count(172800):long}" == "2 hours 2 days"


def test_lists_join_with_one_and() -> None:
    assert (join(["a"]), join(["a", "b"]), join(["a", "b", "c"])) == ("a", "a and b", "a, b and c")
    assert join(["a, b", "c"]) == "a, b; and c"
    assert join(["a and b", "c", "d"]) == "a and b; c; and d"


def test_what_many_did_is_a_sentence_each_and_of_much_there_is_a_headline() -> None:
    log = Written()
    log.add(0, "case.level", "a1", log_ref=CASE, approver="a1")
    (one,) = incidents(log)
    assert one.sentence() == one.headline() == "a1 approved what they did themselves."
    log.add(1, "case.level", "a1", log_ref=CASE, approver="a1")
    log.add(2, "case.mismatch", "a1", "error", log_ref=OTHER, reason="not_age")
    log.add(3, "evidence.export", "a1", log_ref=OTHER)
    (one,) = incidents(log)
    assert one.sentence(lambda name: f"Person {name}") == (
        "Person a1 approved 2 times what they did themselves; got something of case bbbbbb that "
        "could not be believed (it is no sealed file); and exported case bbbbbb without a second "
        "person, or for nobody who is named."
    )
    assert one.headline() == "a1 approved 2 times what they did themselves and 2 other things."


def test_every_pseudonym_in_a_sentence_goes_through_the_same_names() -> None:
    log = Written()
    log.add(0, "recipient.add", "s1", who=["9f10"])
    log.add(HOUR, "recipient.remove", "s1", removed=["9f10"])
    log.add(DAY, "audit.name", "x1", index=1, of="ed5a", approver="s1")
    named = {"s1": "Supervisor A", "x1": "Auditor A", "9f10": "Caseworker B", "ed5a": "Auditor C"}
    said = [each.sentence(named.__getitem__) for each in incidents(log)]
    assert said == [
        "Supervisor A removed Caseworker B, who had been let in not long before.",
        "Auditor A was shown who Auditor C is.",
    ]


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_and_cause_can_say_what_it_finds_and_no_code_stands_bare(
    rule: str, many: bool
) -> None:
    for cause in RULES[rule].said:
        numbers: dict[str, int | str] = {**dict.fromkeys(NUMBERS, 1), **TEXTS}
        if cause:
            numbers = {"looks": 1, "views": 2} | numbers | {cause: 1}
        found = [
            Finding(str(at), rule, 1, 1, (Entry(Log.ACCESS, at, at),), "a1", (CASE,), numbers)
            for at in range(1 + many)
        ]
        said = say(found, lambda name: f"<{name}>")
        assert not re.search(r"[{}_]|\bn1\b(?!>)|\b1 (times|entries|cases)", said)


def test_every_code_that_reaches_a_sentence_has_words() -> None:
    assert not [code for code in REASONS if say_code("reason", code) == say_code("reason", "?")]
    assert not [code for code in PURPOSES if say_code("purpose", code) == say_code("purpose", "?")]
    assert CODE_WORDS["reason"].keys() >= MISMATCH_REASONS
    assert say_code("purpose", "none") == "none given"
    assert "<" not in say_code("reason", "<b>")
    assert set(TEXTS) == {"reason", "purpose", *NAMES}, "what rules say in texts"


def test_what_an_older_version_of_a_rule_found_is_said_too() -> None:
    old = Finding("0", "silent", 1, 2, (Entry(Log.ACCESS, 0, 0),), None, (), {"hours": 3})
    assert say([old], str).startswith("The log was silent, went back in time, or")


def test_who_is_nobody_is_called_what_it_is() -> None:
    log = Written()
    log.add(0, "evidence.export", "system", log_ref=CASE)
    assert sentence(log, "export-alone").startswith("A command at the machine exported case")
    log = Written()
    log.add(0, "evidence.export", "ab12", log_ref=CASE)
    assert sentence(log, "export-alone").startswith("ab12 exported case")


def test_when_it_began_is_a_day_and_a_time() -> None:
    entry = Entry(Log.ACCESS, 5, 1_794_884_640)
    odd = Finding("0", "odd-hour", 1, 2, (entry,), "a1", (CASE,), {"hour": 2})
    assert say([odd], str) == (
        "a1 opened case aaaaaa once at an hour at which they hardly ever work (the first time on"
        " 17 Nov 2026, 03:04 UTC)."
    )

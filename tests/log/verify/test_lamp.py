"""The lamp: AUDITROOM's table, each line at its very edge."""

import itertools
from dataclasses import replace

import pytest

from intake.crypto.tlog.witnesses.counting import Cosigned, Standing, quorum_time
from intake.crypto.tlog.witnesses.policy import Policy, parse_policy
from intake.verify.lamp import (
    _WORDS,
    DAY,
    HOUR,
    WORD,
    Blind,
    Break,
    Broken,
    Colour,
    Lamp,
    Seen,
    Vouched,
    judge,
)
from tests.log.verify.test_witnessed import policy_text

NOW = 1_795_910_400  # 29 Nov 2026, 00:00 UTC.
STANDING = Seen(
    NOW, 1_718, "outside", Vouched(1_718, NOW - 20 * HOUR, "w1 and w2"), whole_at=NOW - HOUR
)
VISITED = replace(STANDING, quorum="visits", vouched=Vouched(1_718, NOW - 20 * HOUR, "you"))
TAIL = "Do not tell whoever runs this machine. Keep your copy."


def codes(lamp: Lamp) -> tuple[str, list[str]]:
    return lamp.colour, [each.code for each in lamp.reasons]


def at(seen: Seen, size: int, age: int) -> Seen:
    assert seen.vouched
    return replace(seen, vouched=seen.vouched._replace(size=size, time=NOW - age))


def test_it_is_called_this_machines_word() -> None:
    assert WORD == "This machine's word"


def test_green_by_witnesses_who_stand_by() -> None:
    lamp = judge(STANDING)
    assert codes(lamp) == ("green", ["standing"])
    start = "Whole. Signed outside up to entry 1,718 (28 Nov 2026, w1 and w2)."
    assert lamp.sentence == f"{start} 0 entries since."
    assert judge(replace(STANDING, size=1_719)).sentence == f"{start} 1 entry since."
    assert judge(replace(STANDING, size=3_000)).sentence == f"{start} 1,282 entries since."


def test_green_by_a_visit_says_what_rests_on_this_machine_alone() -> None:
    start = "Whole. Signed outside up to entry 1,718 (28 Nov 2026, you)."
    assert judge(VISITED).sentence == f"{start} 0 entries since."
    for size, words in ((1_719, "1 entry since then rests"), (1_755, "37 entries since then rest")):
        lamp = judge(replace(VISITED, size=size))
        assert codes(lamp) == ("green", ["visits"])
        assert lamp.sentence == f"{start} {words} on this machine alone."


@pytest.mark.parametrize(
    ("seen", "age", "code"),
    [(STANDING, 48 * HOUR, "late_standing"), (VISITED, 100 * DAY, "late_visits")],
    ids=["standing", "visits"],
)
def test_a_signature_counts_for_its_term_and_not_a_second_longer(
    seen: Seen, age: int, code: str
) -> None:
    assert judge(at(seen, 1_000, age)).colour is Colour.GREEN
    late = judge(at(seen, 1_000, age + 1))
    assert codes(late) == ("amber", [code])
    assert "up to entry 1,000" in late.sentence


def test_a_signature_from_the_future_or_of_a_larger_log_counts_for_nothing() -> None:
    assert judge(at(STANDING, 1_718, -600)).colour is Colour.GREEN
    assert codes(judge(at(STANDING, 1_718, -601))) == ("amber", ["never_standing"])
    assert codes(judge(at(VISITED, 1_719, HOUR))) == ("amber", ["never_visits"])


def test_amber_where_nobody_outside_is_asked_or_has_signed() -> None:
    nobody = judge(replace(STANDING, quorum="none"))
    assert codes(nobody) == ("amber", ["no_policy"])
    assert nobody.sentence.startswith(
        "Whole as far as this machine can say. Nobody outside has signed. Take a copy"
    )
    assert codes(judge(replace(STANDING, vouched=None))) == ("amber", ["never_standing"])
    visit = judge(replace(VISITED, vouched=None))
    assert visit.sentence == (
        "Whole as far as this machine can say. Nobody outside has signed."
        " Take a copy: this turns green."
    )


def test_amber_where_the_last_full_pass_is_old_or_never_was() -> None:
    assert judge(replace(STANDING, whole_at=NOW - 36 * HOUR)).colour is Colour.GREEN
    old = judge(replace(STANDING, whole_at=NOW - 36 * HOUR - 1))
    assert codes(old) == ("amber", ["pass_old"])
    assert "27 Nov, 11:59 UTC" in old.sentence
    assert codes(judge(replace(STANDING, whole_at=None))) == ("amber", ["pass_never"])


def test_amber_where_entries_wait_for_a_signature() -> None:
    assert judge(replace(STANDING, unsigned_since=NOW - 600)).colour is Colour.GREEN
    waiting = judge(replace(STANDING, unsigned_since=NOW - 601))
    assert codes(waiting) == ("amber", ["unsigned"])
    assert "since 28 Nov, 23:49 UTC" in waiting.sentence


def test_all_that_is_amber_is_said() -> None:
    seen = Seen(NOW, 5, "none", unsigned_since=0, whole_at=0)
    assert codes(judge(seen)) == ("amber", ["unsigned", "pass_old", "no_policy"])


@pytest.mark.parametrize("kind", Break)
def test_red_is_what_contradicts_and_outweighs_everything(kind: Break) -> None:
    for blind, whole in itertools.product([None, Blind.NO_STATE], [None, NOW]):
        seen = replace(STANDING, broken=[Broken(kind, 412, "w1")], blind=blind, whole_at=whole)
        lamp = judge(seen)
        assert codes(lamp) == ("red", [kind])
        assert lamp.sentence.startswith("Not whole: ")
        assert lamp.sentence.endswith(f" {TAIL}")
        named = {Break.WITNESS_REFUSED, Break.FOUND}
        assert ("w1" if kind in named else "412") in lamp.sentence


def test_the_gravest_contradiction_is_said_first() -> None:
    broken = [Broken(Break.DETAIL_GONE, 3), Broken(Break.CHANGED, 412), Broken(Break.CHANGED, 9)]
    lamp = judge(replace(STANDING, broken=broken))
    assert codes(lamp) == ("red", ["changed", "changed", "detail_gone"])
    assert lamp.sentence == f"Not whole: entry 9 was changed. {TAIL}"


@pytest.mark.parametrize("blind", Blind)
def test_grey_where_nothing_can_be_told(blind: Blind) -> None:
    lamp = judge(replace(STANDING, blind=blind))
    assert codes(lamp) == ("grey", [blind])
    assert lamp.sentence.startswith("Cannot tell: ")


def test_every_sentence_in_the_file_is_one_that_can_be_said() -> None:
    assert set(_WORDS["red"]) == {*Break, "tail"}
    assert set(_WORDS["grey"]) == set(Blind)
    said = {"unsigned", "pass_old", "pass_never", "no_policy"}
    said |= {f"{when}_{kind}" for when in ("never", "late") for kind in ("standing", "visits")}
    assert set(_WORDS["amber"]) == said


def test_enough_witnesses_are_as_fresh_as_the_last_one_needed() -> None:
    def lines(**times: int) -> list[Cosigned]:
        return [Cosigned(name, Standing.HOLDS, time) for name, time in times.items()]

    both, either = (parse_policy(policy_text(least).encode()) for least in ("2", "1"))
    assert quorum_time(lines(w1=100, w2=900), both) == 100
    assert quorum_time(lines(w1=100, w2=900), either) == 900
    assert quorum_time(lines(w1=100), both) is None
    assert quorum_time([], Policy(quorum="none")) is None
    broken = [Cosigned("w2", Standing.BROKEN, 900), Cosigned("x", Standing.UNKNOWN, 950)]
    assert quorum_time([*lines(w1=100), *broken], either) == 100

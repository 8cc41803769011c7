"""A quarter of a desk: what was planted is found, and little else, whatever the seed."""

from collections import Counter

import pytest

from intake.clock import DAY
from intake.log.events import Log
from intake.verify.rules.incidents import gather
from intake.verify.rules.record import read_record
from tests.quarter.planted import PLANTS, plant
from tests.quarter.staff import QUARTER
from tests.quarter.work import play
from tests.quarter.written import START

SEEDS = range(1, 21)
MONTH = 31


@pytest.mark.parametrize("seed", SEEDS)
def test_a_month_at_which_nothing_was_done_shows_at_most_two_things(seed: int) -> None:
    found = play(seed).log.folded().findings()
    shown = [each for each in found if each.level >= 2]
    months = Counter((each.entries[0].time - START) // DAY // MONTH for each in shown)
    assert [each.rule for each in shown if each.level == 3] == []
    assert max(months.values(), default=0) <= 2


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_that_was_planted_is_found(seed: int) -> None:
    planted = plant(seed)
    fold = planted.desk.log.folded()
    found = {(each.rule, index) for each in fold.findings() for _, index in each.indices}
    assert [each for each in planted.expected if each not in found] == []
    planted_at = {index for _, index in planted.expected}
    serious = [each for each in fold.findings() if each.level == 3]
    innocent = [each for each in serious if not planted_at & {at for _, at in each.indices}]
    assert [each.rule for each in innocent] == []
    night = next(each for each in gather(fold.findings(), fold.reviews) if "burst" in each.rules)
    assert {"outside", "odd-hour", "export-no-act", "closed-by-other"} <= set(night.rules)
    assert night.level == 3


def test_each_plant_is_done_in_each_quarter() -> None:
    assert len(plant(1).expected) > 2 * len(PLANTS)


def test_the_change_of_quarters_is_nobodys_act() -> None:
    found = play(3, QUARTER + 45).log.folded().findings()
    late = [each for each in found if each.entries[0].time >= START + (QUARTER - 3) * DAY]
    assert [each.rule for each in late if each.level == 3] == []
    assert len([each.rule for each in late if each.level == 2]) <= 3


@pytest.mark.parametrize("log", list(Log))
def test_a_quarter_has_the_form_of_a_log(log: Log) -> None:
    written = play(2, 20).log
    for record, (leaf, line) in zip(written.records[log], written.leaves(log), strict=True):
        assert read_record(log, record.index, leaf, line) == record

"""A short time at the real program: what is planted is found on both sides, and little else."""

from pathlib import Path

import pytest

from tests.quarter.real.judged import judge
from tests.quarter.real.planted.cases import export_and_leave, read_and_leave, read_at_night
from tests.quarter.real.planted.changed import close_as_stranger, export_by_command
from tests.quarter.real.planted.people import show_a_name
from tests.quarter.real.planted.planting import Plant
from tests.quarter.real.planted.rows import act_suspended, invite_in_rows, take_a_role, tell_nobody

DAYS, SEED = 19, 1
SOME: tuple[Plant, ...] = (
    *(read_at_night, export_and_leave, read_and_leave),
    *(show_a_name, tell_nobody, act_suspended, take_a_role, invite_in_rows),
    *(close_as_stranger, export_by_command),
)
"""All that can be planted is planted by `python -m tests.quarter`, in a whole quarter."""


@pytest.mark.usefixtures("strength")
def test_what_is_planted_through_real_addresses_is_found_by_server_and_copy(tmp_path: Path) -> None:
    made = judge(tmp_path / "instance", SEED, DAYS, plants=SOME)
    assert made.planted.failed == []
    assert sorted(made.planted.done) == sorted(each.__name__ for each in SOME)
    assert made.missed == []
    assert made.innocent == []
    assert max(made.months) <= 2
    assert made.server == made.copy
    assert made.planted.desk.refused == {}
    assert made.unshown == []
    looks = {"whole": "warn", "odd": "bad", "waits": "warn", "outside": "warn"}
    assert made.page.tiles == looks

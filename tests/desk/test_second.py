"""When a second person is needed the server and every reader of a case say alike."""

from itertools import product

import pytest

from intake.case.rules.casework import casework
from intake.crypto.case.acts.folding import fold_acts
from intake.crypto.case.bodies import LEVELS
from intake.crypto.case.reading.reader import Written
from tests.vectors.act_bodies import GOOD
from tests.vectors.fixtures import ALICE
from tests.vectors.make_case import make_frame

#: Kinds of frames, by the names of what waits in ``casework().second``.
KINDS = {
    "level": "level",
    "aside": "aside",
    "close": "closing",
    "release": "release",
    "exclude": "exclusion",
    "handover": "handover",
}


#: Nothing is below the lowest level.
ASKED = [pair for pair in product(KINDS, LEVELS) if pair != ("level", LEVELS[-1])]


def test_every_act_that_waits_has_its_kind() -> None:
    assert set(KINDS) == set(casework().second)


@pytest.mark.parametrize(("act", "level"), ASKED)
def test_an_act_waits_for_a_second_person_at_the_levels_of_the_table(act: str, level: str) -> None:
    body = GOOD[KINDS[act]]
    if act == "level":
        body = body | {"from": level, "to": LEVELS[-1]}
    report = make_frame("report", body=make_frame("report").body | {"level": level})
    frame = make_frame(KINDS[act], body=body)
    before = [Written("r", report, "author")]
    if act == "release":
        before.append(Written("p", make_frame("pause", body=GOOD["pause"]), ALICE))
    standing = fold_acts([*before, Written("a", frame, ALICE)])
    needs = casework().needs_second(act, LEVELS.index(level))
    assert (KINDS[act] in standing.waiting) is needs
    assert standing.broken == []

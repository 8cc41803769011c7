"""What an honest client does not write, and rows in another order than they were written in."""

from tests.vectors.act_bodies import GOOD
from tests.vectors.fixtures import BOB, Vector, object_id
from tests.vectors.standing.writing import (
    UNANSWERED,
    act,
    agreed,
    ids,
    level,
    report,
    said,
    scenario,
    write,
)


def turned_round() -> list[Vector]:
    raised = act("a", "level", "r", to="emergency", **{"from": "urgent"})
    lowered = act("c", "level", "a", to="soon", **{"from": "emergency"})
    yes = act("b", "agreement", "c", signer=BOB, act=object_id("c"))
    return [
        scenario(
            "rows that the server turned round are put in the order of what they name",
            *(yes, lowered, raised, report()),
            **(UNANSWERED | {"level": "soon", "agreements": agreed("c")}),
        ),
    ]


def odd() -> list[Vector]:
    raised = level("a", "soon", "emergency", "staff")
    circle = (said("m", "n"), said("n", "m"))
    return [
        scenario("an act that no account signed", report(), raised, broken=ids("a"), **UNANSWERED),
        scenario("a kind that is not known", report(), write("a", "letter", {}), **UNANSWERED),
        scenario(
            "an act that the reporter wrote",
            report(),
            write("a", "level", GOOD["level"], signer="author"),
            **UNANSWERED,
        ),
        scenario(
            "an act of another shape",
            report(),
            write("a", "level", {"to": "routine"}),
            **UNANSWERED,
        ),
        scenario(
            "a circle, which no hash can make", report(), *circle, unanswered=ids("r", "m", "n")
        ),
    ]

"""Raising, and lowering: by one person, of an emergency by two."""

from tests.vectors.fixtures import ALICE, CAROL, Vector, object_id
from tests.vectors.standing.writing import (
    UNANSWERED,
    agreed,
    agrees,
    happened,
    ids,
    level,
    report,
    said,
    scenario,
)


def changing() -> list[Vector]:
    return [
        scenario("nothing was read", level=""),
        scenario("a report alone", report("soon"), level="soon", **UNANSWERED),
        scenario("raised", report("soon"), level("a", "soon", "urgent"), **UNANSWERED),
        scenario(
            "raised by two at once: the higher stays",
            *(report("soon"), level("a", "soon", "emergency"), level("b", "soon", "urgent")),
            **(UNANSWERED | {"level": "emergency"}),
        ),
        scenario(
            "lowered by one person",
            report(),
            level("a", "urgent", "soon"),
            level="soon",
            **UNANSWERED,
        ),
        scenario(
            "lowered from what it is not",
            *(report("soon"), level("a", "urgent", "soon")),
            **(UNANSWERED | {"level": "soon", "broken": ids("a")}),
        ),
        scenario(
            "changed to the same",
            report(),
            level("a", "urgent", "urgent"),
            broken=ids("a"),
            **UNANSWERED,
        ),
        scenario("raised without a report", level("a", "soon", "urgent")),
    ]


def happening() -> list[Vector]:
    raised = UNANSWERED | {"level": "emergency", "unanswered": ids("r", "m")}
    emergency = happened("m", "emergency", "r")
    return [
        scenario("something new happened and is worse", report("soon"), emergency, **raised),
        scenario(
            "what is less grave lowers nothing",
            *(report("urgent"), happened("m", "routine", "r")),
            **(raised | {"level": "urgent"}),
        ),
        scenario(
            "what staff write is no incident",
            *(report("soon"), happened("s", "emergency", "r", by=ALICE)),
            level="soon",
        ),
        scenario(
            "who had not read it lowers nothing",
            *(report("urgent"), emergency, level("a", "urgent", "soon")),
            **(raised | {"broken": ids("a")}),
        ),
        scenario(
            "something happened, and the report is not here",
            happened("m", "soon"),
            level="soon",
            unanswered=ids("m"),
        ),
    ]


def lowering_an_emergency() -> list[Vector]:
    emergency, lower = report("emergency"), level("a", "emergency", "soon")
    waits = UNANSWERED | {"level": "emergency", "waiting": {"level": object_id("a")}}
    asked = UNANSWERED | {"level": "emergency"}
    return [
        scenario("an emergency is lowered by nobody alone", emergency, lower, **waits),
        scenario(
            "and by two",
            *(emergency, lower, agrees("b", "a")),
            **(UNANSWERED | {"level": "soon", "agreements": agreed("a")}),
        ),
        scenario(
            "and not by one who agrees with themselves",
            *(emergency, lower, agrees("b", "a", ALICE)),
            **(waits | {"broken": ids("b")}),
        ),
        scenario(
            "taken back by who proposed it",
            *(emergency, lower, agrees("b", "a", ALICE, agrees=False)),
            **(asked | {"agreements": agreed("a", ALICE, agrees=False)}),
        ),
        scenario(
            "refused by the second",
            *(emergency, lower, agrees("b", "a", agrees=False)),
            **(asked | {"agreements": agreed("a", agrees=False)}),
        ),
        scenario(
            "agreed to twice",
            *(emergency, lower, agrees("b", "a"), agrees("c", "a", CAROL)),
            **(UNANSWERED | {"level": "soon", "agreements": agreed("a"), "broken": ids("c")}),
        ),
        scenario(
            "a newer proposal replaces an older",
            *(emergency, lower, level("b", "emergency", "urgent"), agrees("c", "a")),
            **(asked | {"waiting": {"level": object_id("b")}, "broken": ids("c")}),
        ),
        scenario(
            "withdrawn by a message",
            *(emergency, lower, said("m", "r"), agrees("b", "a")),
            **(asked | {"unanswered": ids("r", "m"), "broken": ids("b")}),
        ),
        scenario(
            "agreed to what nobody proposed",
            *(emergency, agrees("b", "a")),
            **(asked | {"broken": ids("b")}),
        ),
    ]

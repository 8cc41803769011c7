"""Setting aside and closing, and bringing back."""

from tests.vectors.fixtures import Vector, object_id
from tests.vectors.standing.writing import (
    UNANSWERED,
    act,
    agreed,
    agrees,
    answer,
    ids,
    level,
    report,
    said,
    scenario,
)


def setting_aside() -> list[Vector]:
    aside = act("a", "aside")
    return [
        scenario("set aside", report("routine"), aside, level="routine", aside=True, **UNANSWERED),
        scenario(
            "an urgent case waits for a second",
            report(),
            aside,
            waiting={"aside": object_id("a")},
            **UNANSWERED,
        ),
        scenario(
            "and is set aside by two",
            *(report(), aside, agrees("b", "a")),
            **(UNANSWERED | {"aside": True, "agreements": agreed("a")}),
        ),
        scenario(
            "lowered first it waits for a second all the same",
            *(report(), level("l", "urgent", "soon"), aside),
            **(UNANSWERED | {"level": "soon", "waiting": {"aside": object_id("a")}}),
        ),
        scenario(
            "raised and lowered it waits for a second all the same",
            *(report("routine"), level("h", "routine", "urgent")),
            *(level("l", "urgent", "routine"), aside),
            **(UNANSWERED | {"level": "routine", "waiting": {"aside": object_id("a")}}),
        ),
        scenario(
            "raised meanwhile it is asked anew",
            *(report(), aside, level("h", "urgent", "emergency"), agrees("c", "a")),
            **(UNANSWERED | {"level": "emergency", "broken": ids("c")}),
        ),
        scenario(
            "brought back by one, and what waited is withdrawn",
            *(report(), aside, act("b", "aside", aside=False), agrees("c", "a")),
            **(UNANSWERED | {"broken": ids("c")}),
        ),
        scenario(
            "brought back by a message",
            *(report("soon"), aside, said("m", "r")),
            level="soon",
            unanswered=ids("r", "m"),
        ),
    ]


def closing() -> list[Vector]:
    closes, done = act("a", "closing"), ["advice_given", "referred"]
    answered = (report(), answer("s", "r"))
    grave = (report("emergency"), answer("s", "r"))
    return [
        scenario("closed", *answered, closes, closed=done),
        scenario(
            "closed while it was set aside",
            *(report("soon"), answer("s", "r"), act("b", "aside"), closes),
            level="soon",
            closed=done,
        ),
        scenario(
            "a setting aside that waits ends with it",
            *(*answered, act("b", "aside"), closes, agrees("c", "b")),
            closed=done,
            broken=ids("c"),
        ),
        scenario(
            "closed by one when it is grave no more, and what waited is withdrawn",
            *(*grave, act("x", "closing"), level("l", "emergency", "soon")),
            *(agrees("m", "l"), closes, agrees("c", "x")),
            level="soon",
            closed=done,
            agreements=agreed("l"),
            broken=ids("c"),
        ),
        scenario("reopened", *answered, closes, act("b", "reopening")),
        scenario("reopened by a message", *answered, closes, said("m", "s"), unanswered=ids("m")),
        scenario(
            "an emergency is closed by two",
            *(*grave, closes, agrees("b", "a")),
            level="emergency",
            closed=done,
            agreements=agreed("a"),
        ),
        scenario(
            "its closing is withdrawn by an answer",
            *(*grave, closes, answer("t", "s"), agrees("b", "a")),
            level="emergency",
            broken=ids("b"),
        ),
        scenario(
            "a lowering of a closed case is withdrawn when it is opened again",
            *(*grave, closes, agrees("b", "a"), level("l", "emergency", "soon")),
            *(act("o", "reopening"), agrees("c", "l")),
            level="emergency",
            agreements=agreed("a"),
            broken=ids("c"),
        ),
        scenario(
            "and by saying that no answer is needed",
            *(*grave, closes, act("t", "settled", "s"), agrees("b", "a")),
            level="emergency",
            broken=ids("b"),
        ),
    ]

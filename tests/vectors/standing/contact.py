"""Pausing contact and going on; what answers the reporter, and what does not."""

from tests.vectors.fixtures import ALICE, BOB, Vector, object_id
from tests.vectors.standing.writing import (
    UNANSWERED,
    act,
    agreed,
    agrees,
    answer,
    ids,
    report,
    said,
    scenario,
)


def pausing() -> list[Vector]:
    paused = (report(), act("p", "pause"))
    asked = (*paused, act("a", "release"))
    waits = UNANSWERED | {"paused": True, "waiting": {"release": object_id("a")}}
    return [
        scenario("contact is paused by one", *paused, paused=True, **UNANSWERED),
        scenario("and gone on with by nobody alone", *asked, **waits),
        scenario(
            "nor by one who agrees with themselves",
            *(*asked, agrees("b", "a", ALICE)),
            **(waits | {"broken": ids("b")}),
        ),
        scenario("but by two", *asked, agrees("b", "a"), agreements=agreed("a"), **UNANSWERED),
        scenario(
            "what the reporter says ends the question",
            *(*asked, said("m", "r"), agrees("b", "a")),
            paused=True,
            unanswered=ids("r", "m"),
            broken=ids("b"),
        ),
        scenario(
            "closed and opened again it is paused as before",
            *(report(), act("p", "pause"), answer("s", "r")),
            *(act("a", "closing"), act("b", "reopening")),
            paused=True,
        ),
        scenario(
            "what is not paused does not wait to go on",
            *(report(), act("a", "release")),
            **(UNANSWERED | {"broken": ids("a")}),
        ),
        scenario(
            "paused anew what waited is over",
            *(*asked, act("c", "pause", signer=BOB), agrees("b", "a")),
            **(UNANSWERED | {"paused": True, "broken": ids("b")}),
        ),
    ]


def answering() -> list[Vector]:
    two = (report(), said("m", "r"))
    return [
        scenario("answered", *two, answer("s", "m")),
        scenario(
            "a message that the answer did not know", *two, answer("s", "r"), unanswered=ids("m")
        ),
        scenario(
            "settled up to what was read",
            *two,
            act("s", "settled", "m"),
            said("n", "m"),
            unanswered=ids("n"),
        ),
        scenario(
            "a note and a try to reach them answer nothing",
            report(),
            act("a", "note", "r"),
            act("b", "contacted", "r"),
            **UNANSWERED,
        ),
        scenario(
            "a parent that is not here: all before it counts as known", *two, answer("s", "gone")
        ),
        scenario(
            "eight parents are as many as there is room for",
            *(said(f"m{n}") for n in range(10)),
            answer("s", *(f"m{n}" for n in range(2, 10))),
            level="",
        ),
        scenario(
            "what was answered is not open again when an old act is read",
            *two,
            answer("s", "m"),
            act("a", "settled", "r"),
        ),
    ]

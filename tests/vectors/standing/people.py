"""Who has a place in the case, and who must not see it."""

from tests.vectors.fixtures import ALICE, BOB, CAROL, Vector, object_id
from tests.vectors.standing.writing import (
    UNANSWERED,
    act,
    agreed,
    agrees,
    ids,
    level,
    report,
    scenario,
)


def handing_over() -> list[Vector]:
    return [
        scenario(
            "handed over when who shall take it agrees, and nobody for them",
            *(report(), act("a", "handover"), agrees("b", "a", CAROL), agrees("c", "a")),
            **(
                UNANSWERED
                | {"handed": {"assignee": BOB}, "agreements": agreed("a"), "broken": ids("b")}
            ),
        ),
        scenario(
            "of who hands on a place nobody can tell whether they kept another",
            *(report(), act("a", "handover"), agrees("b", "a")),
            act("c", "handover", signer=BOB, place="cover", to=CAROL),
            agrees("d", "c", CAROL),
            **(UNANSWERED | {"handed": {"cover": CAROL}}),
            agreements=agreed("a") | agreed("c", CAROL),
        ),
    ]


def excluding() -> list[Vector]:
    named = act("a", "exclusion", members=[CAROL])
    nobody = act("a", "exclusion", members=[], named=False)
    meant: Vector = {"meant": [CAROL]}
    decided = UNANSWERED | meant | {"screened": 2, "agreements": agreed("a")}
    return [
        scenario(
            "named by one",
            *(report(), named),
            **(UNANSWERED | meant | {"screened": 1, "waiting": {"exclusion": object_id("a")}}),
        ),
        scenario(
            "decided by two",
            report(),
            named,
            agrees("b", "a"),
            **(decided | {"excluded": [CAROL]}),
        ),
        scenario("one reads that nobody is named", report(), nobody, screened=3, **UNANSWERED),
        scenario(
            "somebody else reads a name there",
            *(report(), nobody, act("b", "exclusion", signer=BOB, members=[CAROL])),
            agrees("c", "b", ALICE),
            **(UNANSWERED | meant | {"screened": 2, "excluded": [CAROL]}),
            agreements=agreed("b", ALICE),
        ),
        scenario(
            "a name that the second does not read is none",
            *(report(), named, agrees("b", "a", agrees=False)),
            **(UNANSWERED | meant | {"agreements": agreed("a", agrees=False)}),
        ),
        scenario(
            "who cannot tell decides nothing",
            *(report(), act("a", "exclusion", members=[], unsure=True)),
            **UNANSWERED,
        ),
        scenario(
            "who is named does not agree, nor decides otherwise",
            *(report(), named, agrees("b", "a", CAROL)),
            act("c", "exclusion", signer=CAROL, members=[], named=False),
            **(
                UNANSWERED
                | meant
                | {
                    "screened": 1,
                    "waiting": {"exclusion": object_id("a")},
                    "broken": ids("b", "c"),
                }
            ),
        ),
        scenario(
            "nothing that an excluded member does counts",
            *(report(), named, agrees("b", "a"), level("c", "urgent", "soon", CAROL)),
            act("d", "settled", "r", signer=CAROL),
            **(decided | {"excluded": [CAROL], "broken": ids("c", "d")}),
        ),
        scenario(
            "one who is named agrees to nothing else either",
            *(
                report("emergency"),
                named,
                level("c", "emergency", "soon"),
                agrees("d", "c", CAROL),
            ),
            **(
                UNANSWERED
                | meant
                | {
                    "level": "emergency",
                    "screened": 1,
                    "broken": ids("d"),
                    "waiting": {"exclusion": object_id("a"), "level": object_id("c")},
                }
            ),
        ),
    ]

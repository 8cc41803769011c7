"""Vectors of what the acts in a case come to. What is expected was worked out by hand."""

from tests.vectors.act_bodies import DAY, GOOD
from tests.vectors.fixtures import ALICE, BOB, CAROL, Vector, object_id
from tests.vectors.make_case import BODIES

OPEN: Vector = {
    "level": "urgent", "aside": False, "paused": False, "closed": [], "excluded": [],
    "meant": [], "screened": 0, "handed": {}, "unanswered": [], "waiting": {},
    "agreements": {}, "broken": [],
}  # fmt: skip


def standing_vectors() -> list[Vector]:
    """What was read (hash is the id), in this order, and what it comes to; names are of ids."""
    return [
        *(*_levels(), *_two_people(), *_aside(), *_closing()),
        *(*_pausing(), *_exclusion(), *_answers(), *_order(), *_odd()),
    ]


def _case(name: str, *written: Vector, **expected: object) -> Vector:
    """Return a scenario; in what is expected, names of objects stand for their ids."""
    return {"name": name, "written": list(written), "expected": OPEN | expected}


def _ids(*names: str) -> list[str]:
    return [object_id(name) for name in names]


def _write(name: str, kind: str, body: Vector, *after: str, signer: str = ALICE) -> Vector:
    by = "reporter" if signer == "author" else "staff"
    frame = {"after": _ids(*after), "body": body, "by": by, "id": object_id(name), "kind": kind}
    return {"hash": object_id(name), "signer": signer, "frame": frame}


def _report(level: str = "urgent") -> Vector:
    return _write("r", "report", BODIES["report"] | {"level": level}, signer="author")


def _said(name: str, *after: str) -> Vector:
    return _write(name, "message", {"day": DAY, "text": "…"}, *after, signer="author")


def _answer(name: str, *after: str) -> Vector:
    return _write(name, "message", {"day": DAY, "text": "…"}, *after)


def _act(name: str, kind: str, *after: str, signer: str = ALICE, **changes: object) -> Vector:
    return _write(name, kind, GOOD[kind] | changes, *after, signer=signer)


def _level(name: str, old: str, new: str, signer: str = ALICE) -> Vector:
    return _act(name, "level", signer=signer, to=new, **{"from": old})


def _agrees(name: str, to: str, signer: str = BOB, *, agrees: bool = True) -> Vector:
    return _act(name, "agreement", signer=signer, act=object_id(to), agrees=agrees)


def _agreed(act: str, account: str = BOB, *, agrees: bool = True) -> Vector:
    return {object_id(act): {account: agrees}}


R: Vector = {"unanswered": _ids("r")}  # Nobody has answered the report.


def _levels() -> list[Vector]:
    return [
        _case("nothing was read", level=""),
        _case("a report alone", _report("soon"), level="soon", **R),
        _case("raised", _report("soon"), _level("a", "soon", "urgent"), **R),
        _case(
            "raised by two at once: the higher stays",
            *(_report("soon"), _level("a", "soon", "emergency"), _level("b", "soon", "urgent")),
            **(R | {"level": "emergency"}),
        ),
        _case("lowered by one person", _report(), _level("a", "urgent", "soon"), level="soon", **R),
        _case(
            "lowered from what it is not",
            *(_report("soon"), _level("a", "urgent", "soon")),
            **(R | {"level": "soon", "broken": _ids("a")}),
        ),
        _case(
            "changed to the same", _report(), _level("a", "urgent", "urgent"), broken=_ids("a"), **R
        ),
        _case("raised without a report", _level("a", "soon", "urgent")),
    ]


def _two_people() -> list[Vector]:
    emergency, lower = _report("emergency"), _level("a", "emergency", "soon")
    waits = R | {"level": "emergency", "waiting": {"level": object_id("a")}}
    asked = R | {"level": "emergency"}
    return [
        _case("an emergency is lowered by nobody alone", emergency, lower, **waits),
        _case(
            "and by two",
            *(emergency, lower, _agrees("b", "a")),
            **(R | {"level": "soon", "agreements": _agreed("a")}),
        ),
        _case(
            "and not by one who agrees with themselves",
            *(emergency, lower, _agrees("b", "a", ALICE)),
            **(waits | {"broken": _ids("b")}),
        ),
        _case(
            "taken back by who proposed it",
            *(emergency, lower, _agrees("b", "a", ALICE, agrees=False)),
            **(asked | {"agreements": _agreed("a", ALICE, agrees=False)}),
        ),
        _case(
            "refused by the second",
            *(emergency, lower, _agrees("b", "a", agrees=False)),
            **(asked | {"agreements": _agreed("a", agrees=False)}),
        ),
        _case(
            "agreed to twice",
            *(emergency, lower, _agrees("b", "a"), _agrees("c", "a", CAROL)),
            **(R | {"level": "soon", "agreements": _agreed("a"), "broken": _ids("c")}),
        ),
        _case(
            "a newer proposal replaces an older",
            *(emergency, lower, _level("b", "emergency", "urgent"), _agrees("c", "a")),
            **(asked | {"waiting": {"level": object_id("b")}, "broken": _ids("c")}),
        ),
        _case(
            "withdrawn by a message",
            *(emergency, lower, _said("m", "r"), _agrees("b", "a")),
            **(asked | {"unanswered": _ids("r", "m"), "broken": _ids("b")}),
        ),
        _case(
            "agreed to what nobody proposed",
            *(emergency, _agrees("b", "a")),
            **(asked | {"broken": _ids("b")}),
        ),
        _case(
            "handed over when who shall take it agrees, and nobody for them",
            *(_report(), _act("a", "handover"), _agrees("b", "a", CAROL), _agrees("c", "a")),
            **(R | {"handed": {"assignee": BOB}, "agreements": _agreed("a"), "broken": _ids("b")}),
        ),
        _case(
            "of who hands on a place nobody can tell whether they kept another",
            *(_report(), _act("a", "handover"), _agrees("b", "a")),
            _act("c", "handover", signer=BOB, place="cover", to=CAROL),
            _agrees("d", "c", CAROL),
            **(R | {"handed": {"cover": CAROL}}),
            agreements=_agreed("a") | _agreed("c", CAROL),
        ),
    ]


def _aside() -> list[Vector]:
    aside = _act("a", "aside")
    return [
        _case("set aside", _report("routine"), aside, level="routine", aside=True, **R),
        _case(
            "an urgent case waits for a second",
            _report(),
            aside,
            waiting={"aside": object_id("a")},
            **R,
        ),
        _case(
            "and is set aside by two",
            *(_report(), aside, _agrees("b", "a")),
            **(R | {"aside": True, "agreements": _agreed("a")}),
        ),
        _case(
            "lowered first it waits for a second all the same",
            *(_report(), _level("l", "urgent", "soon"), aside),
            **(R | {"level": "soon", "waiting": {"aside": object_id("a")}}),
        ),
        _case(
            "raised and lowered it waits for a second all the same",
            *(_report("routine"), _level("h", "routine", "urgent")),
            *(_level("l", "urgent", "routine"), aside),
            **(R | {"level": "routine", "waiting": {"aside": object_id("a")}}),
        ),
        _case(
            "raised meanwhile it is asked anew",
            *(_report(), aside, _level("h", "urgent", "emergency"), _agrees("c", "a")),
            **(R | {"level": "emergency", "broken": _ids("c")}),
        ),
        _case(
            "brought back by one, and what waited is withdrawn",
            *(_report(), aside, _act("b", "aside", aside=False), _agrees("c", "a")),
            **(R | {"broken": _ids("c")}),
        ),
        _case(
            "brought back by a message",
            *(_report("soon"), aside, _said("m", "r")),
            level="soon",
            unanswered=_ids("r", "m"),
        ),
    ]


def _closing() -> list[Vector]:
    closing, done = _act("a", "closing"), ["advice_given", "referred"]
    answered = (_report(), _answer("s", "r"))
    grave = (_report("emergency"), _answer("s", "r"))
    return [
        _case("closed", *answered, closing, closed=done),
        _case(
            "closed while it was set aside",
            *(_report("soon"), _answer("s", "r"), _act("b", "aside"), closing),
            level="soon",
            closed=done,
        ),
        _case(
            "a setting aside that waits ends with it",
            *(*answered, _act("b", "aside"), closing, _agrees("c", "b")),
            closed=done,
            broken=_ids("c"),
        ),
        _case(
            "closed by one when it is grave no more, and what waited is withdrawn",
            *(*grave, _act("x", "closing"), _level("l", "emergency", "soon")),
            *(_agrees("m", "l"), closing, _agrees("c", "x")),
            level="soon",
            closed=done,
            agreements=_agreed("l"),
            broken=_ids("c"),
        ),
        _case("reopened", *answered, closing, _act("b", "reopening")),
        _case("reopened by a message", *answered, closing, _said("m", "s"), unanswered=_ids("m")),
        _case(
            "an emergency is closed by two",
            *(*grave, closing, _agrees("b", "a")),
            level="emergency",
            closed=done,
            agreements=_agreed("a"),
        ),
        _case(
            "its closing is withdrawn by an answer",
            *(*grave, closing, _answer("t", "s"), _agrees("b", "a")),
            level="emergency",
            broken=_ids("b"),
        ),
        _case(
            "a lowering of a closed case is withdrawn when it is opened again",
            *(*grave, closing, _agrees("b", "a"), _level("l", "emergency", "soon")),
            *(_act("o", "reopening"), _agrees("c", "l")),
            level="emergency",
            agreements=_agreed("a"),
            broken=_ids("c"),
        ),
        _case(
            "and by saying that no answer is needed",
            *(*grave, closing, _act("t", "settled", "s"), _agrees("b", "a")),
            level="emergency",
            broken=_ids("b"),
        ),
    ]


def _pausing() -> list[Vector]:
    paused = (_report(), _act("p", "pause"))
    asked = (*paused, _act("a", "release"))
    waits = R | {"paused": True, "waiting": {"release": object_id("a")}}
    return [
        _case("contact is paused by one", *paused, paused=True, **R),
        _case("and gone on with by nobody alone", *asked, **waits),
        _case(
            "nor by one who agrees with themselves",
            *(*asked, _agrees("b", "a", ALICE)),
            **(waits | {"broken": _ids("b")}),
        ),
        _case("but by two", *asked, _agrees("b", "a"), agreements=_agreed("a"), **R),
        _case(
            "what the reporter says ends the question",
            *(*asked, _said("m", "r"), _agrees("b", "a")),
            paused=True,
            unanswered=_ids("r", "m"),
            broken=_ids("b"),
        ),
        _case(
            "closed and opened again it is paused as before",
            *(_report(), _act("p", "pause"), _answer("s", "r")),
            *(_act("a", "closing"), _act("b", "reopening")),
            paused=True,
        ),
        _case(
            "what is not paused does not wait to go on",
            *(_report(), _act("a", "release")),
            **(R | {"broken": _ids("a")}),
        ),
        _case(
            "paused anew what waited is over",
            *(*asked, _act("c", "pause", signer=BOB), _agrees("b", "a")),
            **(R | {"paused": True, "broken": _ids("b")}),
        ),
    ]


def _exclusion() -> list[Vector]:
    named = _act("a", "exclusion", members=[CAROL])
    nobody = _act("a", "exclusion", members=[], named=False)
    meant: Vector = {"meant": [CAROL]}
    decided = R | meant | {"screened": 2, "agreements": _agreed("a")}
    return [
        _case(
            "named by one",
            *(_report(), named),
            **(R | meant | {"screened": 1, "waiting": {"exclusion": object_id("a")}}),
        ),
        _case(
            "decided by two",
            _report(),
            named,
            _agrees("b", "a"),
            **(decided | {"excluded": [CAROL]}),
        ),
        _case("one reads that nobody is named", _report(), nobody, screened=3, **R),
        _case(
            "somebody else reads a name there",
            *(_report(), nobody, _act("b", "exclusion", signer=BOB, members=[CAROL])),
            _agrees("c", "b", ALICE),
            **(R | meant | {"screened": 2, "excluded": [CAROL]}),
            agreements=_agreed("b", ALICE),
        ),
        _case(
            "a name that the second does not read is none",
            *(_report(), named, _agrees("b", "a", agrees=False)),
            **(R | meant | {"agreements": _agreed("a", agrees=False)}),
        ),
        _case(
            "who cannot tell decides nothing",
            *(_report(), _act("a", "exclusion", members=[], unsure=True)),
            **R,
        ),
        _case(
            "who is named does not agree, nor decides otherwise",
            *(_report(), named, _agrees("b", "a", CAROL)),
            _act("c", "exclusion", signer=CAROL, members=[], named=False),
            **(
                R
                | meant
                | {
                    "screened": 1,
                    "waiting": {"exclusion": object_id("a")},
                    "broken": _ids("b", "c"),
                }
            ),
        ),
        _case(
            "nothing that an excluded member does counts",
            *(_report(), named, _agrees("b", "a"), _level("c", "urgent", "soon", CAROL)),
            _act("d", "settled", "r", signer=CAROL),
            **(decided | {"excluded": [CAROL], "broken": _ids("c", "d")}),
        ),
        _case(
            "one who is named agrees to nothing else either",
            *(
                _report("emergency"),
                named,
                _level("c", "emergency", "soon"),
                _agrees("d", "c", CAROL),
            ),
            **(
                R
                | meant
                | {
                    "level": "emergency",
                    "screened": 1,
                    "broken": _ids("d"),
                    "waiting": {"exclusion": object_id("a"), "level": object_id("c")},
                }
            ),
        ),
    ]


def _answers() -> list[Vector]:
    two = (_report(), _said("m", "r"))
    return [
        _case("answered", *two, _answer("s", "m")),
        _case(
            "a message that the answer did not know", *two, _answer("s", "r"), unanswered=_ids("m")
        ),
        _case(
            "settled up to what was read",
            *two,
            _act("s", "settled", "m"),
            _said("n", "m"),
            unanswered=_ids("n"),
        ),
        _case(
            "a note and a try to reach them answer nothing",
            _report(),
            _act("a", "note", "r"),
            _act("b", "contacted", "r"),
            **R,
        ),
        _case(
            "a parent that is not here: all before it counts as known", *two, _answer("s", "gone")
        ),
        _case(
            "eight parents are as many as there is room for",
            *(_said(f"m{n}") for n in range(10)),
            _answer("s", *(f"m{n}" for n in range(2, 10))),
            level="",
        ),
        _case(
            "what was answered is not open again when an old act is read",
            *two,
            _answer("s", "m"),
            _act("a", "settled", "r"),
        ),
    ]


def _order() -> list[Vector]:
    raised = _act("a", "level", "r", to="emergency", **{"from": "urgent"})
    lowered = _act("c", "level", "a", to="soon", **{"from": "emergency"})
    agreed = _act("b", "agreement", "c", signer=BOB, act=object_id("c"))
    return [
        _case(
            "rows that the server turned round are put in the order of what they name",
            *(agreed, lowered, raised, _report()),
            **(R | {"level": "soon", "agreements": _agreed("c")}),
        ),
    ]


def _odd() -> list[Vector]:
    raised = _level("a", "soon", "emergency", "staff")
    circle = (_said("m", "n"), _said("n", "m"))
    return [
        _case("an act that no account signed", _report(), raised, broken=_ids("a"), **R),
        _case("a kind that is not known", _report(), _write("a", "letter", {}), **R),
        _case(
            "an act that the reporter wrote",
            _report(),
            _write("a", "level", GOOD["level"], signer="author"),
            **R,
        ),
        _case("an act of another shape", _report(), _write("a", "level", {"to": "routine"}), **R),
        _case(
            "a circle, which no hash can make", _report(), *circle, unanswered=_ids("r", "m", "n")
        ),
    ]

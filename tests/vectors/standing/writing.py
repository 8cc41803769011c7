"""How a scenario is written: short names stand for ids, and what is usual goes without saying."""

from tests.vectors.act_bodies import DAY, GOOD
from tests.vectors.fixtures import ALICE, BOB, Vector, object_id
from tests.vectors.make_case import BODIES, INCIDENT

OPEN: Vector = {
    "level": "urgent", "aside": False, "paused": False, "closed": [], "excluded": [],
    "meant": [], "screened": 0, "handed": {}, "unanswered": [], "waiting": {},
    "agreements": {}, "broken": [],
}  # fmt: skip


def scenario(name: str, *written: Vector, **expected: object) -> Vector:
    """Return a scenario: in what is expected, names of objects stand for their ids."""
    return {"name": name, "written": list(written), "expected": OPEN | expected}


def ids(*names: str) -> list[str]:
    return [object_id(name) for name in names]


def write(name: str, kind: str, body: Vector, *after: str, signer: str = ALICE) -> Vector:
    by = "reporter" if signer == "author" else "staff"
    frame = {"after": ids(*after), "body": body, "by": by, "id": object_id(name), "kind": kind}
    return {"hash": object_id(name), "signer": signer, "frame": frame}


def report(level: str = "urgent") -> Vector:
    return write("r", "report", BODIES["report"] | {"level": level}, signer="author")


def said(name: str, *after: str) -> Vector:
    return write(name, "message", {"day": DAY, "text": "…"}, *after, signer="author")


def happened(name: str, level: str, *after: str, by: str = "author") -> Vector:
    body: Vector = {"day": DAY, "incident": INCIDENT | {"level": level}, "text": ""}
    return write(name, "message", body, *after, signer=by)


def answer(name: str, *after: str) -> Vector:
    return write(name, "message", {"day": DAY, "text": "…"}, *after)


def act(name: str, kind: str, *after: str, signer: str = ALICE, **changes: object) -> Vector:
    return write(name, kind, GOOD[kind] | changes, *after, signer=signer)


def level(name: str, old: str, new: str, signer: str = ALICE) -> Vector:
    return act(name, "level", signer=signer, to=new, **{"from": old})


def agrees(name: str, to: str, signer: str = BOB, *, agrees: bool = True) -> Vector:
    return act(name, "agreement", signer=signer, act=object_id(to), agrees=agrees)


def agreed(act: str, account: str = BOB, *, agrees: bool = True) -> Vector:
    return {object_id(act): {account: agrees}}


UNANSWERED: Vector = {"unanswered": ids("r")}  # Nobody has answered the report.

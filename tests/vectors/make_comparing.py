"""Vectors of rows that differ from what the acts come to, worked out by hand."""

from tests.vectors.fixtures import ALICE, BOB, CAROL, Vector

STANDING: Vector = {
    "level": "urgent", "aside": False, "closed": [], "paused": False, "excluded": [], "meant": [],
    "handed": {},
}  # fmt: skip
ROW: Vector = {
    "level": "urgent", "aside": False, "closed": False, "paused": False,
    "holders": [ALICE, BOB], "excluded": [],
}  # fmt: skip


def comparing_vectors() -> list[Vector]:
    """What acts come to (as far as rows are compared with it), a row, and in what they differ."""
    asked: Vector = {"meant": [CAROL]}
    out: Vector = asked | {"excluded": [CAROL]}
    handed: Vector = {"handed": {"cover": BOB}}
    grave: Vector = {"level": "emergency"}
    return [
        _case("as it is", {}, {}),
        _case("lowered in the row", grave, {}, "level"),
        _case("buried in the row", {}, {"aside": True}, "aside"),
        _case("brought back in the row of a case that nobody took", *_shown([]), "aside"),
        _case("brought back by taking it", *_shown([ALICE])),
        _case("closed in the row", {}, {"closed": True}, "closed"),
        _case("open in the row", {"closed": ["advice_given"]}, {}, "closed"),
        _case("paused by an act and not in the row", {"paused": True}, {}, "paused"),
        _case("paused in the row by the server of old", {}, {"paused": True}),
        _case("kept from somebody whom two people named", out, {"excluded": [CAROL]}),
        _case("shown to somebody whom two people named", out, {}, "excluded"),
        _case("held by somebody whom two people named", out, _held(CAROL), "excluded", "holders"),
        _case("kept from somebody whom one person named", asked, {"excluded": [CAROL]}),
        _case("kept from nobody whom one person named, which lapsed", asked, {}),
        _case("kept from somebody whom nobody named", {}, {"excluded": [CAROL]}, "excluded"),
        _case("held by somebody it is kept from", asked, _held(CAROL, excluded=[CAROL]), "holders"),
        _case("held by who accepted it", handed, {}),
        _case("held by who accepted it, in the other place", handed, _held(BOB)),
        _case("held by another than who accepted it", handed, _held(ALICE, CAROL), "holders"),
        _case(
            "held no longer by who accepted it and was named",
            *(handed | {"meant": [BOB]}, _held(ALICE, excluded=[BOB])),
        ),
        _case(
            "everything at once",
            *(grave | handed, _held(excluded=[CAROL], aside=True, closed=True)),
            *("level", "aside", "closed", "excluded", "holders"),
        ),
    ]


def _held(*holders: str, **changes: object) -> Vector:
    return {"holders": list(holders), **changes}


def _shown(holders: list[str]) -> tuple[Vector, Vector]:
    return {"aside": True}, {"holders": holders}


def _case(name: str, standing: Vector, row: Vector, *differs: str) -> Vector:
    return {
        "name": name,
        "standing": STANDING | standing,
        "row": ROW | row,
        "differs": list(differs),
    }

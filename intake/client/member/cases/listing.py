"""The list as a page keeps it: looks for changes, fetches rows, opens the summaries it may have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.client import framed
from intake.client.member.account.person import OpenSession
from intake.client.member.account.roster import load_roster
from intake.client.member.account.session import decode_file
from intake.client.member.cases.casework import open_desk
from intake.crypto.case.frames import Frame
from intake.crypto.case.objects import Row, peek_summary
from intake.crypto.roster.deskkeys import DeskKeyFile

MOST = 200  # Summaries in one request.


@dataclass(frozen=True)
class Listing:
    """All rows in the order of the desk, and how many there are on each list."""

    counts: Mapping[str, int]
    rows: Sequence[Mapping[str, Any]]

    def on(self, name: str) -> list[Mapping[str, Any]]:
        """Return the rows of one list."""
        return [row for row in self.rows if name in row["lists"]]


@dataclass(frozen=True)
class Waiting:
    """A case that nobody took, with its opened summary."""

    case: str
    level: str
    summary: Frame


def list_waiting(staff: OpenSession) -> list[Waiting]:
    """Return what nobody took yet, in the order of the desk, summaries opened.

    Raises:
        Refused: The desk key file, or a summary, is not what it is said to be.
    """
    load_roster(staff)
    rows = fetch_list(staff).on("unassigned")
    opened = open_summaries(staff, rows)
    return [Waiting(row["case"], row["level"], opened[row["case"]]) for row in rows]


def fetch_desk_key(staff: OpenSession) -> bytes | None:
    """Return this person's own desk key file, or None for who has none."""
    meta, _ = fetch_summaries(staff, [])
    return decode_file(meta["desk_key"]) if meta["desk_key"] else None


def fetch_mark(staff: OpenSession) -> dict[str, Any]:
    """Return what changes when the list does, and which page and roster are the newest."""
    found: dict[str, Any] = staff.browser.get("/desk/mark").json()
    return found


def fetch_rows(staff: OpenSession, after: str = "") -> dict[str, Any]:
    """Return one page of rows, with the counts of all."""
    path = f"/desk/rows?after={after}" if after else "/desk/rows"
    found: dict[str, Any] = staff.browser.get(path).json()
    return found


def fetch_list(staff: OpenSession) -> Listing:
    """Return every row there is for this person."""
    page = fetch_rows(staff)
    rows = list(page["rows"])
    while page["next"]:
        page = fetch_rows(staff, page["next"])
        rows += page["rows"]
    return Listing(page["counts"], rows)


def fetch_summaries(staff: OpenSession, cases: Sequence[str]) -> tuple[Any, dict[str, bytes]]:
    """Return what the server says of it, and the sealed summaries by case, of at most ``MOST``."""
    return framed.parse(staff.browser.send_json("/desk/summaries", {"cases": list(cases)}).body)


def open_summaries(staff: OpenSession, rows: Sequence[Mapping[str, Any]]) -> dict[str, Frame]:
    """Return the opened summaries of those rows that name one, by case.

    Raises:
        Refused: The desk key file, or a summary, is not what it is said to be.
    """
    told = {row["case"]: row for row in rows if row["summary"]}
    cases, found = list(told), dict[str, Frame]()
    walk = load_roster(staff) if told else None
    for begin in range(0, len(cases), MOST):
        meta, files = fetch_summaries(staff, cases[begin : begin + MOST])
        if files and walk:
            desk = open_desk(staff, walk, decode_file(meta["desk_key"]))
            found |= {case: _open(told[case], data, desk) for case, data in files.items()}
    return found


def _open(row: Mapping[str, Any], data: bytes, desk: DeskKeyFile) -> Frame:
    named = row["summary"]
    asked = Row(row["case"], named["id"], "summary", named["epoch"], named["by"])
    return peek_summary(asked, data, desk.epochs[row["desk_epoch"]])

"""What the list's tests look at: pages, rows by case, and rows of the database set by hand."""

from typing import Any

from sqlalchemy import update

from intake.client import framed
from intake.client.member.cases import listing
from intake.client.member.cases.listing import Listing
from intake.store.models import Case, CasePerson, CaseProposal
from intake.store.statements import table_of
from intake.web.services import services_of
from tests.people import People, Person
from tests.played import played_once

HOUR = 3_600


def listed(person: Person) -> Listing:
    """Everything on somebody's list."""
    return listing.fetch_list(person.unlocked())


def row_of(person: Person, case: str) -> dict[str, Any]:
    """The row of a case on somebody's list; LookupError when there is none."""
    found = [dict(row) for row in listed(person).rows if row["case"] == case]
    if len(found) != 1:
        raise LookupError(case)
    return found[0]


def shows(person: Person, case: str) -> bool:
    return case in {row["case"] for row in listed(person).rows}


@played_once
def put(people: People, case: str, **values: object) -> None:
    """Give a case these plain values, past the guard."""
    with services_of(people.app).database.engine.begin() as connection:
        table = table_of(Case)
        connection.execute(update(table).where(table.c.id == case).values(**values))


@played_once
def put_person(people: People, case: str, person: Person, **values: object) -> None:
    """Say of somebody in a case what the acts would, past the guard."""
    row = {"case_id": case, "account_id": person.id, "seen": 0, "confirmed": False}
    with services_of(people.app).database.engine.begin() as connection:
        table = table_of(CasePerson)
        mine = (table.c.case_id == case, table.c.account_id == person.id)
        connection.execute(table.delete().where(*mine))
        connection.execute(table.insert().values(row | {"excluded": False} | values))


def summaries(person: Person, cases: list[str]) -> tuple[Any, dict[str, bytes]]:
    """What is answered to a request for the summaries of these cases."""
    return framed.parse(person.post("/desk/summaries", {"cases": cases}).data)


@played_once
def propose(people: People, case: str, by: Person, **values: object) -> None:
    """Let somebody propose to close a case, or what else these values say, past the guard."""
    row: dict[str, object] = {
        "case_id": case,
        "act": "close",
        "by": by.id,
        "value": "",
        "object_id": "0" * 32,
    }
    row |= {"for_account": None, "expires_at": people.clock() // HOUR * HOUR + 2 * HOUR}
    with services_of(people.app).database.engine.begin() as connection:
        connection.execute(table_of(CaseProposal).insert().values(row | values))

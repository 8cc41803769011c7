"""An auditor and members of a desk, as the scripts of their pages ask and answer."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.audit.listing import read_some
from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.inquiries import (
    Answer,
    Inquiry,
    key_hash,
    new_proof,
    open_inquiry,
    seal_answer,
    seal_inquiry,
)
from intake.crypto.encoding import b64u, parse_b64u
from intake.log.events import Log
from intake.store.models import Case
from intake.web.services import services_of
from tests.admin.stored import pseudonym_of
from tests.people import People, Person

ASKED = re.compile(r'<section[^>]*data-inquiry="(\w{32})"[^>]*data-words="([\w-]*)"')


@dataclass
class Room:
    """A desk with a case that anna holds and carl covers, and an auditor."""

    people: People
    anna: Person
    carl: Person
    susi: Person
    audra: Person
    case: str
    ref: str

    def entries_of(self, person: Person) -> list[int]:
        """What somebody did in the case, by entries of the access log."""
        return entries_in(self.people, self.ref, pseudonym_of(self.people, person.id))


def make_room(people: People) -> Room:
    """Let four people begin, and anna take a case that carl covers."""
    anna = people.new("anna", "caseworker", triage=True)
    carl, susi = people.new("carl", "caseworker"), people.new("susi", "supervisor")
    audra = people.new("audra", "auditor")
    assert anna.admit(carl).status_code == 201
    assert anna.admit(susi, carl).status_code == 201
    anna.vouch(audra)
    reporter = people.reporter()
    assert reporter.send().status_code == 201
    case = reporter.sending.case
    anna.hold(case, carl)
    return Room(people, anna, carl, susi, audra, case, ref_of(people, case))


def ref_of(people: People, case: str) -> str:
    with services_of(people.app).database.reading() as db:
        return db.scalars(select(Case.log_ref).where(Case.id == case)).one()


def entries_in(people: People, ref: str, pseudonym: str) -> list[int]:
    """Entries of the access log about a case, by somebody."""
    with services_of(people.app).database.reading() as db:
        found = read_some(db, Log.ACCESS, list(range(2_000)))
        return sorted(
            each.index
            for each in found
            if each.actor == pseudonym and (each.detail or {}).get("log_ref") == ref
        )


def body_of(
    auditor: Person, ref: str, words: str, entries: list[int], asks: str
) -> dict[str, object]:
    """What the page's script sends."""
    own = auditor.recipient
    inquiry = Inquiry(asks, ref, words, key_hash(own), new_proof())
    given = auditor.client.get("/audit/inquiries/keys").get_json()
    files = [b64u(seal_inquiry(inquiry, parse_recipient(key))) for key in given["keys"]]
    return {
        "case": ref,
        "entries": ", ".join(map(str, entries)) or None,
        "asks": asks,
        "version": given["version"],
        "words": files,
        "own": b64u(seal_inquiry(inquiry, own)),
    }


def ask(
    room: Room, said: str = "why then?", entries: list[int] | None = None, **change: object
) -> TestResponse:
    """Ask about the case, and perhaps about entries of it."""
    body = body_of(room.audra, room.ref, said, entries or [], "opened_then")
    return room.audra.post("/audit/inquiries/ask", body | change)


def waiting(person: Person) -> list[tuple[str, str]]:
    """Ids of the questions that wait for somebody, each with the words that came."""
    page = person.client.get("/desk/inquiries").get_data(as_text=True)
    return ASKED.findall(page)


def read(person: Person, file: str) -> Inquiry:
    """What a question says in words."""
    return open_inquiry(parse_b64u(file, len(file) * 3 // 4), person.keys.identity_seed)


def answer(
    person: Person, inquiry_id: str, code: str = "casework", words: bytes | None = None
) -> TestResponse:
    body = {"inquiry": inquiry_id, "answer": code, "words": b64u(words) if words else None}
    return person.post("/desk/inquiries/answer", body)


def seal(inquiry: Inquiry, auditor: Person, words: str, code: str = "casework") -> bytes:
    return seal_answer(Answer(code, words, inquiry.proof), auditor.recipient)


def page_of(auditor: Person) -> str:
    """What the auditor's page of questions says, without what surrounds it."""
    text = auditor.client.get("/audit/inquiries/").get_data(as_text=True)
    return text.partition("<main")[2]

"""The line that is brought back: it must be what the copy's witness signed of this log."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from intake.crypto.tlog.cosignature import cosign_checkpoint, witness_key
from intake.crypto.tlog.note import encode_vkey
from intake.log.act import SYSTEM, Act
from intake.log.events import Event, Log
from intake.log.witnesses.keeping import list_cosigned
from intake.log.witnesses.standing import STANDS
from intake.store.models import WitnessPolicy
from intake.web.services import services_of
from tests.audit.visits.machine import Machine, entries, events, make_token, shown, sign_now
from tests.people import People, Person

SEED, NAME = b"\x31" * 32, "auditor-0123456789abcdef"


@dataclass
class Bringing:
    """A token that was used, and a witness of which the seed is known."""

    people: People
    token: str
    note: str
    size: int

    def signed(self, note: str = "", *, seed: bytes = SEED, late: int = 0) -> str:
        return cosign_checkpoint(note or self.note, NAME, seed, self.people.clock() + late)

    def bring(self, note: str | bytes, log: str = "access") -> TestResponse:
        headers = shown(self.token, encode_vkey(witness_key(NAME, SEED)))
        return self.people.client().post(f"/log/{log}/cosigned", data=note, headers=headers)


@pytest.fixture
def bringing(people: People, audra: Person) -> Bringing:
    token = make_token(audra)
    sign_now(people)
    note = services_of(people.app).signer.last(Log.ACCESS)
    return Bringing(people, token, note, int(note.split("\n")[1]))


@pytest.mark.parametrize("is_agreed", [True, False])
def test_what_holds_is_an_entry_and_is_served_where_two_agreed_to_its_key(
    bringing: Bringing, *, is_agreed: bool
) -> None:
    key = encode_vkey(witness_key(NAME, SEED))
    policy = WitnessPolicy(state=STANDS, text=f"witness v {key}\nquorum v\n")
    if is_agreed:
        with services_of(bringing.people.app).database.session() as db:
            db.add(policy)
            Act(db, SYSTEM, 0).log(Event.CONFIG_CHANGE)
            db.commit()
    signed = bringing.signed()
    assert bringing.bring(signed).status_code == 204
    newest = entries(bringing.people)[-1]
    assert newest["e"] == "audit.visit"
    assert newest["detail"] == {"log": "access", "size": bringing.size}
    assert newest["f"]
    with services_of(bringing.people.app).database.reading() as db:
        assert list_cosigned(db, Log.ACCESS) == ([signed] if is_agreed else [])


def test_what_the_access_log_gets_ends_the_token(bringing: Bringing) -> None:
    bringing.bring(bringing.signed())
    answer = bringing.bring(bringing.signed())
    assert (answer.status_code, answer.data) == (401, b"")


def test_the_same_again_is_one_entry_and_another_is_refused(bringing: Bringing) -> None:
    note = services_of(bringing.people.app).signer.last(Log.INTAKE)
    signed = bringing.signed(note)
    assert [bringing.bring(signed, "intake").status_code for _ in range(2)] == [204, 204]
    assert events(bringing.people).count("audit.visit") == 1
    assert bringing.bring(bringing.signed(note, late=1), "intake").status_code == 401


REFUSED: dict[str, Callable[[Bringing], str | bytes]] = {
    "another key": lambda b: b.signed(seed=b"\x32" * 32),
    "not signed by the log": lambda b: b.signed(b.note.replace("— intake", "— other")),
    "another size": lambda b: b.signed(b.note.replace(f"\n{b.size}\n", f"\n{b.size + 1}\n")),
    "another log": lambda b: b.signed(services_of(b.people.app).signer.last(Log.INTAKE)),
    "a day ago": lambda b: b.signed(late=-86_401),
    "tomorrow": lambda b: b.signed(late=301),
    "nobody's": lambda b: b.note,
    "nothing": lambda _b: "",
    "no text": lambda _b: b"\xff\xfe",
    "nonsense": lambda _b: "— x y\n",
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_hold_is_refused(bringing: Bringing, what: str) -> None:
    assert bringing.bring(REFUSED[what](bringing)).status_code == 422
    assert "audit.visit" not in events(bringing.people)


def test_another_log_than_ours_is_not_there(bringing: Bringing) -> None:
    assert bringing.bring(bringing.signed(), "nothing").status_code == 404


def test_more_than_a_note_is_not_read(bringing: Bringing) -> None:
    assert bringing.bring("x" * 4_001).status_code == 413


def test_a_witness_that_signed_another_history_signs_no_more(
    people: People, audra: Person, tmp_path: Path
) -> None:
    """The copy was thrown away and the witness kept: what it remembers is enough."""
    sign_now(people)
    machine = Machine(people, tmp_path / "copy")
    assert machine.run(make_token(audra)).verdict == 0
    state = next((machine.copy / "witness").glob("*.checkpoint"))
    other = [path for path in (machine.copy / "witness").glob("*.checkpoint") if path != state]
    for path in (state, *other):
        origin, size, _, rest = path.read_text().split("\n", 3)
        path.write_text(f"{origin}\n{size}\n{'A' * 43}=\n{rest}")
    told = machine.run(make_token(audra))
    assert told.verdict == 1
    assert "the witness refuses" in told.found[0]
    assert not told.lines

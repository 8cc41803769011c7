"""Done when 4: who is not meant to read opens nothing, with real keys and every trick at once.

Everybody gets all that is stored, and tries each secret they have, under every label there is, on
each sealed file; what a file gives is tried on the rest. The same search, with the passphrase of
somebody a case was granted to or with its reporter's code, opens it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from intake.config import Keys
from intake.crypto import totp
from intake.crypto.age.file import HEADER_BYTES, check_header
from intake.crypto.case.receipts import derive, parse_receipt
from intake.crypto.encoding import parse_b64u
from intake.store.models import Account, KeyFileRow, SealedObject
from intake.web.services import Services, services_of
from tests.conftest import ORIGIN
from tests.engines import ENGINES, database_on
from tests.people import Person, Reporter
from tests.promises.attack import (
    Blob,
    Thief,
    derived,
    keys_in,
    stored_blobs,
    stored_values,
)
from tests.promises.office import Office, make_office, running
from tests.promises.recorder import Recorder
from tests.promises.reporting import add_message, come_back_plain, send_plain
from tests.strength import little_work


@dataclass
class Scene:
    """An office after a journey: all that is stored, and all that ever crossed the wire."""

    office: Office
    other: Person  # A triage member, admitted, who was not granted the taken case.
    plain_receipt: str  # Of a report sent without JavaScript.
    recorder: Recorder

    def __post_init__(self) -> None:
        self.running: Services = services_of(self.office.people.app)
        self.blobs = stored_blobs(self.running.database)
        self.thief = Thief(self.blobs)

    @property
    def keys(self) -> Keys:
        return self.running.config.keys

    def case_files(self, reporter: Reporter | None = None) -> set[bytes]:
        """The sealed files of all cases, or of one: objects and key files."""
        found: set[bytes] = set()
        with self.running.database.reading() as db:
            for model in (SealedObject, KeyFileRow):
                query = select(model.data)
                if reporter is not None:
                    query = query.where(model.case_id == reporter.sending.case)
                found |= {bytes(data) for data in db.scalars(query)}
        return found

    def attack(self, secrets: set[bytes]) -> list[Blob]:
        """Return what these secrets open, directly or through one another."""
        return sorted(self.thief.break_in(secrets), key=repr)

    def secrets_of(self, person: Person) -> set[bytes]:
        """Everything a member of staff ever held in their hands or their browser."""
        start = person.post("/sign-in/start", {"username": person.username}).get_json()
        login = person.login_keys(ORIGIN, start["pass_salt"])
        half = parse_b64u(person.client.get("/session/half").get_json()["server_half"], 32)
        typed = {
            hashlib.sha256(text.encode()).digest() for text in (person.passphrase, person.totp)
        }
        return derived({person.seed, *login, half}) | set(vars(person.keys).values()) | typed


@pytest.fixture(scope="module", params=ENGINES)
def scene(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """The journey, once on each engine."""
    folder = tmp_path_factory.mktemp("adversaries")
    with (
        database_on(request.param, request, folder) as url,
        little_work(),
        running(folder, url) as (app, clock),
    ):
        recorder = Recorder(app)
        yield _play(make_office(app, clock), recorder)


def _play(office: Office, recorder: Recorder) -> Scene:
    """Let more happen: a second triage member, answers, messages, a report without JavaScript."""
    people, tara = office.people, office.persons["triage"]
    other = people.new("timo", "caseworker", triage=True)
    assert tara.admit(other, cosigner=office.persons["caseworker"]).status_code == 201
    case = office.taken.sending.case
    assert tara.answer(tara.open(case, "casework"), "an answer").status_code == 201
    assert add_message(office.taken, "they called again").status_code == 201
    sent, receipt = send_plain(people.client(), {"story": "a story without script"})
    assert sent.status_code == 200
    assert come_back_plain(people.client(), receipt, "and one more").status_code == 200
    return Scene(office, other, receipt, recorder)


#: What the keys of a case open. Who is kept away is decided before there are notes, so it is sealed
#: to the case; the box never gives it out.
IN_THE_CASE = ["contact", "exclusion", "key_files", "message", "message", "report"]


def kinds(blobs: list[Blob], files: set[bytes]) -> list[str]:
    return sorted(blob.kind for blob in blobs if blob.data in files)


def test_everything_sealed_is_one_file_for_one_reader(scene: Scene) -> None:
    assert len(scene.blobs) > 20
    for blob in scene.blobs:
        check_header(blob.data[:HEADER_BYTES])
    assert scene.case_files() <= {blob.data for blob in scene.blobs}


def test_the_passphrase_of_somebody_a_case_was_granted_to_opens_it(scene: Scene) -> None:
    tara = scene.office.persons["triage"]
    start = tara.post("/sign-in/start", {"username": tara.username}).get_json()
    opened = scene.attack(set(tara.login_keys(ORIGIN, start["pass_salt"])))
    taken = kinds(opened, scene.case_files(scene.office.taken))
    assert taken == [*IN_THE_CASE, "summary"]


def test_the_reporters_code_opens_what_is_in_the_box(scene: Scene) -> None:
    keys = derive(scene.office.taken.receipt, scene.keys.salt)
    opened = scene.attack({keys.reporter_seed})
    taken = kinds(opened, scene.case_files(scene.office.taken))
    assert taken == IN_THE_CASE
    assert len(opened) == len(taken)


@pytest.mark.parametrize(
    "who", ["administrator", "auditor", "newcomer", "caseworker", "supervisor"]
)
def test_somebody_without_a_grant_opens_nothing_of_any_case(scene: Scene, who: str) -> None:
    person = scene.office.persons[who]
    opened = scene.attack(scene.secrets_of(person))
    assert [blob.table for blob in opened] == ["unlock_files", "vaults"]  # Their own.
    assert {blob.data for blob in opened} & scene.case_files() == set()


def test_a_triage_member_opens_of_a_case_somebody_took_only_the_summary(scene: Scene) -> None:
    opened = scene.attack(scene.secrets_of(scene.other))
    assert kinds(opened, scene.case_files(scene.office.taken)) == ["summary"]
    waiting = kinds(opened, scene.case_files(scene.office.waiting))
    assert waiting == ["contact", "exclusion", "key_files", "report", "summary"]


def test_those_without_a_grant_open_nothing_even_together(scene: Scene) -> None:
    without = ("administrator", "auditor", "newcomer", "caseworker", "supervisor")
    together = set().union(*(scene.secrets_of(scene.office.persons[who]) for who in without))
    opened = {blob.data for blob in scene.attack(together | stolen_keys(scene))}
    assert opened & scene.case_files() == set()


def stolen_keys(scene: Scene) -> set[bytes]:
    """The keys folder, all that follows from it, and all that the database holds in clear."""
    roots = derived({scene.keys.server, scene.keys.log, scene.keys.salt})
    values = stored_values(scene.running.database)
    return roots | {key for *_, value in values for key in keys_in(value)}


def test_a_thief_with_database_and_keys_opens_nothing_at_all(scene: Scene) -> None:
    secrets = stolen_keys(scene)
    assert len(secrets) > 100
    assert scene.attack(secrets) == []


def test_a_thief_who_guesses_codes_with_the_stolen_salt_opens_nothing(scene: Scene) -> None:
    receipt = scene.office.taken.receipt
    near = receipt[:-1] + str((int(receipt[-1]) + 1) % 10)
    secrets: set[bytes] = set()
    for guess in (near, receipt[::-1], "0" * 28):
        secrets |= set(vars(derive(guess, scene.keys.salt)).values())
    secrets |= set(vars(derive(receipt, bytes(32))).values())  # The code, without the salt.
    assert scene.attack(secrets) == []


def test_a_thief_with_everything_the_server_ever_held_opens_no_browser_sealed_report(
    scene: Scene,
) -> None:
    secrets = stolen_keys(scene) | totp_secrets(scene) | what_crossed(scene)
    opened = {blob.data for blob in scene.attack(secrets)}
    for reporter in (scene.office.taken, scene.office.waiting):
        assert opened & scene.case_files(reporter) == set()


def totp_secrets(scene: Scene) -> set[bytes]:
    with scene.running.database.reading() as db:
        rows = db.execute(select(Account.id, Account.totp_wrapped)).all()
    texts = [totp.unwrap_secret(scene.keys.server, *row) for row in rows]
    assert len(texts) == 8
    return {hashlib.sha256(text.encode()).digest() for text in texts}


def what_crossed(scene: Scene) -> set[bytes]:
    """Every token of every request and answer, and what follows from those that are secrets."""
    crossed = {key for text in scene.recorder.crossed for key in keys_in(text)}
    people = scene.office.persons.values()
    logins = {
        person.login_keys(
            ORIGIN,
            person.post("/sign-in/start", {"username": person.username}).get_json()["pass_salt"],
        ).auth_secret
        for person in people
    }
    tokens = {scene.office.taken.keys.token}
    assert (logins | tokens) & crossed == logins | tokens - {scene.office.waiting.keys.token}
    return crossed | derived(logins | tokens)


def test_what_the_server_saw_without_javascript_is_all_it_could_open(scene: Scene) -> None:
    """The code of a plain report crosses the wire: that is why such a case is marked for good."""
    text = b"\n".join(scene.recorder.crossed)
    assert parse_receipt(scene.plain_receipt).encode() in text.replace(b"+", b"")
    keys = derive(scene.plain_receipt, scene.keys.salt)
    opened = kinds(scene.attack({keys.reporter_seed}), scene.case_files())
    assert opened == ["contact", "key_files", "message", "report"]
    assert scene.office.taken.receipt.encode() not in text

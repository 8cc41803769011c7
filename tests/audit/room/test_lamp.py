"""The lamp of the first page: what others signed is held against the log, and both logs count."""

from pathlib import Path

import pytest

from intake.audit.heads import shown_head
from intake.clock import DAY
from intake.crypto.tlog.checkpoint import Checkpoint, sign_checkpoint
from intake.crypto.tlog.merkle import EMPTY_ROOT
from intake.crypto.tlog.note import parse_vkey
from intake.log.events import Log
from intake.log.signing.troubles import UNSIGNED_SECONDS
from intake.log.witnesses.asking import Problem, witness_id
from intake.log.witnesses.standing import standing_policy
from intake.store.models import LogCosigned, WitnessAsked
from intake.web.services import services_of
from tests.admin.stored import details
from tests.audit import tampering
from tests.audit.asking.reading import ask
from tests.audit.room.signing import (
    contradict,
    cosign,
    enter,
    lamp_of,
    pass_over,
    reasons_of,
    visited,
)
from tests.audit.room.test_first_page import part
from tests.audit.test_overview import look
from tests.people import People, Person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TELL_NOBODY = "speak with nobody who can reach this machine"


@pytest.fixture
def green(people: People, anna: Person, audra: Person) -> Person:
    """An auditor whose lamp is green: both logs were signed outside, and read to their ends."""
    assert anna.role == "caseworker"
    enter(people)
    pass_over(people)
    cosign(people, *Log)
    assert lamp_of(look(people, audra)) == "green"
    return audra


@pytest.mark.parametrize("log", Log)
def test_a_log_that_does_not_begin_with_what_witnesses_signed_is_red(
    people: People, green: Person, log: Log
) -> None:
    contradict(people, log)
    page = look(people, green)
    assert lamp_of(page) == "red"
    assert reasons_of(page, log) == ["not_extended"]
    assert "Do not tell whoever runs this machine." in part(page, "tile-whole")
    assert details(people)[-1] == {"log": str(log), "reason": "not_extended"}


def test_more_signed_outside_than_is_there_is_red(people: People, green: Person) -> None:
    contradict(people, Log.ACCESS, size=1_000)
    page = look(people, green)
    assert (lamp_of(page), reasons_of(page, Log.ACCESS)) == ("red", ["not_extended"])
    assert "does not extend the one of 1,000 entries" in part(page, "tile-whole")


def test_a_kept_checkpoint_that_is_none_is_red(people: People, green: Person) -> None:
    with services_of(people.app).database.session() as db:
        db.query(LogCosigned).filter_by(log=Log.ACCESS).one().checkpoint = "nothing"
        db.commit()
    page = look(people, green)
    assert (lamp_of(page), reasons_of(page, Log.ACCESS)) == ("red", ["not_extended"])


def test_a_kept_checkpoint_in_the_place_of_a_larger_one_is_red(
    people: People, green: Person
) -> None:
    """It is true of the log, and whoever cut off what the larger one vouched for put it there."""
    with services_of(people.app).database.session() as db:
        db.query(LogCosigned).filter_by(log=Log.ACCESS).one().size += 1
        db.commit()
    page = look(people, green)
    assert (lamp_of(page), reasons_of(page, Log.ACCESS)) == ("red", ["not_extended"])


@pytest.mark.parametrize("log", Log)
def test_a_witness_that_would_not_sign_is_red_as_long_as_the_policy_names_it(
    people: People, green: Person, log: Log
) -> None:
    with services_of(people.app).database.session() as db:
        (witness,) = standing_policy(db).witnesses
        for each in (witness_id(witness), "nobody"):
            asked = {"size": 0, "signed_at": 0, "asked_at": 0, "problem": Problem.REFUSED}
            db.add(WitnessAsked(witness=each, log=log, **asked))
        db.commit()
    page = look(people, green)
    assert (lamp_of(page), reasons_of(page, log)) == ("red", ["witness_refused"])
    with services_of(people.app).database.session() as db:
        db.query(WitnessAsked).filter_by(witness=witness_id(witness)).delete()
        db.commit()
    assert lamp_of(look(people, green)) == "green"


@pytest.mark.parametrize("log", Log)
def test_a_log_that_does_not_begin_as_ones_own_copy_signed_is_red_for_who_made_it(
    people: People, green: Person, anna: Person, log: Log
) -> None:
    visited(people, green, log, 5)
    assert lamp_of(look(people, green)) == "green"
    visited(people, green, log, 6, wrong=True)
    other = people.new("ottilie", "auditor")
    anna.vouch(other)
    assert other.sign_in().status_code == 200
    assert lamp_of(look(people, other)) == "green"
    page = look(people, green)
    assert (lamp_of(page), reasons_of(page, log)) == ("red", ["copy_differs"])
    assert "your copy of 6 entries is not its beginning" in part(page, "tile-whole")
    visited(people, green, log, 7)
    assert lamp_of(look(people, green)) == "green", "the newest says what the older ones did"


def lose(people: People, log: Log, how: str) -> Path:
    """Take the signer's state of a log away, or put another key's in its place."""
    running = services_of(people.app)
    path = running.config.instance / "signer" / f"{log}.checkpoint"
    if how == "missing":
        path.unlink()
    else:
        empty = Checkpoint(parse_vkey(running.signer.vkey(log)).name, 0, EMPTY_ROOT)
        path.write_text(sign_checkpoint(empty, b"\x08" * 32))
    return path


@pytest.mark.parametrize("log", Log)
@pytest.mark.parametrize(("how", "code"), [("missing", "no_state"), ("another's", "bad_state")])
def test_a_signer_without_its_state_is_grey_and_the_pages_are_there(
    people: People, green: Person, log: Log, how: str, code: str
) -> None:
    lose(people, log, how)
    page = look_again(green, "/audit/")
    assert lamp_of(page) == "grey"
    assert reasons_of(page, log) == [code]
    assert "Cannot tell: the signer" in part(page, "tile-whole")
    assert "has lost what it signed before" in page
    listed = look_again(green, f"/audit/entries?log={log}&whole=1")
    assert 'data-verdict="none"' in listed
    assert "Cannot tell: the signer" in listed
    assert f'href="/audit/{log}/0"' in listed or "256 entries of padding" in listed
    assert TELL_NOBODY in listed
    shown = green.client.get(f"/audit/{log}/0")
    assert shown.status_code == 503
    assert "Cannot tell: the signer" in shown.get_data(as_text=True)
    assert TELL_NOBODY in shown.get_data(as_text=True).lower()
    answer = ask(people, green, 4).answer
    assert ("Cannot tell: the signer" in answer) is (log is Log.ACCESS)


@pytest.mark.parametrize("publish", [True, False])
def test_without_a_signer_no_more_of_what_reporters_did_is_shown_than_was_published(
    people: People, anna: Person, *, publish: bool
) -> None:
    """What waits for the day's end would tell when somebody wrote."""
    assert anna.role == "caseworker"
    running = services_of(people.app)
    if publish:
        pass_over(people)
    before = shown_head(running.database, running.signer, Log.INTAKE).checkpoint
    assert people.reporter("a story", "soon").send().status_code == 201
    lose(people, Log.INTAKE, "missing")
    head = shown_head(running.database, running.signer, Log.INTAKE)
    assert (head.blind, head.checkpoint) == ("no_state", before)
    assert (before.size > 0) is publish


def test_what_was_signed_outside_is_held_against_a_log_without_a_signer(
    people: People, green: Person
) -> None:
    lose(people, Log.ACCESS, "missing")
    contradict(people, Log.ACCESS)
    page = look_again(green, "/audit/")
    assert (lamp_of(page), reasons_of(page, Log.ACCESS)) == ("red", ["not_extended"])


def test_a_changed_entry_is_red_without_a_signer(people: People, green: Person) -> None:
    lose(people, Log.ACCESS, "missing")
    database = services_of(people.app).database
    tampering.drop_triggers(database)
    tampering.change_leaf(database, 0, b"no entry", rehash=True)
    assert 'data-verdict="bad"' in look_again(green, "/audit/entries")


def look_again(person: Person, path: str) -> str:
    answer = person.client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_log_of_reporters_that_nobody_signed_is_not_green(
    people: People, anna: Person, audra: Person
) -> None:
    assert anna.role == "caseworker"
    enter(people)
    pass_over(people)
    cosign(people, Log.ACCESS)
    page = look(people, audra)
    assert lamp_of(page) == "amber"
    assert "The log of what reporters did: Whole as far as" in part(page, "tile-whole")
    assert reasons_of(page, Log.ACCESS) == ["visits"]
    assert reasons_of(page, Log.INTAKE) == ["never_visits"]
    cosign(people, Log.INTAKE)
    assert lamp_of(look(people, audra)) == "green"


def test_what_is_published_once_a_day_has_a_day_more(
    people: People, anna: Person, audra: Person
) -> None:
    assert anna.role == "caseworker"
    enter(people, "standing")
    pass_over(people)
    cosign(people, *Log)
    for seconds, colour in ((3 * DAY - 600, "green"), (1_200, "amber")):
        people.clock.pass_seconds(seconds)
        assert audra.sign_in().status_code == 200
        look(people, audra)  # Has the newest signed.
        cosign(people, Log.ACCESS)
        pass_over(people, publish=False)
        page = look(people, audra)
        assert lamp_of(page) == colour
        assert reasons_of(page, Log.ACCESS) == ["standing"]


def look_unpublished(people: People, audra: Person) -> str:
    """Return the first page where the access log is signed outside, and the other is empty yet."""
    enter(people)
    pass_over(people, publish=False)
    cosign(people, Log.ACCESS)
    return look(people, audra)


@pytest.mark.usefixtures("anna")
def test_a_log_of_reporters_of_which_nothing_is_published_keeps_no_lamp_from_green(
    people: People, audra: Person
) -> None:
    page = look_unpublished(people, audra)
    assert (lamp_of(page), reasons_of(page, Log.INTAKE)) == ("green", ["empty"])


@pytest.mark.usefixtures("anna")
def test_where_nothing_is_published_the_lamp_still_says_what_is_wrong(
    people: People, audra: Person
) -> None:
    """To cut a log to nothing is no way to a lamp that has nothing to say."""
    assert reasons_of(look_unpublished(people, audra), Log.INTAKE) == ["empty"]
    state = services_of(people.app).config.instance / "signer" / f"{Log.INTAKE}.checkpoint"
    kept = state.read_bytes()
    assert lose(people, Log.INTAKE, "missing") == state
    page = look_again(audra, "/audit/")
    assert (lamp_of(page), reasons_of(page, Log.INTAKE)) == ("grey", ["no_state"])
    state.write_bytes(kept)
    with services_of(people.app).database.session() as db:
        db.add(LogCosigned(log=Log.INTAKE, size=5, checkpoint="what witnesses signed"))
        db.commit()
    page = look_again(audra, "/audit/")
    assert (lamp_of(page), reasons_of(page, Log.INTAKE)) == ("red", ["not_extended"])


def test_entries_that_waited_for_a_signature_are_told_to_who_looks(
    people: People, green: Person
) -> None:
    people.new("later", "caseworker")
    people.clock.pass_seconds(UNSIGNED_SECONDS + 1)
    page = look_again(green, "/audit/")
    assert (lamp_of(page), reasons_of(page, Log.ACCESS)) == ("amber", ["unsigned"])
    assert reasons_of(look_again(green, "/audit/"), Log.ACCESS) == ["visits"], "looking signed it"

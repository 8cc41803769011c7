"""What the database's owner writes into findings, midnights, policy, pages or accounts is told."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, select, update

from intake.audit.passing.nightly import FullPass
from intake.clock import DAY, HOUR
from intake.crypto.encoding import encode_json, parse_json
from intake.log.events import Event
from intake.log.signing.publishing import publish_daily
from intake.log.witnesses.standing import STANDS
from intake.store.models import (
    Account,
    AuditFinding,
    Invite,
    LogFold,
    LogSeen,
    PagesServed,
    WitnessPolicy,
)
from intake.store.models.log import LogActor
from intake.web.served.noting import PagesWatch
from intake.web.services import services_of
from tests.admin.stored import details, events, findings
from tests.admin.test_witnesses import AGREED, POLICY, propose
from tests.audit import tampering
from tests.audit.test_overview import TILE, anna, audra, ben, follow, read_outside
from tests.people import People, Person

__all__ = ["anna", "audra", "ben"]
ROUNDS = 500


def night(people: People) -> list[str]:
    """Let a night pass, and the rules read what it left; return what it told newly."""
    running, before = services_of(people.app), len(told(people))
    people.clock.pass_seconds(DAY)
    work = FullPass(running.database, running.signer, running.clock)
    assert any(work.tick() for _ in range(ROUNDS))
    follow(people)
    return told(people)[before:]


def told(people: People) -> list[str]:
    return [each["reason"] for each in details(people) if each.keys() == {"index", "log", "reason"}]


def stored(people: People) -> set[str]:
    with services_of(people.app).database.reading() as db:
        return set(db.scalars(select(AuditFinding.rule)))


def attack(people: People, *statements: object) -> None:
    tampering.run(services_of(people.app).database, *statements)  # type: ignore[arg-type]


def reasons(people: People) -> list[object]:
    return [each.numbers["reason"] for each in findings(people, "stored")]


def nights_in_findings(people: People) -> list[int]:
    return [len(each.entries) for each in findings(people, "stored")]


@pytest.fixture
def odd(people: People, anna: Person, ben: Person) -> People:
    """Somebody opened a case past its holders, days ago, and the rules found it."""
    read_outside(people, anna, ben)
    running = services_of(people.app)
    for _ in range(3):
        people.clock.pass_seconds(DAY)
        publish_daily(running.database, running.signer, people.clock())
    follow(people)
    assert night(people) == []
    assert "outside" in stored(people)
    return people


def test_a_finding_that_was_taken_out_is_told_and_found_again(odd: People) -> None:
    attack(odd, delete(AuditFinding).where(AuditFinding.rule == "outside"))
    assert night(odd) == ["other_finding"]
    assert "outside" in stored(odd)
    assert reasons(odd) == ["other_finding"]
    assert night(odd) == []


@pytest.mark.parametrize(
    "values",
    [{"level": 1}, {"json": "{}"}, {"version": 9}, {"a": "0" * 16}, {"id": "0" * 16}],
    ids=["level", "entries", "version", "person", "id"],
)
def test_a_finding_that_was_changed_is_told(odd: People, values: dict[str, object]) -> None:
    attack(odd, update(AuditFinding).where(AuditFinding.rule == "outside").values(values))
    assert night(odd) == ["other_finding"]
    assert night(odd) == []


def test_a_finding_that_nobody_found_is_told(odd: People) -> None:
    row = {"id": "1" * 16, "rule": "burst", "version": 1, "level": 3, "newest": 1, "json": "{}"}
    attack(odd, insert(AuditFinding).values(row))
    assert night(odd) == ["other_finding"]
    assert "burst" not in stored(odd)


def test_a_midnight_from_which_a_finding_was_taken_is_told_and_thrown_away(odd: People) -> None:
    """The attack holds by day: the rules go on from what they are told they knew."""
    with services_of(odd.app).database.reading() as db:
        nights = {row.day: row.state for row in db.scalars(select(LogFold))}
    assert nights
    for day, state in nights.items():
        attack(odd, update(LogFold).where(LogFold.day == day).values(state=forget(state)))
    odd.new("someone", "auditor")
    follow(odd)
    assert "outside" not in stored(odd)
    assert sorted(night(odd)) == ["other_finding", "other_midnight"]
    assert "outside" in stored(odd)
    assert night(odd) == []


def forget(state: bytes) -> bytes:
    """A state whose rules have found nothing."""
    value = parse_json(state)
    assert isinstance(value, dict)
    value["state"]["found"] = {"drafts": {}, "about": []}
    return encode_json(value)


# --- the tile ------------------------------------------------------------------------------------


def odd_tile(audra: Person) -> tuple[str, str]:
    """How it looks, and the page."""
    assert audra.sign_in().status_code == 200
    page = audra.client.get("/audit/").get_data(as_text=True)
    return dict(TILE.findall(page))["odd"], page


def test_rules_that_no_longer_run_are_not_nothing_odd(people: People, audra: Person) -> None:
    follow(people)
    look, page = odd_tile(audra)
    assert (look, "Nothing is odd" in page) == ("good", True)
    people.clock.pass_seconds(HOUR + 60)
    look, page = odd_tile(audra)
    assert (look, "Nothing is odd" in page) == ("none", False)
    assert "Nobody can tell whether something is odd" in page
    assert "only. Ask a copy" in page
    asked = audra.client.get("/audit/questions/17").get_data(as_text=True)
    assert "nobody can tell what is odd since" in asked
    follow(people)
    look, page = odd_tile(audra)
    assert (look, "Nothing is odd" in page) == ("good", True)


def test_findings_that_were_thrown_away_speak_of_nothing(people: People, audra: Person) -> None:
    follow(people)
    attack(people, update(LogSeen).values(found_size=0), delete(AuditFinding))
    people.clock.pass_seconds(HOUR + 60)
    look, page = odd_tile(audra)
    assert (look, "up to entry 0 of" in page) == ("none", True)


# --- what stands in a row ------------------------------------------------------------------------


def test_a_policy_without_its_entry_is_told_each_night_until_it_is_agreed_to(
    people: People, anna: Person, audra: Person
) -> None:
    adam = people.new("adam", "administrator")
    anna.vouch(adam)
    assert night(people) == []
    attack(people, insert(WitnessPolicy).values(state=STANDS, text=POLICY))
    assert night(people) == ["other_policy"]
    assert night(people) == ["other_policy"]
    assert (reasons(people), nights_in_findings(people)) == (["other_policy"], [2])
    attack(people, delete(WitnessPolicy))
    for each in (adam, audra):
        assert each.sign_in().status_code == 200
    assert propose(adam).status_code == 201
    assert audra.post("/admin/witnesses/agree", AGREED).status_code == 204
    assert night(people) == []
    attack(people, update(WitnessPolicy).values(text="quorum none\n"))
    assert night(people) == ["other_policy"]


def test_a_list_of_pages_that_was_taken_for_noted_is_told_and_noted(people: People) -> None:
    """The attack: serve other pages, and write their hash where the program looks."""
    watch: Callable[[], bool] = PagesWatch(people.app).tick
    assert watch()
    assert night(people) == []
    attack(people, update(PagesServed).values(sha256=bytes(32)))
    assert night(people) == ["other_pages"]
    before = events(people).count(Event.SYS_PAGES)
    assert watch()
    assert events(people).count(Event.SYS_PAGES) == before + 1
    assert night(people) == []
    assert reasons(people) == ["other_pages"]


# --- accounts ------------------------------------------------------------------------------------

ON_EACH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


def write_account(people: People, person: Person, **values: object) -> None:
    """Write into somebody's row, past the program."""
    attack(people, update(Account).where(Account.id == person.id).values(values))


@ON_EACH
@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"role": "administrator"}, Event.USER_INVITE),
        ({"triage": True}, Event.USER_INVITE),
        ({"invited_by": "0" * 32}, Event.USER_INVITE),
        ({"vouched_by": "0" * 32}, Event.USER_VOUCH),
        ({"vouched_by": None}, Event.USER_VOUCH),
        ({"disabled": True}, None),
        ({"suspended_at": 1}, None),
    ],
    ids=["role", "triage", "inviter", "voucher", "no-voucher", "disabled", "suspended"],
)
def test_an_account_that_is_otherwise_than_the_log_says_is_told_each_night(
    people: People, audra: Person, values: dict[str, object], says: Event | None
) -> None:
    assert night(people) == []
    write_account(people, audra, **values)
    assert night(people) == ["other_account"]
    assert night(people) == ["other_account"]
    newest = [each for each in details(people) if each.get("reason") == "other_account"][-1]
    assert newest["index"] == (index_of(people, says) if says else 0)
    assert (reasons(people), nights_in_findings(people)) == (["other_account"], [2])


def index_of(people: People, event: Event) -> int:
    """The newest entry of an event."""
    said = events(people)
    return len(said) - 1 - said[::-1].index(event)


@ON_EACH
def test_what_was_done_as_it_is_done_is_not_told(people: People, anna: Person) -> None:
    """Invited, enrolled, vouched for, suspended, let back in, disabled; and a quarter ends."""
    adam, theo = people.new("adam", "administrator"), people.new("theo", "auditor")
    anna.vouch(theo)
    anna.vouch(adam)
    assert night(people) == []
    for act in ("suspend", "resume", "suspend", "disable"):
        assert adam.sign_in().status_code == 200
        assert adam.post(f"/admin/{act}", {"account": theo.id}).status_code == 204
        assert night(people) == []
    people.clock.pass_seconds(92 * DAY)
    assert night(people) == []


@ON_EACH
@pytest.mark.parametrize("over", [False, True])
def test_whoever_ends_what_an_entry_began_is_told(
    people: People, anna: Person, audra: Person, over: bool
) -> None:
    """Suspended or disabled by an address, and let in again by the row."""
    adam = people.new("adam", "administrator")
    anna.vouch(adam)
    act = "disable" if over else "suspend"
    assert adam.post(f"/admin/{act}", {"account": audra.id}).status_code == 204
    assert night(people) == []
    write_account(people, audra, disabled=False, suspended_at=None)
    assert night(people) == ["other_account"]
    said = Event.USER_DISABLE if over else Event.USER_SUSPEND
    assert details(people)[-1]["index"] == index_of(people, said)


@ON_EACH
def test_a_role_that_was_changed_before_enrolment_is_not_the_one_invited(people: People) -> None:
    assert night(people) == []
    token = people.invite("lena", "auditor")
    attack(people, update(Invite).values(role="administrator"))
    lena = Person(people, "lena", "administrator", triage=False, client=people.app.test_client())
    assert lena.enrol(token).status_code == 201
    people.clock.pass_seconds(93 * DAY)  # A later list names the role that the row has by now.
    assert night(people) == ["other_account"]


@ON_EACH
def test_an_account_that_is_gone_or_that_nobody_came_by_is_told(
    people: People, audra: Person
) -> None:
    assert night(people) == []
    attack(people, update(LogActor).where(LogActor.account_id == audra.id).values(account_id="x"))
    assert night(people) == ["other_account", "other_account"]
    theirs = [each["index"] for each in details(people) if each.get("reason") == "other_account"]
    assert min(theirs) == 0 < max(theirs)

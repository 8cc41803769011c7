"""Two who act on accounts, invitations or the list of people in the same moment: one outcome.

On PostgreSQL, where nothing but a lock makes the second wait. SQLite lets one act in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from threading import BoundedSemaphore
from typing import NamedTuple

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from intake.admin import inviting
from intake.clock import day_of
from intake.config import Settings
from intake.crypto.encoding import b64u
from intake.errors import Conflict
from intake.log.act import SYSTEM, Act, Actor
from intake.roster import away
from intake.store.models import Account, StaffSession
from intake.web.admission.rooms import SIGN_IN
from intake.web.services import services_of
from intake.web.staff.throttle import FREE, LOG_EVERY
from tests.admin.signing import removing, signed_with
from tests.admin.stored import code_of, events
from tests.admin.test_invitations import listed, token_of
from tests.admin.test_people import DAY, invite
from tests.meeting import act_in, meet
from tests.people import HOME, People, Person

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
Doing = Callable[[], TestResponse]
WRONG = "000000"


@dataclass(frozen=True)
class Office:
    """Anna and cara can read what waits, bert is a member; adam and berta look after accounts."""

    people: People
    anna: Person
    cara: Person
    bert: Person
    adam: Person
    berta: Person

    def signing_in(self, who: Person, code: str = "") -> Doing:
        """Prepare a sign-in with a code that is right, or this one."""
        started = who.post("/sign-in/start", {"username": who.username}).get_json()
        login = who.login_keys(started["origin"], started["pass_salt"])
        secret = b64u(login.auth_secret)
        body = {"username": who.username, "secret": secret, "totp": code or who.code()}
        return self.posting("/sign-in", body)

    def posting(self, path: str, body: object) -> Doing:
        client = self.people.client()
        return partial(client.post, path, json=body, headers={"Origin": HOME})

    def ending(self, who: Person, how: str, by: Person | None = None) -> Doing:
        return partial((by or self.adam).post, f"/admin/{how}", {"account": who.id})

    def removing(self, who: Person) -> Doing:
        body = removing(self.anna.walk().newest, who, self.anna)
        return partial(self.anna.post, "/admin/people/roster", body)

    def inviting(self, by: Person) -> tuple[str, str]:
        """Invite dora; return the token of the link and the account's id."""
        token = token_of(invite(by, "dora", "auditor"))
        return token, str(listed(by)[0]["account"])

    def enrolling(self, token: str) -> Doing:
        client = self.people.client()
        dora = Person(self.people, "dora", "auditor", triage=False, client=client)
        return partial(dora.enrol, token)

    def failing_often(self, who: Person) -> None:
        """Let one more wrong code be one too many."""
        for _ in range(FREE - 1):
            assert self.signing_in(who, WRONG)().status_code == 403

    def sessions_of(self, who: Person) -> int:
        with services_of(self.people.app).database.reading() as db:
            return len(
                db.scalars(select(StaffSession).where(StaffSession.account_id == who.id)).all()
            )

    def accounts(self) -> int:
        with services_of(self.people.app).database.reading() as db:
            return db.scalar(select(func.count()).select_from(Account)) or 0


class Pair(NamedTuple):
    """Who does what at once, and what becomes of it."""

    acts: Callable[[Office], tuple[Doing, Doing]]
    second: tuple[int, str]  # How the second is answered: status and code.
    stands: Callable[[Office], object]  # Tells whether everything is as it has to be.
    before: str = "commit"  # Where the first stands meanwhile.


def one_code_twice(office: Office) -> tuple[Doing, Doing]:
    code = office.anna.code()
    return office.signing_in(office.anna, code), office.signing_in(office.anna, code)


def one_wrong_code_too_many(office: Office) -> tuple[Doing, Doing]:
    office.failing_often(office.anna)
    return office.signing_in(office.anna, WRONG), office.signing_in(office.anna)


def one_link(office: Office, how: str) -> tuple[Doing, Doing]:
    """Let a link be used, and used again, revoked, or its maker be disabled."""
    token, account = office.inviting(office.adam)
    revoke = partial(office.berta.post, "/admin/revoke-invite", {"account": account})
    others: dict[str, Doing] = {
        "use": office.enrolling(token),
        "revoke": revoke,
        "disable": office.ending(office.adam, "disable", office.berta),
    }
    return office.enrolling(token), others[how]


def two_versions(office: Office) -> tuple[Doing, Doing]:
    before = office.anna.walk().newest
    nora, olga = (office.people.new(name, "caseworker") for name in ("nora", "olga"))
    one, other = (
        partial(
            who.post, "/admin/people/roster", signed_with(before, new, office.anna, office.cara)
        )
        for who, new in ((office.anna, nora), (office.cara, olga))
    )
    return one, other


def unknown_names(office: Office) -> tuple[Doing, Doing]:
    """Let two guess when the next failure becomes an entry; the last one did, some time ago."""
    secret = b64u(bytes(32))
    wrong = {"username": "anybody", "secret": secret, "totp": WRONG}
    assert office.posting("/sign-in", wrong)().status_code == 403
    office.people.clock.pass_seconds(LOG_EVERY)
    one, other = (
        office.posting("/sign-in", {"username": name, "secret": secret, "totp": WRONG})
        for name in ("nobody", "somebody")
    )
    return one, other


PAIRS = {
    "one code, used twice": Pair(
        one_code_twice, (403, "sign_in"), lambda office: office.sessions_of(office.anna) == 2
    ),
    "one wrong code too many, a right one": Pair(
        one_wrong_code_too_many,
        (429, "slow_down"),
        lambda office: "auth.lock" in events(office.people),
    ),
    "wrong secrets": Pair(
        unknown_names,
        (403, "sign_in"),
        lambda office: events(office.people).count("auth.fail") == 2,
        "log",
    ),
    **{
        f"{how}, sign in": Pair(
            lambda office, how=how: (  # type: ignore[misc]
                office.ending(office.cara, how),
                office.signing_in(office.cara),
            ),
            (403, "sign_in"),
            lambda office: office.sessions_of(office.cara) == 0,
        )
        for how in ("disable", "suspend")
    },
    "remove, sign in": Pair(
        lambda office: (office.removing(office.bert), office.signing_in(office.bert)),
        (403, "sign_in"),
        lambda office: office.sessions_of(office.bert) == 0,
    ),
    "sign in, remove": Pair(
        lambda office: (office.signing_in(office.bert), office.removing(office.bert)),
        (201, ""),
        lambda office: office.sessions_of(office.bert) == 0,
    ),
    "enrol, enrol": Pair(
        lambda office: one_link(office, "use"),
        (404, "invite"),
        lambda office: office.accounts() == 6,
    ),
    "enrol, revoke": Pair(
        lambda office: one_link(office, "revoke"),
        (404, "invite"),
        lambda office: office.accounts() == 6,
    ),
    "revoke, enrol": Pair(
        lambda office: one_link(office, "revoke")[::-1],
        (404, "invite"),
        lambda office: office.accounts() == 5,
    ),
    "enrol, disable who invited": Pair(
        lambda office: one_link(office, "disable"), (204, ""), lambda office: office.accounts() == 6
    ),
    "two next versions of the list": Pair(
        two_versions,
        (422, "step_back"),
        lambda office: len(office.anna.walk().newest.members) == 4,
    ),
}


@pytest.fixture
def office(people: People, adam: Person, monkeypatch: pytest.MonkeyPatch) -> Office:
    anna = people.new("anna", "caseworker", triage=True)
    cara = people.new("cara", "caseworker", triage=True)
    assert anna.admit(cara).status_code == 201
    bert, berta = people.new("bert", "caseworker"), people.new("berta", "administrator")
    assert anna.admit(bert, cosigner=cara).status_code == 201
    # One process lets one sign in at a time; two processes have two places.
    monkeypatch.setattr(SIGN_IN, "_free", BoundedSemaphore(2))
    return Office(people, anna, cara, bert, adam, berta)


@on_postgresql
@pytest.mark.parametrize("pair", PAIRS)
def test_of_two_who_act_on_an_account_at_once_the_second_knows_what_the_first_did(
    office: Office, database_url: str, pair: str
) -> None:
    acts, second, stands, before = PAIRS[pair]
    _, answer = meet(database_url, *acts(office), before=before)
    told = answer.get_json(silent=True) or {}
    assert (answer.status_code, str(told.get("error", ""))) == second
    assert stands(office)


#: Whom adam ends, and whom berta, in the same moment; how the second of them is answered.
WITHOUT_A_DESK = {
    "disable": (("berta", "adam"), (422, "gone")),
    "suspend": (("berta", "adam"), (422, "gone")),
    "suspend twice": (("carl", "carl"), (409, "not_active")),
}


@on_postgresql
@pytest.mark.parametrize("way", WITHOUT_A_DESK)
def test_before_there_is_a_desk_two_administrators_do_not_end_everything_at_once(
    people: People, adam: Person, database_url: str, way: str
) -> None:
    others = {name: people.new(name, "administrator") for name in ("berta", "carl")}
    everybody, (ended, second) = {"adam": adam, **others}, WITHOUT_A_DESK[way]
    acts = (
        partial(by.post, f"/admin/{way.split(maxsplit=1)[0]}", {"account": everybody[who].id})
        for by, who in zip((adam, others["berta"]), ended, strict=True)
    )
    for each in (adam, others["berta"]):
        assert each.client.get("/admin/invites").status_code == 200  # Their sessions were used now.
    first, other = meet(database_url, *acts)
    assert (first.status_code, code_of(other)) == (204, second)


# --- what the clock does in several processes -----------------------------------------------------


def being_away(office: Office, by: Person, days: int | None) -> Callable[[], None]:
    """Say as somebody for how many days anna is away, or that she is not."""
    people, actor = office.people, Actor(by.id, by.username, by.role, by.triage)
    until = day_of(people.clock()) + timedelta(days) if days else None
    return act_in(
        people, lambda db: away.be_away(Act(db, actor, people.clock()), office.anna.id, until)
    )


@on_postgresql
def test_an_absence_is_made_longer_or_ended_and_not_both(office: Office, database_url: str) -> None:
    people, anna, susi = office.people, office.anna, office.people.new("susi", "supervisor")
    assert anna.admit(susi, cosigner=office.cara).status_code == 201
    until = day_of(people.clock()) + timedelta(5)
    being_away(office, anna, 1)()
    meet(database_url, being_away(office, anna, 5), by_the_clock(people, away.sweep, DAY))
    with services_of(people.app).database.reading() as db:
        assert db.get_one(Account, anna.id).away_until == until
    sweep = by_the_clock(people, away.sweep, 6 * DAY)
    with pytest.raises(Conflict) as refused:
        meet(database_url, sweep, being_away(office, susi, None))
    assert refused.value.code == "not_away"


@on_postgresql
def test_an_invitation_that_is_over_is_told_of_once_by_two_processes(
    office: Office, database_url: str
) -> None:
    office.inviting(office.adam)
    before = events(office.people).count("user.invite")
    sweep = by_the_clock(office.people, inviting.sweep, 8 * DAY)
    meet(database_url, sweep, sweep)
    assert events(office.people).count("user.invite") == before + 1


def by_the_clock(
    people: People, sweep: Callable[[Act, Settings], None], seconds: int
) -> Callable[[], object]:
    """Return what the clock does some seconds from now."""
    settings, later = services_of(people.app).config.settings, people.clock() + seconds
    return act_in(people, lambda db: sweep(Act(db, SYSTEM, later), settings))

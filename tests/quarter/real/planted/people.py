"""Planted about people and auditors, through the addresses of the program."""

import re
from contextlib import suppress
from functools import partial

from intake.client import administrator, auditor
from intake.client.browser import Browser, Denied
from intake.client.member.account.enrolling import enrol
from intake.client.member.people import removing
from intake.clock import DAY, HOUR
from intake.crypto.encoding import b64u
from tests.quarter.real.planted.planting import Expected, Plant, Planted
from tests.quarter.staff import Person

ASKS = re.compile(r'data-ask="([0-9a-f]{32})')


def newcomer(planted: Planted, name: str, role: str) -> Person:
    """Let somebody come to the desk who does no work at it."""
    person = Person(name, role, role != "auditor", 9, 8, False, seed=planted.desk.seed)
    planted.desk.accounts.join(person)
    return person


def undo_a_grant(planted: Planted, at: int) -> None:
    """Let somebody in by two, who is taken off the list three days later."""
    with planted.expecting("recipient.add", "grant-undone"):
        person = newcomer(planted, "max", "caseworker")
    planted.later(at + 3 * DAY, partial(_remove, who=person))


def _remove(planted: Planted, _at: int, who: Person) -> None:
    account = planted.desk.account_of(who)
    with planted.expecting("recipient.remove", "grant-undone"):
        with planted.desk.session(planted.desk.named("gil")) as own:
            waits = removing.remove(own, account)
        if waits:
            with planted.desk.session(planted.desk.named("anna")) as own:
                removing.second_removal(own, account)


def show_a_name(planted: Planted, _at: int) -> None:
    """Let an auditor ask who somebody is, a supervisor agree, and the name be shown."""
    desk = planted.desk
    of = desk.name_of(desk.named("chen"))
    theirs = [index for index, leaf in desk.program.leaves(0) if leaf.actor == of]
    ivo, gil = desk.named("ivo"), desk.named("gil")
    with desk.session(ivo) as own:
        body = {"of": [of], "entries": str(theirs[-1]), "ground": "finding"}
        own.browser.send_json("/audit/names/ask", body)
    with desk.session(gil) as own:
        asked = {"ask": _newest_ask(own.browser), "agrees": True}
        own.browser.send_json("/audit/names/decide", asked)
    with desk.session(ivo) as own, planted.expecting("audit.name", "name-revealed"):
        own.browser.send_json("/audit/names/show", {"ask": asked["ask"]})


def _newest_ask(browser: Browser) -> str:
    browser.visit("/audit/names/")
    return str(ASKS.findall(browser.get("/audit/names/").text)[-1])


def look_narrowly(planted: Planted, _at: int) -> None:
    """Let a second auditor look at one person only: at one who came today and did nothing.

    Of everybody else something may have been found by then, which an auditor may look at.
    """
    desk, target = planted.desk, newcomer(planted, "uma", "caseworker")
    with desk.session(newcomer(planted, "noa", "auditor")) as own:
        for _ in range(12):
            with planted.expecting("audit.view", "auditor-narrow"):
                auditor.read_page(own.browser, actor=desk.name_of(target))
            desk.read()


def invite_a_friend(planted: Planted, at: int) -> None:
    """Invite somebody late in the evening, who looks for a way in, and end their account."""
    evening = at // DAY * DAY + 22 * HOUR
    planted.later(evening, _invite)


def _invite(planted: Planted, _at: int) -> None:
    hana, desk = planted.desk.named("hana"), planted.desk
    with planted.expecting("user.create", "question 8"):
        zoe = Person("zoe", "caseworker", False, 9, 8, False, seed=desk.seed)
        with desk.session(hana) as own:
            token = administrator.invite(own, "zoe", "caseworker")
        desk.accounts.add(enrol(desk.program.stage.browser(), token, desk.accounts.phrase()))
    with desk.session(zoe) as own, planted.expecting("auth.deny", "question 5", outcome="deny"):
        for page in ("/audit/", "/admin/", "/desk/overview/data"):
            with suppress(Denied):
                own.browser.get(page)
    with planted.expecting("user.disable", "question 8"), desk.session(hana) as own:
        administrator.disable(own, desk.account_of(zoe))


def fail_to_sign_in(planted: Planted, at: int) -> None:
    """Guess somebody's passphrase forty times, over hours of a night."""
    night = (at // DAY + 1) * DAY + HOUR
    for try_ in range(40):
        planted.later(night + try_ * 180, partial(_guess, secret=b64u(bytes(31) + bytes([try_]))))


def _guess(planted: Planted, _at: int, secret: str) -> None:
    wrong, first = (
        {"username": "gil", "secret": secret, "totp": "000000"},
        planted.desk.program.size(),
    )
    with suppress(Denied):
        planted.desk.program.stage.browser().send_json("/sign-in", wrong)
    if planted.desk.program.size() > first:  # At most one entry in ten minutes.
        planted.expected.append(Expected(planted.plant, "question 5", first))


PEOPLE: tuple[Plant, ...] = (
    undo_a_grant,
    show_a_name,
    look_narrowly,
    invite_a_friend,
    fail_to_sign_in,
)

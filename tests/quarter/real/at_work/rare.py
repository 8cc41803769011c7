"""What happens at a desk now and then, and is nothing that an auditor should mind."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from secrets import token_hex

from intake.client import administrator, auditor
from intake.client.browser import Denied
from intake.client.member.cases import casework
from intake.client.member.people.away import be_away
from intake.clock import DAY, HOUR, day_of
from intake.crypto.age.hybrid import parse_recipient
from tests.quarter.real.at_work.days import agree, take
from tests.quarter.real.at_work.desk import Case, Desk
from tests.quarter.real.at_work.exports import agree_to_export, ask_for_export
from tests.quarter.real.at_work.reporters import GRAVE, report, say_more
from tests.quarter.staff import HOLIDAY, Person

Rare = Callable[[Desk, int], None]


def plan_absence(desk: Desk, person: Person) -> None:
    """Let somebody say that they will be away; the program lets them be back."""
    if person.away and person.away[0] >= person.joins:
        last = (person.away[0] - 1) * DAY + (person.starts + person.hours) * HOUR - 600
        desk.at(last, partial(_be_away, desk, person))


def _be_away(desk: Desk, person: Person, _at: int) -> None:
    back = desk.program.start + (person.away[-1] + 1) * DAY
    with desk.session(person) as own:
        be_away(own, day_of(back).isoformat())


def plan_rare(desk: Desk, day: int) -> None:
    """Plan what happens now and then on a day."""
    noon = day * DAY + 12 * HOUR
    if day % 30 == 20:
        desk.at(noon, partial(_audit, desk))
    if (day + 3) % 7 in {5, 6} or day in HOLIDAY:
        return
    for chance, deed in RARE:
        if desk.chance.random() < chance:
            desk.at(noon + desk.chance.randrange(2 * HOUR), partial(deed, desk))
    if day % 30 == desk.odd_day and desk.chance.random() < 0.6:
        desk.at(noon, partial(desk.chance.choice([_call_out, _doubt, _help]), desk))
    if day == HOLIDAY[-1] + 1:
        _plan_return(desk, day)


def _plan_return(desk: Desk, day: int) -> None:
    for person in desk.people:
        if person.works_on(day) and person.role == "caseworker":
            when = day * DAY + person.starts * HOUR + 600
            desk.at(when, partial(_catch_up, desk, person))


def _there(desk: Desk, at: int, *, triage: bool = False) -> list[Person]:
    return [
        each for each in desk.people
        if each.role == "caseworker" and each.is_there(at) and desk.accounts.has(each)
        and (each.triage or not triage)
    ]  # fmt: skip


def _held_now(desk: Desk, at: int) -> list[Case]:
    there = _there(desk, at)
    found = [each for each in desk.held() if each.holder in there]
    return [desk.chance.choice(found)] if found else []


def _export(desk: Desk, at: int) -> None:
    """Give the reporter, or a lawyer, the sealed files, once the cover agrees, and note it."""
    for case in _held_now(desk, at):
        if case.holder and case.cover and case.cover.is_there(at):
            with desk.session(case.holder) as own:
                opened = desk.open(own, case, "casework")
                to = desk.chance.choice(["reporter", "lawyer"])
                if ask_for_export(own, case, "legal", to):
                    agree_to_export(desk, case, case.cover)
                    casework.export(own, case.id, "legal", to)
                desk.read()
                opened.acts.note("Given to whom it is for.")


def _wrong_link(desk: Desk, at: int) -> None:
    """Follow a link that leads nowhere, once or twice."""
    for person in _there(desk, at)[:1]:
        with desk.session(person) as own:
            for _ in range(desk.chance.choice([1, 1, 2])):
                with suppress(Denied):
                    own.browser.send_json(f"/desk/{token_hex(16)}/open", {"purpose": "casework"})


def _mistype(desk: Desk, at: int) -> None:
    """Sign in with a wrong code, and then with the right one."""
    for person in _there(desk, at)[-1:]:
        browser = desk.program.stage.browser()
        wrong = {"username": person.name, "secret": "A" * 43, "totp": "000000"}
        with suppress(Denied):
            browser.send_json("/sign-in", wrong)
        with desk.session(person):
            pass


def _lower(desk: Desk, at: int) -> None:
    """Make a case less urgent; of an emergency the cover is asked."""
    lower = {"emergency": "urgent", "urgent": "soon", "soon": "routine"}
    for case in _held_now(desk, at):
        if case.holder and case.level in lower:
            with desk.session(case.holder) as own:
                opened = desk.open(own, case, "casework")
                casework.answer(opened, "It is less urgent now.", "wish_of_reporter")
                to = lower.get(case.level)  # Of now: somebody may have lowered it meanwhile.
                if to:
                    opened.acts.change_level(to, "date_passed")
            if case.level == "emergency" and case.cover and case.cover.is_there(at):
                agree(desk, case, case.cover, at)


def _hand_over(desk: Desk, at: int) -> None:
    """Hand a case over to somebody, who reads it and accepts."""
    for case in _held_now(desk, at):
        able = [each for each in _there(desk, at) if each not in {case.holder, case.cover}]
        if case.holder and able and case.is_confirmed:
            to = desk.chance.choice(able)
            _offer(desk, case, case.holder, to)
            with desk.session(to) as own:
                opened = desk.open(own, case, "handover")
                for proposal in opened.meta["proposals"]:
                    opened.acts.agree(proposal)
            case.holder = to


def _offer(desk: Desk, case: Case, giver: Person, to: Person) -> None:
    with desk.session(giver) as own:
        opened = desk.open(own, case, "casework")
        member = opened.walk.newest.find_member(desk.account_of(to))
        if member:
            recipient = parse_recipient(member.recipient)
            opened.acts.hand_over(member.account, recipient, "assignee", "What they must know.")


def _settings(desk: Desk, at: int) -> None:
    """Invite somebody who does not come, and take it back."""
    hana = desk.named("hana")
    if hana.works_on(at // DAY):
        with desk.session(hana) as own:
            administrator.invite(own, f"guest-{at}", "caseworker")
            desk.read()
            for row in administrator.list_invites(own):
                administrator.revoke_invite(own, row["account"])


def _return(desk: Desk, _at: int) -> None:
    """Let a reporter come back and say more."""
    found = [each for each in desk.cases.values() if not each.is_over]
    if found:
        say_more(desk, desk.chance.choice(found))


def _audit(desk: Desk, _at: int) -> None:
    """Let the auditor look around for a while."""
    others = [each for each in desk.people if each.name != "ivo" and desk.accounts.has(each)]
    with desk.session(desk.named("ivo")) as own:
        auditor.read_page(own.browser)
        for look in range(desk.chance.randint(9, 20)):
            who = desk.name_of(desk.chance.choice(others))
            auditor.read_page(own.browser, **({"actor": who} if look % 2 else {"event": "auth.ok"}))
            desk.read()


def _catch_up(desk: Desk, person: Person, _at: int) -> None:
    """Look through all one's cases, one after another, on the first day after a holiday."""
    with desk.session(person) as own:
        for case in desk.held():
            if case.holder is person:
                desk.open(own, case, "casework")


def _call_out(desk: Desk, at: int) -> None:
    """Let somebody be called at night because of an emergency, which they take."""
    night = (at // DAY + 1) * DAY + 2 * HOUR
    able = [each for each in desk.free_to_hold(night, desk.named("dora")) if each.triage]
    able = [each for each in able if each.name != "bo"]  # For whom a night shall be unusual.
    if able:
        desk.at(night, partial(_be_called, desk, desk.chance.choice(able)))


def _be_called(desk: Desk, person: Person, at: int) -> None:
    case = report(desk, GRAVE)
    with desk.session(person) as own:
        opened = desk.open(own, case, "safety")
        take(desk, opened, case, person, desk.chance.choice(desk.free_to_hold(at, person)))


def _doubt(desk: Desk, at: int) -> None:
    """Let a browser fail to read something once."""
    for case in _held_now(desk, at):
        if case.holder:
            with desk.session(case.holder) as own:
                desk.open(own, case, "casework")
                told = {"reason": "damaged", "object": None}
                own.browser.send_json(f"/desk/{case.id}/unreadable", told)


def _help(desk: Desk, at: int) -> None:
    """Let somebody of triage read an emergency that others hold."""
    cases = [each for each in desk.held() if each.level == "emergency"]
    for case in cases[:1]:
        for person in _there(desk, at, triage=True):
            if person not in {case.holder, case.cover}:
                with desk.session(person) as own:
                    desk.open(own, case, "safety")
                return


RARE: tuple[tuple[float, Rare], ...] = (
    (0.12, _export),
    (0.10, _wrong_link),
    (0.06, _mistype),
    (0.10, _lower),
    (0.05, _hand_over),
    (0.05, _settings),
    (0.20, _return),
)

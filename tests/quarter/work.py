"""What people of a desk do all day: sessions, triage, casework, and what is rare."""

from functools import partial

from intake.clock import DAY, HOUR
from intake.verify.rules.record import Record
from tests.quarter.desk import CASES, PUBLISHED, Case, Desk
from tests.quarter.staff import HOLIDAY, QUARTER, Person
from tests.quarter.written import START

LEVELS = ("emergency", "urgent", "soon", "routine")


def play(seed: int, days: int = QUARTER) -> Desk:
    """Return a desk after some days, at which nothing odd was done."""
    desk = begin(seed, days)
    desk.plan.run(days * DAY)
    return desk


def begin(seed: int, days: int) -> Desk:
    """Return a desk before its first day, with everything planned."""
    desk = Desk(seed)
    desk.do(0, "sys.start")
    for at in range(0, days, QUARTER):
        desk.plan.at(at * DAY + 600, desk.list_accounts)
    desk.plan.at(PUBLISHED, desk.publish)
    for day in range(days):
        for person in desk.people:
            is_extra = person.role == "caseworker" and desk.chance.random() < 0.03
            is_free = day in person.away or day in HOLIDAY or day < person.joins
            if person.works_on(day) or (is_extra and not is_free):
                _plan_session(desk, person, day)
        arrivals = sum(desk.chance.random() < CASES / 6 for _ in range(6))
        for _ in range(arrivals):
            desk.plan.at(day * DAY + desk.chance.randrange(DAY), partial(arrive, desk))
        desk.plan.at(day * DAY + 300, partial(_tell_shown, desk))
        _plan_rare(desk, day)
    for person in desk.people:
        _plan_absence(desk, person)
    return desk


def _plan_session(desk: Desk, person: Person, day: int) -> None:
    """Plan somebody's working day."""
    early = HOUR if desk.chance.random() < 0.05 else 0
    late = desk.chance.randint(0, 7200) if desk.chance.random() < 0.12 else 0
    start = day * DAY + person.starts * HOUR + desk.chance.randint(-15, 25) * 60 - early
    end = start + early + late + person.hours * HOUR - desk.chance.randint(0, 40) * 60
    desk.plan.at(start, lambda at: desk.do(at, "auth.ok", person, role=person.role))
    desk.plan.at(end, lambda at: desk.do(at, "auth.logout", person))
    if person.role not in {"caseworker", "supervisor"}:
        return
    for at in range(start + 60, end, HOUR):
        desk.plan.at(at, lambda at: desk.do(at, "case.watch", person))
    if person.role == "supervisor":
        desk.plan.at(start + 300, lambda at: desk.do(at, "case.list", person))
    if person.triage:
        for at in range(start + 900, end, HOUR):
            desk.plan.at(at + desk.chance.randrange(1200), partial(look, desk, person))
    if day == HOLIDAY[-1] + 1:
        desk.plan.at(start + 600, partial(_catch_up, desk, person))
    for _ in range(desk.chance.choice([1, 2, 2, 3, 4])):
        desk.plan.at(desk.chance.randrange(start + 600, end), partial(work, desk, person))


def _tell_shown(desk: Desk, at: int) -> None:
    desk.do(at, "case.shown", day="2026-10-01", refs=[each.ref for each in desk.cases[-3:]])


def arrive(desk: Desk, at: int) -> None:
    """Let a report come in."""
    ref = desk.chance.randbytes(16).hex()
    level = desk.chance.choices(LEVELS, (10, 25, 35, 30))[0]
    case = Case(ref, level, left=desk.chance.randint(3, 9))
    desk.cases.append(case)
    desk.log.tell(max(at // DAY, desk.log.newest_day), "report.received")
    if level == "emergency":
        _ring(desk, case, at)


def _ring(desk: Desk, case: Case, at: int) -> None:
    """Plan that the log tells of an emergency, once its hour is over."""
    hour = (at // HOUR + 1) * HOUR
    desk.later(hour, "case.alarm", None, log_ref=case.ref, hour=START + hour)


def look(desk: Desk, person: Person, at: int) -> None:
    """Let somebody of triage read what nobody has taken, and mostly take it."""
    for case in desk.untaken()[: desk.chance.choice([1, 1, 2])]:
        if not case.is_seen or desk.chance.random() < 0.7:
            desk.plan.at(at, partial(_read, desk, case, person))
            at += desk.chance.randint(300, 900)


def _read(desk: Desk, case: Case, person: Person, at: int) -> None:
    if case.holder is not None:
        return
    case.is_seen = True
    desk.open(at, case, person, "triage")
    others = desk.free_to_hold(at, person)
    if person.role == "caseworker" and others and desk.chance.random() < 0.75:
        case.holder, case.cover = person, desk.chance.choice(others)
        desk.plan.at(at + 240, partial(_be_taken, desk, case))


def _be_taken(desk: Desk, case: Case, at: int) -> None:
    holder, cover = case.holder, case.cover
    if holder is None or cover is None:
        return
    for each in (holder, cover):
        desk.do(at, "key.create", holder, log_ref=case.ref, **{"for": each.alias(at)})
    given = {"assignee": holder.alias(at), "cover": cover.alias(at)}
    case.by = desk.do(at, "case.assign", holder, log_ref=case.ref, **given).index
    desk.later(at + 5, "case.confirm", holder, log_ref=case.ref, via="account")


def work(desk: Desk, person: Person, at: int) -> None:
    """Let somebody work on a case of theirs, or on one that they cover for who is away."""
    case = _choose(desk, person, at)
    if case is None:
        return
    is_own = case.holder is person
    desk.open(at, case, person, "casework" if is_own else "cover")
    for _ in range(desk.chance.randint(1, 3)):
        at += desk.chance.randint(60, 600)
        desk.plan.at(at, partial(_do_something, desk, case, person))
    case.left -= 1
    if case.left <= 0 and is_own:
        case.is_closed = True
        desk.plan.at(at + 120, partial(close, desk, case, person))


def _catch_up(desk: Desk, person: Person, at: int) -> None:
    """Let somebody look through all their cases, one after another."""
    own = [each for each in desk.cases if each.by and not each.is_closed and each.holder is person]
    for each, case in enumerate(own):
        desk.plan.at(at + 150 * each, partial(_look_in, desk, case, person))


def _look_in(desk: Desk, case: Case, person: Person, at: int) -> None:
    if case.holder is person and not case.is_closed:
        desk.open(at, case, person, "casework")


def _choose(desk: Desk, person: Person, at: int) -> Case | None:
    open_now = [each for each in desk.cases if each.by and not each.is_closed]
    own = [each for each in open_now if each.holder is person]
    covered = [
        each for each in open_now
        if each.cover is person and each.holder and at // DAY in each.holder.away
    ]  # fmt: skip
    found = own + covered
    return desk.chance.choice(found) if found else None


def _do_something(desk: Desk, case: Case, person: Person, at: int) -> None:
    if case.is_closed:
        return
    event = desk.chance.choice(["case.note", "case.note", "case.message", "case.status"])
    detail = {"from": "assigned", "to": "in_contact", "reason": "contact_made"}
    desk.do(at, event, person, log_ref=case.ref, **(detail if event == "case.status" else {}))


def close(desk: Desk, case: Case, person: Person, at: int) -> None:
    """Let somebody close their case; an emergency waits for its cover to agree."""
    if case.level != "emergency" or case.cover is None:
        desk.do(at, "case.close", person, log_ref=case.ref, dispositions=["advice_given"])
        return
    desk.do(at, "case.propose", person, log_ref=case.ref, act="close")
    cover = case.cover
    later = next((day for day in range(at // DAY + 1, at // DAY + 20) if cover.works_on(day)), 0)
    if later:
        when = later * DAY + cover.starts * HOUR + 3 * HOUR
        desk.plan.at(when, partial(_agree, desk, case, person))


def _agree(desk: Desk, case: Case, person: Person, at: int) -> None:
    cover = case.cover
    if cover is None:
        return
    desk.open(at, case, cover, "review")
    desk.later(at + 60, "case.agree", cover, log_ref=case.ref, act="close", agrees=True)
    desk.later(at + 60, "case.close", cover, log_ref=case.ref, approver=person.alias(at))


def _plan_absence(desk: Desk, person: Person) -> None:
    """Say when somebody is away, and that they are there again."""
    if not person.away or person.away[0] < person.joins:
        return
    who, day = person.alias, "2026-12-31"
    told, back = person.away[0] * DAY - 9 * HOUR, (person.away[-1] + 1) * DAY + 60
    desk.plan.at(told, lambda at: desk.do(at, "user.away", person, who=who(at), to="on", day=day))
    over = {"to": "off", "reason": "expired"}
    desk.plan.at(back, lambda at: desk.do(at, "user.away", who=who(at), **over))


def _plan_rare(desk: Desk, day: int) -> None:
    """Plan what happens now and then."""
    if (day + 3) % 7 in {5, 6}:
        return
    noon = day * DAY + 12 * HOUR
    chances = [
        (0.17, _export), (0.10, _wrong_link), (0.15, _lower), (0.05, _hand_over), (0.06, _settings),
    ]  # fmt: skip
    for chance, deed in chances:
        if desk.chance.random() < chance:
            desk.plan.at(noon + desk.chance.randrange(2 * HOUR), partial(deed, desk))
    if day % 30 == 20:
        desk.plan.at(noon, partial(_audit, desk))
    if day % 30 == desk.odd_day and desk.chance.random() < 0.6:
        desk.plan.at(noon, partial(desk.chance.choice([_call_out, _doubt, _help]), desk))
    newcomer = desk.named("emil")
    if day == newcomer.joins:
        desk.plan.at(day * DAY + 7 * HOUR, partial(_join, desk, newcomer))


def _held(desk: Desk, at: int) -> Case | None:
    there = [
        each for each in desk.cases
        if each.by and not each.is_closed and each.holder and each.holder.is_there(at)
    ]  # fmt: skip
    return desk.chance.choice(there) if there else None


def _export(desk: Desk, at: int) -> None:
    case = _held(desk, at)
    if case is None or case.holder is None or case.cover is None:
        return
    desk.open(at, case, case.holder, "casework")
    named = {"approver": case.cover.alias(at), "recipient": "p07", "purpose": "legal"}
    known = named if desk.chance.random() < 0.6 else {}
    desk.later(at + 200, "evidence.export", case.holder, log_ref=case.ref, **known)
    desk.later(at + 900, "case.note", case.holder, log_ref=case.ref)


def _wrong_link(desk: Desk, at: int) -> None:
    there = [each for each in desk.people if each.triage and each.is_there(at)]
    if there:
        who = desk.chance.choice(there)
        for try_ in range(desk.chance.choice([1, 1, 2])):
            desk.later(at + try_ * 20, "report.open", who, "deny", reason="no_case")


def _call_out(desk: Desk, at: int) -> None:
    """Let whoever is on call open an emergency at night."""
    night = (at // DAY + 1) * DAY + 2 * HOUR
    able = [each for each in desk.free_to_hold(night, desk.named("dora")) if each.triage]
    desk.plan.at(night, partial(_be_called, desk, desk.chance.choice(able)))


def _be_called(desk: Desk, person: Person, at: int) -> None:
    case = Case(desk.chance.randbytes(16).hex(), "emergency", left=6)
    desk.cases.append(case)
    _ring(desk, case, at)
    _read(desk, case, person, at)


def _help(desk: Desk, at: int) -> None:
    """Let somebody of triage read a case that others hold, because somebody may be in danger."""
    case = _held(desk, at)
    there = [each for each in desk.people if each.triage and each.is_there(at)]
    free = [each for each in there if case and each not in {case.holder, case.cover}]
    if case and free:
        desk.open(at, case, free[0], "safety")


def _doubt(desk: Desk, at: int) -> None:
    """Let a browser fail to read something."""
    case = _held(desk, at)
    if case is not None and case.holder is not None:
        desk.do(at, "case.mismatch", case.holder, "error", log_ref=case.ref, reason="damaged")


def _lower(desk: Desk, at: int) -> None:
    case = _held(desk, at)
    if case is None or case.level == "routine" or case.holder is None or case.cover is None:
        return
    lower = LEVELS[LEVELS.index(case.level) + 1]
    moved = {"from": case.level, "to": lower}
    if case.level == "emergency":
        desk.do(at, "case.propose", case.holder, log_ref=case.ref, act="level", **moved)
        if case.cover.is_there(at):
            moved |= {"approver": case.holder.alias(at)}
            desk.later(at + 900, "case.level", case.cover, log_ref=case.ref, **moved)
            case.level = lower
    else:
        moved |= {"reason": "date_passed"}
        desk.do(at, "case.level", case.holder, log_ref=case.ref, **moved)
        case.level = lower


def _hand_over(desk: Desk, at: int) -> None:
    case = _held(desk, at)
    if case is None or case.holder is None:
        return
    able = [each for each in desk.free_to_hold(at, case.holder) if each is not case.cover]
    there = [each for each in able if each.is_there(at + HOUR)]
    if not there:
        return
    giver, to = case.holder, desk.chance.choice(there)
    given = {"to": to.alias(at), "place": "assignee"}
    offer = desk.do(at, "case.propose", giver, log_ref=case.ref, act="handover", **given)
    desk.do(at, "key.create", giver, log_ref=case.ref, **{"for": to.alias(at)})
    desk.plan.at(at + HOUR, partial(_be_handed, desk, case, to, offer))


def _be_handed(desk: Desk, case: Case, to: Person, offer: Record, at: int) -> None:
    giver = case.holder
    if case.is_closed or giver is None or giver.alias(at) != offer.actor:
        return
    read = {"purpose": "handover", "via": "account", "as": "offered", "assign": offer.index}
    desk.untold.append(desk.do(at, "report.open", to, log_ref=case.ref, **read))
    given = {"to": to.alias(at), "place": "assignee", "approver": giver.alias(at)}
    case.by = desk.do(at, "case.handover", to, log_ref=case.ref, **given).index
    desk.do(at, "case.release", to, log_ref=case.ref, of=giver.alias(at))
    desk.do(at, "key.revoke", to, log_ref=case.ref, **{"for": giver.alias(at)})
    case.holder = to


def _settings(desk: Desk, at: int) -> None:
    who = desk.named("hana")
    if who.works_on(at // DAY):
        desk.do(at, "user.invite", who, role="caseworker")


def _audit(desk: Desk, at: int) -> None:
    """Let the auditor look around for a while."""
    auditor, others = desk.named("ivo"), [each for each in desk.people if each.name != "ivo"]
    for look_ in range(desk.chance.randint(9, 25)):
        target = {"actor": desk.chance.choice(others).alias(at)} if look_ % 2 else {}
        desk.later(at + look_ * 50, "audit.view", auditor, log="access", **target)


def _join(desk: Desk, person: Person, at: int) -> None:
    join(desk, person, at)
    who = [person.alias(at)]
    desk.later(at + HOUR, "recipient.add", desk.named("gil"), version=2, members=7, who=who)
    desk.plan.at(at + 2 * HOUR, desk.list_accounts)


def join(desk: Desk, person: Person, at: int) -> None:
    """Invite somebody, and let them enrol."""
    desk.do(at, "user.invite", desk.named("hana"), who=person.alias(at), role=person.role)
    desk.do(at, "user.create", person, role=person.role)

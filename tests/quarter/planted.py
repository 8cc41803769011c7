"""Acts that an auditor should find, each once in a quarter, at a time that follows from the seed.

Whoever plants notes at which entry the act shows, and which rule is to find it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from random import Random

from intake.clock import DAY, HOUR
from intake.verify.rules.record import Record, Told
from tests.quarter.desk import Case, Desk
from tests.quarter.staff import QUARTER, Person
from tests.quarter.work import begin, join


@dataclass
class Planted:
    """A desk at which much was done that should be found."""

    desk: Desk
    chance: Random
    expected: list[tuple[str, int]] = field(default_factory=list)  # (rule, index)

    def expect(self, record: Record, *rules: str) -> Record:
        """Note which rules are to find an entry."""
        self.expected += [(rule, record.index) for rule in rules]
        return record

    def stranger(self, name: str) -> Person:
        """Return somebody who does no work at this desk."""
        return Person(name, "caseworker", False, 9, 8, False, seed=self.desk.seed)

    def others(self, who: Person | None, count: int) -> list[Case]:
        """Return cases that are being worked on by others, and by nobody from now on."""
        found = [
            each for each in self.desk.cases
            if each.by and not each.is_closed and each.level != "emergency"
            and who not in {each.holder, each.cover}
        ]  # fmt: skip
        chosen = self.chance.sample(found, count)
        for case in chosen:
            case.is_closed = True
        return chosen


Plant = Callable[[Planted, int], object]


def plant(seed: int) -> Planted:
    """Return a desk after a quarter in which each of PLANTS was done."""
    planted = Planted(begin(seed, QUARTER), Random(-seed))  # noqa: S311
    for deed in PLANTS:
        day = planted.chance.randrange(25, 80)
        when = day * DAY + 9 * HOUR + planted.chance.randrange(6 * HOUR)
        planted.desk.plan.at(when, partial(deed, planted))
    planted.desk.plan.run(QUARTER * DAY)
    return planted


def read_at_night(planted: Planted, at: int) -> None:
    """Let somebody read seven cases of others at night, export one and close another."""
    who = planted.desk.named("bo")
    night = (at // DAY + 1) * DAY + 2 * HOUR + planted.chance.randrange(HOUR)
    planted.desk.plan.at(night, partial(_read_at_night, planted, who))


def _read_at_night(planted: Planted, who: Person, at: int) -> None:
    cases = planted.others(who, 7)
    for each, case in enumerate(cases):
        planted.desk.plan.at(at + each * 90, partial(_read_one, planted, who, case))
    planted.desk.plan.at(at + 800, partial(_export_and_close, planted, who, cases))


def _read_one(planted: Planted, who: Person, case: Case, at: int) -> None:
    record = planted.desk.open(at, case, who, "safety")
    planted.expect(record, "outside", "odd-hour", "burst")


def _export_and_close(planted: Planted, who: Person, cases: list[Case], at: int) -> None:
    desk = planted.desk
    exported = desk.do(at, "evidence.export", who, log_ref=cases[0].ref)
    planted.expect(exported, "export-no-act", "export-alone")
    closed = desk.do(at, "case.close", who, log_ref=cases[0].ref, dispositions=["record_only"])
    planted.expect(closed, "closed-by-other")


def be_refused(planted: Planted, at: int) -> None:
    """Let somebody try four cases that they may not see."""
    who = planted.desk.named("emil")
    for _ in range(4):
        record = planted.desk.do(at, "evidence.export", who, "deny", reason="no_grant")
        planted.expect(record, "refused")


def act_disabled(planted: Planted, at: int) -> None:
    """Let somebody act two days after their account was disabled."""
    desk, who = planted.desk, planted.stranger("kim")
    join(desk, who, at)
    desk.later(at + DAY, "user.disable", desk.named("hana"), who=who.alias(at))
    last = partial(_act, planted, who)
    desk.plan.at(at + 3 * DAY, last)


def act_unlisted(planted: Planted, at: int) -> None:
    """Let somebody act whom no list of accounts knows."""
    _act(planted, planted.stranger("lou"), at)


def _act(planted: Planted, who: Person, at: int) -> None:
    planted.expect(planted.desk.do(at, "case.list", who), "disabled-active")


def approve_oneself(planted: Planted, at: int) -> None:
    """Let somebody approve their own export."""
    (case,) = planted.others(None, 1)
    if case.holder:
        named = {"approver": case.holder.alias(at), "recipient": "p07"}
        record = planted.desk.do(at, "evidence.export", case.holder, log_ref=case.ref, **named)
        planted.expect(record, "two-person", "export-no-act")


def cut_an_entry(planted: Planted, at: int) -> None:
    """Let an entry of a case be missing."""
    (case,) = planted.others(None, 1)
    log = planted.desk.log
    seq, before = log.chains[case.ref]
    log.chains[case.ref] = (seq + 1, before)
    planted.expect(planted.desk.do(at, "case.note", case.holder, log_ref=case.ref), "chain")


def lose_details(planted: Planted, at: int) -> None:
    """Let the details of an entry be deleted."""
    (case,) = planted.others(None, 1)
    record = planted.desk.do(at, "case.note", case.holder, log_ref=case.ref)
    planted.desk.log.replace(planted.expect(record, "detail-missing"), Told.GONE)


def tell_nobody(planted: Planted, at: int) -> None:
    """Let a case be opened without its reporter being told."""
    (case,) = planted.others(None, 1)
    if case.holder:
        record = planted.desk.open(at, case, case.holder, "casework")
        planted.desk.untold.remove(planted.expect(record, "untold"))


def lower_alone(planted: Planted, at: int) -> None:
    """Let somebody make an emergency less urgent alone."""
    (case,) = planted.others(None, 1)
    moved = {"from": "emergency", "to": "soon"}
    record = planted.desk.do(at, "case.level", case.holder, log_ref=case.ref, **moved)
    planted.expect(record, "level-lowered")


def doubt_twice(planted: Planted, at: int) -> None:
    """Let two people's browsers not believe what they got."""
    for case in planted.others(None, 2):
        record = planted.desk.do(
            at, "case.mismatch", case.holder, "error", log_ref=case.ref, reason="bad_mac"
        )
        planted.expect(record, "mismatch")


def close_as_cover(planted: Planted, at: int) -> None:
    """Let a cover close a case."""
    (case,) = planted.others(None, 1)
    record = planted.desk.do(at, "case.close", case.cover, log_ref=case.ref)
    planted.expect(record, "closed-by-other")


def break_the_glass(planted: Planted, at: int) -> None:
    """Let an emergency access go without a review."""
    record = planted.desk.do(at, "key.breakglass", planted.desk.named("gil"))
    planted.expect(record, "breakglass-late")


def undo_a_grant(planted: Planted, at: int) -> None:
    """Let somebody be let in and removed five days later."""
    desk, who = planted.desk, [planted.stranger("max").alias(at)]
    record = desk.do(at, "recipient.add", desk.named("gil"), who=who)
    planted.expect(record, "grant-undone")
    desk.later(at + 5 * DAY, "recipient.remove", desk.named("gil"), removed=who)


def show_a_name(planted: Planted, at: int) -> None:
    """Let an auditor see a name."""
    desk = planted.desk
    shown = {"of": desk.named("emil").alias(at), "approver": desk.named("gil").alias(at)}
    record = desk.do(at, "audit.name", desk.named("ivo"), index=1, **shown)
    planted.expect(record, "name-revealed")


def look_narrowly(planted: Planted, at: int) -> None:
    """Let a second auditor look at one person only."""
    desk, who = planted.desk, planted.stranger("noa")
    join(desk, who, at)
    target = desk.named("hana").alias(at)
    for _ in range(12):
        record = desk.do(at, "audit.view", who, log="access", actor=target)
        planted.expect(record, "auditor-narrow")


def read_and_leave(planted: Planted, at: int) -> None:
    """Let somebody read three new cases, and let nothing come of it."""
    desk, who = planted.desk, planted.desk.named("anna")
    for _ in range(3):
        case = Case(planted.chance.randbytes(16).hex(), "soon", is_closed=True)
        desk.cases.append(case)
        planted.expect(desk.open(at, case, who, "triage"), "read-no-act")


def replace_something(planted: Planted, at: int) -> None:
    """Let the full pass of a night find something that was replaced."""
    told = {"log": "intake", "index": 1, "reason": "bad_hash"}
    planted.expect(planted.desk.do(at, "sys.mismatch", None, "error", **told), "stored")


def restore_a_backup(planted: Planted, at: int) -> None:
    """Let a backup be restored."""
    planted.expect(planted.desk.do(at, "sys.restore"), "silent")


PLANTS: tuple[Plant, ...] = (
    read_at_night,
    be_refused,
    act_disabled,
    act_unlisted,
    approve_oneself,
    cut_an_entry,
    lose_details,
    tell_nobody,
    lower_alone,
    doubt_twice,
    close_as_cover,
    break_the_glass,
    undo_a_grant,
    show_a_name,
    look_narrowly,
    read_and_leave,
    restore_a_backup,
    replace_something,
)

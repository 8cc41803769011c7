"""Planted past the program: by SQL, as the database's owner does, or by the machine's clock."""

import secrets
from contextlib import suppress
from functools import partial

from sqlalchemy import delete, func, insert, select, update

from intake.client.member.account.enrolling import enrol
from intake.client.member.account.person import OpenSession
from intake.client.member.people.suspending import suspend
from intake.clock import DAY, HOUR
from intake.crypto.case.objects import Untrusted
from intake.crypto.passwords import hash_token
from intake.crypto.roster.accounts import unknown_name_salt
from intake.log.events import Log
from intake.store.models import Account, Invite, LogDetail, Opening, SealedObject
from intake.store.models import Case as Row
from tests.quarter.real.at_work.desk import Case
from tests.quarter.real.at_work.reporters import GRAVE
from tests.quarter.real.planted.people import newcomer
from tests.quarter.real.planted.planting import Plant, Planted
from tests.quarter.staff import Person


def lose_details(planted: Planted, at: int) -> None:
    """Delete what an entry commits to."""
    with planted.holding(at) as held, planted.expecting("case.note", "detail-missing"):
        held.opened.acts.note("A note.")
    index = planted.expected[-1].index
    where = LogDetail.log == Log.ACCESS, LogDetail.idx == index
    planted.desk.program.run_sql(delete(LogDetail).where(*where))


def tell_nobody(planted: Planted, at: int) -> None:
    """Delete the row by which a reporter would be told of an opening."""
    with planted.holding(at) as held, planted.expecting("report.open", "untold"):
        planted.desk.open(held.own, held.case, "casework")
    theirs = Opening.case_id == held.case.id
    newest = select(func.max(Opening.case_seq)).where(theirs).correlate(None).scalar_subquery()
    planted.desk.program.run_sql(delete(Opening).where(theirs, Opening.case_seq == newest))
    planted.want("missing_opening")


def replace_ciphertext(planted: Planted, at: int) -> None:
    """Change a byte of what is stored of a report; both who hold it cannot read it any more."""
    case = planted.taken(at)
    theirs = SealedObject.case_id == case.id, SealedObject.kind == "report"
    planted.desk.program.run_sql(
        update(SealedObject).where(*theirs).values(data=b"age-encryption.org/v1\n")
    )
    for person, purpose in ((case.holder, "casework"), (case.cover, "cover")):
        _not_believe(planted, case, person, purpose)
    planted.want("bad_hash")


def close_in_rows(planted: Planted, at: int) -> None:
    """Close a case by a status that nobody gave it."""
    case = planted.taken(at)
    planted.desk.program.run_sql(update(Row).where(Row.id == case.id).values(status="closed"))
    _not_believe(planted, case, case.holder, "casework")


def lower_in_rows(planted: Planted, at: int) -> None:
    """Make an emergency routine by a level that nobody gave it."""
    case = planted.taken(at, GRAVE)
    planted.desk.program.run_sql(update(Row).where(Row.id == case.id).values(level=3))
    _not_believe(planted, case, case.holder, "casework")


def _not_believe(planted: Planted, case: Case, person: Person | None, purpose: str) -> None:
    if person is None:
        return
    told = planted.expecting("case.mismatch", "mismatch", outcome="error")
    with planted.desk.session(person) as own, told, suppress(Untrusted):
        planted.desk.open(own, case, purpose)


def skip_a_number(planted: Planted, at: int) -> None:
    """Let a case's chain go on as if an entry stood between."""
    with planted.holding(at) as held, planted.expecting("key.release", "chain"):
        theirs = Row.id == held.case.id
        planted.desk.program.run_sql(update(Row).where(theirs).values(log_seq=Row.log_seq + 1))
        planted.desk.open(held.own, held.case, "casework")


def act_suspended(planted: Planted, at: int) -> None:
    """Let somebody be suspended, and let them back in past everybody two days later."""
    person = newcomer(planted, "kim", "auditor")
    account = planted.desk.account_of(person)
    with planted.desk.session(planted.desk.named("hana")) as own:
        suspend(own, account)
    planted.later(at + 2 * DAY, partial(_come_back, who=person))


def _come_back(planted: Planted, _at: int, who: Person) -> None:
    account = planted.desk.account_of(who)
    planted.desk.program.run_sql(
        update(Account).where(Account.id == account).values(suspended_at=None)
    )
    planted.want("other_account", "user.suspend")
    with planted.expecting("auth.ok", "disabled-active"), planted.desk.session(who) as own:
        _look_around(own)


def take_a_role(planted: Planted, _at: int) -> None:
    """Make an auditor an administrator by their row, whom nobody vouched for as one."""
    person = newcomer(planted, "ola", "auditor")
    planted.want("other_account", "user.invite")
    theirs = Account.id == planted.desk.account_of(person)
    planted.desk.program.run_sql(update(Account).where(theirs).values(role="administrator"))


def invite_in_rows(planted: Planted, at: int) -> None:
    """Write an invitation into the table, and enrol with it."""
    program, token, name = planted.desk.program, secrets.token_urlsafe(24), "lou"
    invited = {
        "token_hash": hash_token(token),
        "username": name,
        "role": "auditor",
        "triage": False,
        "account_id": secrets.token_hex(16),
        "pass_salt": unknown_name_salt(program.stage.running.config.keys.server, name),
        "expires_at": program.start + at + DAY,
        "made_by": None,
    }
    program.run_sql(insert(Invite).values(invited))
    with planted.expecting("user.create", "disabled-active"):
        planted.desk.accounts.add(
            enrol(program.stage.browser(), token, planted.desk.accounts.phrase())
        )
    lou = Person(name, "auditor", False, 9, 8, False, seed=planted.desk.seed)
    with planted.desk.session(lou) as own:
        _look_around(own)


def _look_around(own: OpenSession) -> None:
    own.browser.get("/audit/entries?event=report.open")


def set_the_clock_back(planted: Planted, at: int) -> None:
    """Set the machine's clock back by an hour, so that an opening looks earlier than it was."""
    clock = planted.desk.program.stage.clock
    with planted.holding(at) as held, planted.expecting("report.open", "silent"):
        clock.now -= HOUR
        planted.desk.open(held.own, held.case, "casework")
        clock.now += HOUR


ROWS: tuple[Plant, ...] = (
    lose_details,
    tell_nobody,
    replace_ciphertext,
    close_in_rows,
    lower_in_rows,
    skip_a_number,
    act_suspended,
    take_a_role,
    invite_in_rows,
    set_the_clock_back,
)

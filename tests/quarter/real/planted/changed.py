"""Planted by a changed program: what the server refuses or does not write yet, it writes."""

import secrets
from collections.abc import Mapping

import pytest
from click.testing import CliRunner

from intake.commands import desk as desk_command
from intake.commands import rows as rows_command
from intake.crypto.encoding import b64u
from intake.log.act import SYSTEM, Act, Actor
from intake.log.events import Event
from intake.store.models import Case as Row
from tests.quarter.real.at_work.desk import Case
from tests.quarter.real.at_work.reporters import GRAVE
from tests.quarter.real.planted.planting import Plant, Planted
from tests.quarter.staff import Person

NOTHING = b64u(bytes(32))  # What stands for a file of which nothing is known.
FACTS = {
    Event.EVIDENCE_EXPORT: {"package": NOTHING},
    Event.CASE_LEVEL: {"act": NOTHING},
    Event.CASE_CLOSE: {"act": NOTHING},
}


def write(
    planted: Planted,
    event: Event,
    who: Person | Actor | None,
    case: Case | None = None,
    detail: Mapping[str, object] | None = None,
) -> None:
    """Append an entry as somebody, as only a changed program would."""
    program = planted.desk.program
    actor = who if isinstance(who, Actor) else SYSTEM
    if isinstance(who, Person):
        account = planted.desk.accounts.of(who)
        actor = Actor(account.account, account.username, account.role, account.triage)
    with program.database.session() as db:
        act = Act(db, actor, program.stage.clock())
        row = db.get(Row, case.id) if case else None
        act.log(event, row, facts=FACTS.get(event), detail=detail)
        db.commit()
    if "act" in FACTS.get(event, {}):  # There is no such frame: the next full pass says so, too.
        planted.want("missing_object")


def approve_oneself(planted: Planted, at: int) -> None:
    """Let somebody approve their own export."""
    case = planted.taken(at)
    if case.holder:
        approver = planted.desk.name_of(case.holder)
        detail = {"purpose": "legal", "recipient": "lawyer", "approver": approver}
        with planted.expecting("evidence.export", "two-person"):
            write(planted, Event.EVIDENCE_EXPORT, case.holder, case, detail)


def lower_alone(planted: Planted, at: int) -> None:
    """Make an emergency less urgent, alone."""
    case = planted.taken(at, GRAVE)
    detail = {"from": "emergency", "to": "soon", "reason": "misjudged"}
    with planted.expecting("case.level", "level-lowered"):
        write(planted, Event.CASE_LEVEL, case.holder, case, detail)


def close_as_stranger(planted: Planted, at: int) -> None:
    """Close a case that one neither holds nor covers."""
    case = planted.taken(at)
    who = planted.somebody(at, case.holder, case.cover)
    with planted.expecting("case.close", "closed-by-other"):
        write(planted, Event.CASE_CLOSE, who, case, {"dispositions": ["record_only"]})


def act_unlisted(planted: Planted, _at: int) -> None:
    """Act by a name that no list of accounts knows."""
    nobody = Actor(secrets.token_hex(16), "nil", "caseworker", triage=True)
    with planted.expecting("case.list", "disabled-active"):
        write(planted, Event.CASE_LIST, nobody)


def break_the_glass(planted: Planted, _at: int) -> None:
    """Use emergency access that nobody reviews."""
    with planted.expecting("key.breakglass", "breakglass-late"):
        write(planted, Event.KEY_BREAKGLASS, planted.desk.named("gil"))


def restore_a_backup(planted: Planted, _at: int) -> None:
    """Restore a backup."""
    with planted.expecting("sys.restore", "silent"):
        write(planted, Event.SYS_RESTORE, None)


def export_by_command(planted: Planted, at: int) -> None:
    """Export a case at the machine, where nobody signs in (no changed program: `intake export`)."""
    case, program = planted.taken(at), planted.desk.program
    folder = program.folder
    environ = {"INTAKE_INSTANCE": str(folder), "INTAKE_KEYS": str(folder / "keys")}
    package = folder / "package.tar"
    asked = [case.id, "-o", str(package), "--purpose", "legal", "--recipient", "self"]
    with pytest.MonkeyPatch.context() as patch:
        for module in (desk_command, rows_command):
            patch.setattr(module, "system_clock", program.stage.clock)
        with planted.expecting("evidence.export", "export-no-act", "export-alone"):
            found = CliRunner().invoke(desk_command.export, asked, env=environ)
            assert found.exit_code == 0, found.output
    package.unlink()


CHANGED: tuple[Plant, ...] = (
    approve_oneself,
    lower_alone,
    close_as_stranger,
    act_unlisted,
    break_the_glass,
    restore_a_backup,
    export_by_command,
)

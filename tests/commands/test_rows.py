"""Every command either owes the log an entry, or comes to no row of an instance."""

import json
from pathlib import Path

import click
import pytest
from sqlalchemy import delete, select

from intake.cli import main
from intake.store.engine import open_database
from intake.store.models import LogDetail, LogEntry, LogHour, LogState
from intake.store.statements import table_of
from tests.commands.conftest import INSTANCE, STATED, Run, Story

PROGRAM = Path(__file__).resolve().parent.parent.parent / "intake"

#: Each command, and the event that it owes before it comes to any row: none for what comes to none.
OWES = {
    "init": "",  # Makes the database; the log begins afterwards.
    "invite": "sys.command",
    "serve": "sys.start",
    "demo": "",  # Everything in it is played over HTTP, and logged as that.
    "demo.code": "",
    "export": "sys.command",
    "open": "",
    "audit.mirror": "sys.command",  # Of an instance's folder; a served one says what it serves.
    "audit.rebuild": "sys.command",
    "audit.verify": "",
    "audit.report": "",
    "audit.statement": "",
    "audit.pages": "",
    "audit.visit": "sys.command",  # As audit.mirror.
    "audit.witness": "",
    "audit.request": "sys.command",
    "audit.cosign": "sys.command",
    "languages": "",  # Of the texts in the program's own folder.
    "languages.new": "",
    "languages.staff": "",
    "form": "",  # Of the files of a form, in an instance's folder or elsewhere.
}


def names(group: click.Group, above: str = "") -> list[str]:
    """Every command below a group, as the log would name it."""
    found = []
    for name, command in group.commands.items():
        if not isinstance(command, click.Group) or command.invoke_without_command:
            found.append(above + name)
        if isinstance(command, click.Group):
            found += names(command, f"{above}{name}.")
    return found


def test_of_every_command_it_is_said_whether_it_owes_an_entry() -> None:
    assert sorted(names(main)) == sorted(OWES)


def test_no_command_opens_rows_but_through_the_module_that_logs_it() -> None:
    ways = ("open_database(", "open_instance(", "log_command(", "log_start(")
    users = {
        way: {
            path.relative_to(PROGRAM / "commands").as_posix()
            for path in (PROGRAM / "commands").rglob("*.py")
            if way in path.read_text()
        }
        for way in ways
    }
    assert users["open_database("] == {"rows.py", "auditing/sources.py"}
    assert users["open_instance("] == {
        "rows.py",
        "instance.py",
        "desk.py",
        "rebuilding.py",
        "auditing/carrying.py",
    }
    assert users["log_command("] == {
        *("rows.py", "instance.py", "desk.py", "rebuilding.py"),
        *("auditing/carrying.py", "auditing/sources.py"),
    }
    assert users["log_start("] == {"instance.py"}


def entries(folder: Path) -> list[tuple[str, dict[str, object]]]:
    """Event and detail of every entry of the access log."""
    database = open_database(f"sqlite:///{folder / INSTANCE / 'intake.db'}")
    joined = (LogDetail.log == LogEntry.log) & (LogDetail.idx == LogEntry.idx)
    query = select(LogEntry.leaf, LogDetail.detail).outerjoin(LogDetail, joined)
    with database.reading() as db:
        rows = db.execute(query.where(LogEntry.log == "access").order_by(LogEntry.idx)).all()
    database.close()
    return [(json.loads(leaf)["e"], json.loads(detail or b"{}")) for leaf, detail in rows]


COMMANDS = {
    ("invite", "bert", "--role", "caseworker"): ["user.invite"],
    ("export", "CASE", *STATED): ["evidence.export"],
    ("export", "0" * 32, *STATED): [],
    ("audit", "mirror", INSTANCE, "copy"): [],
    ("audit", "request", "nobody"): [],
    ("audit", "rebuild"): [],
    ("audit", "visit", INSTANCE, "copy"): [],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_an_entry_before_what_it_does(
    run: Run, story: Story, tmp_path: Path, command: tuple[str, ...]
) -> None:
    before = len(entries(tmp_path))
    given = [story.told.case if each == "CASE" else each for each in command]
    done = run(*given)
    fails = {"0" * 32, "nobody"} & set(given)
    assert (done.exit_code == 0) is not bool(fails), done.output
    (first, detail), *rest = entries(tmp_path)[before:]
    name = ".".join(command[: 2 if command[0] == "audit" else 1])
    assert (first, detail) == (OWES[name], {"command": name})
    assert [event for event, _ in rest] == COMMANDS[command]


def test_a_command_that_cannot_be_logged_does_nothing(
    run: Run, story: Story, tmp_path: Path
) -> None:
    database = open_database(f"sqlite:///{tmp_path / INSTANCE / 'intake.db'}")
    with database.engine.begin() as connection:
        table = table_of(LogState)
        connection.execute(delete(table).where(table.c.log == "access"))
    database.close()
    for command in (
        ("invite", "bert", "--role", "caseworker"),
        ("export", story.told.case, *STATED),
        ("audit", "rebuild"),
    ):
        refused = run(*command)
        assert refused.exit_code == 2
        assert (
            refused.stderr == "intake: the access log takes no entry; nothing was read or written\n"
        )
    assert not (tmp_path / f"{story.told.case}.tar").exists()


def test_a_rebuild_says_which_tables_were_wrong_with_its_exit_code(
    run: Run, story: Story, tmp_path: Path
) -> None:
    assert story.told.case
    assert run("audit", "rebuild").exit_code == 0
    database = open_database(f"sqlite:///{tmp_path / INSTANCE / 'intake.db'}")
    with database.engine.begin() as connection:
        connection.execute(delete(LogHour))
    database.close()
    mended = run("audit", "rebuild")
    assert (mended.exit_code, mended.stdout.splitlines()[0]) == (
        *(1, "log_hour: did not say what the logs say"),
    )
    assert run("audit", "rebuild").exit_code == 0

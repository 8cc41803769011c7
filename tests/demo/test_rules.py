"""The rules of the audit over the logs of the demo, which were written by the program itself."""

from dataclasses import replace

from sqlalchemy import select

from intake.log.events import Log
from intake.log.leaf import commitment
from intake.store.models.log import LogDetail, LogEntry
from intake.verify.detail_lines import Line
from intake.verify.rules import Finding, Fold, Record, Told, in_order, read_record
from tests.demo.conftest import Demo


def records_of(demo: Demo, log: Log) -> list[Record]:
    """Return the records of a log as the demo was prepared with it."""
    with demo.stage.running.database.reading() as db:
        query = select(LogDetail).where(LogDetail.log == log)
        details = {
            row.idx: Line(row.idx, commitment(row.salt, row.detail), row.detail)
            for row in db.scalars(query)
        }
        rows = db.scalars(select(LogEntry).where(LogEntry.log == log).order_by(LogEntry.idx))
        prepared = rows.all()[: demo.entries[log]]
        return [read_record(log, row.idx, row.leaf, details.get(row.idx)) for row in prepared]


def find(access: list[Record], intake: list[Record]) -> list[Finding]:
    fold = Fold()
    for record in in_order(access, intake):
        fold.take(record)
    return fold.findings()


def find_weighty(access: list[Record], intake: list[Record]) -> list[Finding]:
    """Return what has to be looked at; at which hour of the day the demo was prepared does not."""
    return [each for each in find(access, intake) if each.level >= 2]


def test_nothing_in_the_demo_is_to_be_looked_at(demo: Demo) -> None:
    access, intake = (records_of(demo, log) for log in (Log.ACCESS, Log.INTAKE))
    assert len([each for each in access if each.event == "report.open"]) > 20
    assert find_weighty(access, intake) == []


def test_what_is_done_to_its_logs_is_found(demo: Demo) -> None:
    access, intake = (records_of(demo, log) for log in (Log.ACCESS, Log.INTAKE))
    of_cases = [each.index for each in access if (each.number("case_seq") or 0) == 2]
    without = [each for each in access if each.index != of_cases[0]]
    assert [each.rule for each in find_weighty(without, intake)] == ["chain"]
    gone = [*access]
    gone[of_cases[0]] = replace(access[of_cases[0]], detail=None, told=Told.GONE)
    assert [each.rule for each in find_weighty(gone, intake)] == ["detail-missing"]
    opened = next(each for each in access if each.event == "report.open")
    told = ("case.opened", opened.ref, opened.number("case_seq"))
    quiet = [each for each in intake if (each.event, each.ref, each.number("case_seq")) != told]
    assert [(each.rule, each.refs) for each in find_weighty(access, quiet)] == [
        ("untold", (opened.ref,))
    ]


def test_who_opens_a_case_that_others_hold_is_outside(demo: Demo) -> None:
    access, intake = (records_of(demo, log) for log in (Log.ACCESS, Log.INTAKE))
    held = next(each for each in access if each.text("as") == "assignee")
    taken = [replace(each, actor="f" * 16) if each is held else each for each in access]
    found = find(taken, intake)
    assert [(each.rule, each.indices) for each in found if each.rule == "outside"] == [
        ("outside", ((Log.ACCESS, held.index),))
    ]

"""What the rules found in a quarter: the server's own pass, and a report of a copy elsewhere."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import select

from intake.audit.instance_source import InstanceSource
from intake.commands.audit import audit
from intake.log.events import Log
from intake.store.models import AuditFinding
from intake.verify.folder import LogFolder
from intake.verify.mirror.copying import mirror_log
from tests.quarter.real.program import Program


@dataclass(frozen=True, order=True)
class Found:
    """One finding, as both sides tell it."""

    id: str
    rule: str
    version: int
    level: int
    entries: tuple[tuple[str, int, int], ...]  # (log, index, Unix seconds)


def found_by_server(program: Program) -> list[Found]:
    """Return what the server's own pass put into its table."""
    with program.database.reading() as db:
        rows = [(row, json.loads(row.json)) for row in db.scalars(select(AuditFinding))]
    return sorted(
        Found(row.id, row.rule, row.version, row.level, _entries(body["entries"]))
        for row, body in rows
    )


def found_in_copy(program: Program, folder: Path) -> list[Found]:
    """Copy both logs as `intake audit mirror` does, and return what `intake audit report` says."""
    source = InstanceSource(program.database, program.stage.running.signer)
    for log in Log:
        mirror_log(source, LogFolder(folder, log))
    path = folder / "report.json"
    told = CliRunner().invoke(audit, ["report", str(folder), "--json", str(path)])
    if told.exit_code not in {0, 1}:
        raise RuntimeError(told.output)
    incidents = json.loads(path.read_text(encoding="utf-8"))["incidents"]
    made = [each for one in incidents for each in one["findings"]]
    return sorted(
        Found(each["id"], each["rule"], each["version"], each["level"], _entries(each["entries"]))
        for each in made
    )


def _entries(rows: Sequence[Sequence[str | int]]) -> tuple[tuple[str, int, int], ...]:
    return tuple((str(log), int(index), int(time)) for log, index, time in rows)

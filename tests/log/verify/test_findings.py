"""What the offline check says: the gravest first, and each kind as the specification names it."""

import re
from pathlib import Path

from intake.log.events import Log
from intake.verify import verify_mirror
from intake.verify.folder import LogFolder, details_name
from intake.verify.report import GRAVITY
from intake.verify.report import lines as findings_as_text
from tests.log.golden import (
    FORKED,
    GOLDEN,
    copy_of_70,
    publish,
    signed,
)

ROOT = Path(__file__).parents[3]
PROGRAM, SPEC = ROOT / "intake/verify", (ROOT / "docs/spec/log.md").read_text(encoding="utf-8")


def test_every_kind_is_listed_the_gravest_first_however_many_there_are(tmp_path: Path) -> None:
    log = publish(tmp_path, FORKED, GOLDEN["fork"]["checkpoints"]["70"])
    for name in ("40", "70", "80"):
        log.write(f"checkpoints/{name}", GOLDEN["checkpoints"][name].encode())
    log.write(details_name(0), b"nonsense\n" * 500)
    report = verify_mirror(tmp_path)
    kinds = [finding.kind for finding in report.findings]
    assert kinds[:2] == ["forked", "rolled-back"]
    assert set(kinds[2:]) == {"detail"}
    told = findings_as_text(report, 20)
    assert [line.split()[1] for line in told[:2]] == ["forked:", "rolled-back:"]
    count = report.logs[0].counts["detail"]
    assert count > 500
    assert told[-1] == f"access detail: and {count - 20} more"


def test_the_gravest_stands_first_whichever_log_it_is_of(tmp_path: Path) -> None:
    copy_of_70(tmp_path).write(details_name(0), b"nonsense\n")
    log = LogFolder(tmp_path, Log.INTAKE)
    other = [b'{"e":"pad","t":172800,"v":1}'] * 3
    log.write("checkpoints/3", signed(other, Log.INTAKE).encode())
    first, *others = verify_mirror(tmp_path).findings
    assert (first.log, first.kind) == (Log.INTAKE, "forked")
    assert {each.kind for each in others} == {"detail"}


def test_every_kind_of_finding_has_its_place_and_its_line_in_the_specification() -> None:
    rows = [line for line in SPEC.splitlines() if line.startswith("| `")]
    assert [kind for kind in GRAVITY if not any(f"`{kind}`" in row for row in rows)] == []
    sources = "".join(path.read_text() for path in PROGRAM.rglob("*.py"))
    used = set(re.findall(r'\b(?:add|MirrorRefusal)\(\s*"([a-z-]+)"', sources))
    assert used <= set(GRAVITY)
    assert "detail" in used

"""``intake audit report``: what it says, and that whoever has the copy comes to the same."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from intake.clock import DAY
from intake.commands.audit import audit
from intake.crypto.tlog.cosignature import cosign_checkpoint, witness_key
from intake.crypto.tlog.note import encode_vkey, parse_vkey
from intake.crypto.tlog.tlogproof import verify_tlog_proof
from intake.log.events import Event, Log
from intake.verify.folder import LogFolder
from intake.verify.reporting.questions import QUESTIONS
from intake.verify.rules import Record, finding
from intake.verify.rules.rulebook import EDITION, RULES
from intake.verify.sealing.details import CopyDetails
from intake.verify.sealing.key import make_key
from tests.log.golden import golden_vkey, signed
from tests.quarter.copied import copy_out, write_details
from tests.quarter.planted import plant
from tests.quarter.written import START, Written

ONE, TWO, CASE = "a1" * 8, "b2" * 8, "c3" * 16
WITNESS = ("witness.example/w", bytes([7]) * 32)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(audit, ["report", *map(str, arguments)], catch_exceptions=False)


def read(path: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(path.read_bytes())
    return found


def quiet_log() -> Written:
    """A log in which nothing is to be looked at."""
    log = Written()
    log.add(0, "sys.accounts", who=[ONE, TWO], role="caseworker")
    log.take_case(60, CASE, ONE, TWO)
    log.add(180, "case.note", ONE, log_ref=CASE)
    log.tell(0)
    return log


def approve_oneself(log: Written, at: int, ref: str = CASE) -> Record:
    return log.add(at, "evidence.export", ONE, log_ref=ref, recipient="court", approver=ONE)


@pytest.fixture
def quiet(tmp_path: Path) -> Path:
    return copy_out(tmp_path / "copy", quiet_log())


def test_a_copy_in_which_nothing_is_odd_is_clean(quiet: Path) -> None:
    result = run(quiet)
    assert result.exit_code == 0, result.output
    assert "There is nothing to compare with" in result.output
    assert result.output.endswith("clean\n")


def test_a_report_of_a_planted_quarter_says_what_the_rules_say(tmp_path: Path) -> None:
    log = plant(4).desk.log
    copy = copy_out(tmp_path / "copy", log)
    result = run(copy, "--json", tmp_path / "r.json")
    assert result.exit_code == 1
    report = read(tmp_path / "r.json")
    told = {str(row["id"]) for each in report["incidents"] for row in rows(each, "findings")}
    assert told == {each.id for each in log.folded().findings()}
    assert {str(each["sentence"]) in result.output for each in report["incidents"]} == {True}
    assert run(copy, "--check", tmp_path / "r.json").exit_code == 0


def rows(value: dict[str, object], name: str) -> list[dict[str, object]]:
    found = value[name]
    assert isinstance(found, list)
    return found


def test_notes_alone_are_no_findings(tmp_path: Path) -> None:
    log = quiet_log()
    log.add(200, "case.level", ONE, log_ref=CASE, to="low", **{"from": "high"}, approver=TWO)
    assert log.folded().findings() == []
    log.add(300, "evidence.export", ONE, log_ref=CASE, recipient="court")
    (note,) = log.folded().findings()
    assert note.level == finding.NOTE
    result = run(copy_out(tmp_path / "copy", log))
    assert result.exit_code == 0
    assert "To look at: 1" in result.output


def test_every_entry_that_is_named_is_there_with_a_proof_that_holds(tmp_path: Path) -> None:
    log = quiet_log()
    record = approve_oneself(log, 240)
    copy = copy_out(tmp_path / "copy", log)
    run(copy, "--json", tmp_path / "r.json", "--html", tmp_path / "r.html")
    (leaf,) = read(tmp_path / "r.json")["leaves"]
    assert (leaf["log"], leaf["index"]) == ("access", record.index)
    text, proof = str(leaf["leaf"]), str(leaf["proof"])
    key = parse_vkey(golden_vkey(Log.ACCESS))
    assert verify_tlog_proof(proof, text.encode(), key)[0] == record.index
    page = (tmp_path / "r.html").read_text()
    assert proof in page.replace("&gt;", ">")


def test_days_choose_findings_and_baselines_go_back_before_them(tmp_path: Path) -> None:
    log = quiet_log()
    approve_oneself(log, DAY)
    approve_oneself(log, 5 * DAY)
    copy = copy_out(tmp_path / "copy", log)
    days = ("--from", "2026-10-02", "--to", "2026-10-02")
    said = "From 2026-10-02 to 2026-10-02; the newest entry is of 2026-10-06 00:00 UTC."
    result = run(copy, *days, "--json", tmp_path / "r.json")
    (incident,) = read(tmp_path / "r.json")["incidents"]
    assert incident["ranges"] == {"access": [[3, 3]], "intake": []}
    assert said in result.output
    assert "3. Who took files out or printed, and for whom? Entries: 1, people: 1." in result.output
    assert run(copy, "--from", "2026-10-03", "--to", "2026-10-04").exit_code == 0
    assert run(copy, "--to", "2026-10-01").exit_code == 0
    assert run(copy, "--check", tmp_path / "r.json").exit_code == 0
    assert run(copy, "--from", "yesterday").exit_code == 2


def test_without_details_only_rules_are_asked_that_need_none(tmp_path: Path) -> None:
    log = plant(2).desk.log
    newest = log.records[Log.ACCESS][-1].time - START
    for at in range(3):
        log.add(newest + at, "report.open", TWO, "deny", reason="no_grant")
    copy = copy_out(tmp_path / "copy", log, details=False)
    result = run(copy, "--json", tmp_path / "r.json", "--html", tmp_path / "r.html")
    report = read(tmp_path / "r.json")
    blind = {name for name, rule in RULES.items() if rule.is_blind}
    assert set(map(str, report["unasked"])) == RULES.keys() - blind
    found = {str(row["rule"]) for each in report["incidents"] for row in rows(each, "findings")}
    assert found == blind == {"refused", "silent"}
    assert f"Without details {len(RULES) - 2} rules could not be asked" in result.output
    assert "The rules that answer this need details" in result.output
    assert "could not be asked: auditor-ended, " in (tmp_path / "r.html").read_text()


def test_sealed_details_are_read_with_the_key_of_the_copy(tmp_path: Path) -> None:
    log = quiet_log()
    approve_oneself(log, 240)
    copy = copy_out(tmp_path / "copy", log)
    clear = run(copy)
    make_key(copy)
    for each in Log:
        folder = LogFolder(copy, each)
        data = CopyDetails(folder).read(0)
        shutil.rmtree(folder.path / "details")
        CopyDetails(folder).write(0, data or b"")
    assert not any(copy.glob("log/*/details"))
    assert run(copy).output == clear.output
    (copy / "copy.key").unlink()
    assert run(copy).exit_code == 2


def test_a_report_of_an_older_checkpoint_is_made_anew_at_that_size(tmp_path: Path) -> None:
    log = quiet_log()
    approve_oneself(log, 240)
    copy = copy_out(tmp_path / "copy", log)
    run(copy, "--json", tmp_path / "old.json")
    approve_oneself(log, 300)
    log.tell(1)
    copy_out(copy, log)
    run(copy, "--json", tmp_path / "new.json")
    for name in ("old.json", "new.json"):
        result = run(copy, "--check", tmp_path / name)
        assert (result.exit_code, result.stdout) == (0, "this copy gives the same report\n")
    older = copy_out(tmp_path / "older", quiet_log())
    result = run(older, "--check", tmp_path / "old.json")
    assert result.exit_code == 1
    assert "the copy of log access does not reach as far" in result.output


def test_a_copy_of_another_history_gives_another_report(tmp_path: Path) -> None:
    log, other = quiet_log(), quiet_log()
    approve_oneself(log, 240)
    approve_oneself(other, 241)
    run(copy_out(tmp_path / "copy", log), "--json", tmp_path / "r.json")
    result = run(copy_out(tmp_path / "other", other), "--check", tmp_path / "r.json")
    assert result.exit_code == 1
    assert "the first 4 entries of log access are others in this copy" in result.output


def test_what_was_erased_since_cannot_be_made_anew(tmp_path: Path) -> None:
    log = quiet_log()
    exported = approve_oneself(log, 240)
    copy = copy_out(tmp_path / "copy", log)
    run(copy, "--json", tmp_path / "r.json")
    log.add(400, "log.detail_erase", indices=[exported.index])
    copy_out(copy, log)
    _drop(copy, exported.index)
    result = run(copy, "--check", tmp_path / "r.json")
    assert result.exit_code == 2
    assert "1 details of log access were erased since the report" in result.output


def _drop(copy: Path, index: int) -> None:
    folder = LogFolder(copy, Log.ACCESS)
    kept = [
        line
        for line in (folder.read("details/000000000.jsonl") or b"").splitlines(keepends=True)
        if json.loads(line)["idx"] != index
    ]
    folder.write("details/000000000.jsonl", b"".join(kept))


def test_a_detail_that_is_gone_makes_the_log_not_whole_and_is_a_finding(quiet: Path) -> None:
    _drop(quiet, 1)
    result = run(quiet)
    assert result.exit_code == 1
    gone = "the details of entry 1 are gone, and no entry says that they were erased"
    assert f"Not whole: {gone}" in result.output
    assert "[serious] The log lacks the details of one entry, 1, or holds others" in result.output


def test_a_changed_entry_makes_the_log_not_whole(quiet: Path) -> None:
    folder = LogFolder(quiet, Log.ACCESS)
    path = "tile/entries/000.p/3"
    folder.write(path, (folder.read(path) or b"").replace(b"case.note", b"case.list"))
    result = run(quiet)
    assert result.exit_code == 1
    assert "Not whole: entry 2 was changed. Do not tell whoever runs this" in result.output


def test_an_own_policy_decides_the_lamp_and_the_code(quiet: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.txt"
    policy.write_text(f"witness w {encode_vkey(witness_key(*WITNESS))}\nquorum w\n")
    before = run(quiet, "--policy", policy, "--json", tmp_path / "before.json")
    assert before.exit_code == 1
    assert "Nobody outside has signed" in before.output
    for log in Log:
        folder = LogFolder(quiet, log)
        note = (folder.read("checkpoint") or b"").decode()
        folder.write("checkpoint", cosign_checkpoint(note, *WITNESS, START + DAY).encode())
    after = run(quiet, "--policy", policy, "--json", tmp_path / "after.json")
    assert after.exit_code == 0
    assert "Whole. Signed outside up to entry 3 (2 Oct 2026, w)." in after.output
    for name in ("before.json", "after.json"):  # Lines that came later change no older report.
        assert run(quiet, "--policy", policy, "--check", tmp_path / name).exit_code == 0
    result = run(quiet, "--check", tmp_path / "after.json")
    assert result.exit_code == 1
    assert "logs/0/verdict/colour" in result.output
    policy.write_text("quorum nobody\n")
    assert run(quiet, "--policy", policy).exit_code == 2


def test_what_was_reviewed_stands_apart_and_is_no_finding_any_more(tmp_path: Path) -> None:
    log = quiet_log()
    record = approve_oneself(log, 240)
    (found,) = log.folded().findings()
    given = {"finding": found.id, "version": found.version, "indices": [record.index]}
    log.add(300, "audit.review", TWO, **given, outcome="explained")
    copy = copy_out(tmp_path / "copy", log)
    result = run(copy, "--json", tmp_path / "r.json", "--html", tmp_path / "r.html")
    assert result.exit_code == 0, result.output
    for told in ("To look at: 0", "Reviewed: 1", "Findings: 1, reviewed: 1."):
        assert told in result.output
    (incident,) = read(tmp_path / "r.json")["incidents"]
    assert (incident["reviewed"], rows(incident, "findings")[0]["reviewed"]) == (True, True)
    assert "<h2>Reviewed (1)</h2>" in (tmp_path / "r.html").read_text()


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda _data: b"{}",
        lambda _data: b"[" * 100_000,
        lambda data: data.replace(b'"log":"intake"', b'"log":"access"'),
        lambda data: data.replace(b'"from":null', b'"from":"never"'),
        lambda data: data.replace(b'"leaves":[', b'"leaves":[1,'),
        lambda data: data.replace(b'"form":"ti-audit-report/v1"', b'"form":"ti-audit-report/v2"'),
    ],
    ids=["cut", "empty", "deep", "one-log", "no-day", "no-leaf", "form"],
)
def test_what_is_no_report_cannot_be_told(
    quiet: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    run(quiet, "--json", tmp_path / "r.json")
    (tmp_path / "r.json").write_bytes(damage((tmp_path / "r.json").read_bytes()))
    result = run(quiet, "--check", tmp_path / "r.json")
    assert (result.exit_code, "not a report" in result.output) == (2, True), result.output


def test_what_cannot_be_read_is_code_2(quiet: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "none").exit_code == 2
    assert run(tmp_path).exit_code == 2
    assert run(quiet, "--check", tmp_path / "none.json").exit_code == 2
    assert run(quiet, "--html", tmp_path / "none" / "r.html").exit_code == 2


def test_the_questions_count_events_and_name_rules_that_exist() -> None:
    assert len(QUESTIONS) == 20
    named = {event for each in QUESTIONS for event in each.counts} - {"*"}
    assert named <= {str(each) for each in Event}
    assert {rule for each in QUESTIONS for rule in each.finds} == RULES.keys()


def test_another_version_of_a_rule_is_another_edition_of_the_rules() -> None:
    others = {name: rule.version for name, rule in RULES.items() if rule.version != 1}
    versions = {
        "closed-by-other": 2,
        "detail-missing": 2,
        "disabled-active": 3,
        "level-lowered": 2,
        "auditor-narrow": 3,
        "odd-hour": 2,
        "silent": 2,
        "stored": 2,
    }
    assert (EDITION, len(RULES), others) == (6, 23, versions)


def test_signed_again_is_the_same_history(quiet: Path, tmp_path: Path) -> None:
    run(quiet, "--json", tmp_path / "r.json")
    report = (tmp_path / "r.json").read_bytes()
    foreign = signed([b'{"e":"pad","t":86400,"v":1}'], Log.ACCESS).replace("\n", "\\n").encode()
    own = json.dumps(read(tmp_path / "r.json")["logs"][0]["checkpoint"], ensure_ascii=False)
    (tmp_path / "r.json").write_bytes(report.replace(own.encode(), b'"' + foreign + b'"'))
    result = run(quiet, "--check", tmp_path / "r.json")
    assert result.exit_code == 1
    assert "the first 1 entries of log access are others in this copy" in result.output


def test_details_may_be_written_later(quiet: Path) -> None:
    for log in Log:
        shutil.rmtree(LogFolder(quiet, log).path / "details", ignore_errors=True)
    assert "could not be asked" in run(quiet).output
    write_details(LogFolder(quiet, Log.ACCESS), quiet_log())
    assert "could not be asked" not in run(quiet).output

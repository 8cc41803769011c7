"""A server that serves everybody the same bad script, and lists it, is held against a build."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from intake.commands.auditing import bars
from intake.commands.auditing import pages as command
from intake.verify.pages import comparing
from intake.verify.pages.building import BUILT, BuildError, differ_from_build, read_build
from intake.verify.pages.fetching.visiting import Served
from intake.verify.pages.pagelist import PageList
from intake.verify.pages.rounds import LIST
from intake.web.served import listing
from intake.web.services import services_of
from tests.audit.visits.test_progress import Shown
from tests.public.inside import run_inside as run
from tests.public.test_asked import ONE, TAG

BAD = "form-0000000000000000.js"


@pytest.fixture(autouse=True)
def _one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "LANGUAGES", [TAG])
    monkeypatch.setattr(comparing, "EXPECTED", ONE)


@pytest.fixture
def bad(app: Flask) -> Flask:
    """The instance, whose operator has put another script in the place of the form's."""
    services_of(app).assets.keep("form.js", BAD, b"everything.goes.elsewhere()")
    return app


@pytest.mark.usefixtures("desk")
def test_a_true_server_is_what_the_build_beside_this_program_is(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run(app, monkeypatch)
    assert result.exit_code == 0, result.output
    assert "held against a build of" in result.output
    assert "cannot exclude" in result.output
    assert result.output.endswith("ok\n")
    assert "files of data that the server makes" in result.output


@pytest.mark.usefixtures("desk")
def test_the_command_shows_how_far_it_is(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = Shown()
    monkeypatch.setattr(bars, "Progress", shown)
    assert run(app, monkeypatch).exit_code == 0
    assert shown.finished == ["fetching"]
    assert len(shown.told) > len(ONE)


@pytest.mark.usefixtures("desk")
def test_a_bad_script_that_everybody_gets_is_named(
    bad: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run(bad, monkeypatch)
    assert result.exit_code == 1, result.output
    [own] = [path.name for path in BUILT.glob("form-*.js")]
    assert f"  file /static/{BAD}: not of this build, which has {own}\n" in result.output
    for kind in ("page", "wechat"):
        assert f"  {kind} /en/form: its policy allows script-src 'sha256-" in result.output
    assert "other bytes than the list says" not in result.output
    assert "a server of another version has other files" in result.output
    assert result.output.endswith("FINDINGS\n")


@pytest.mark.usefixtures("desk")
def test_without_a_build_that_is_said_and_nothing_is_found(
    bad: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(command, "BUILT", tmp_path / "none")
    result = run(bad, monkeypatch)
    assert (result.exit_code, "not compared with a build" in result.output) == (0, True)


@pytest.mark.usefixtures("desk")
def test_another_build_can_be_named_and_must_be_one(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = shutil.copytree(BUILT, tmp_path / "built")
    [script] = other.glob("box-*.js")
    script.write_bytes(script.read_bytes() + b" ")
    result = run(app, monkeypatch, "--build", str(other))
    assert result.exit_code == 1
    assert (
        f"file /static/{script.name}: not of this build, which has {script.name}" in result.output
    )
    (other / "manifest.json").unlink()
    nothing = run(app, monkeypatch, "--build", str(other))
    assert (nothing.exit_code, "no build" in nothing.output) == (2, True)
    with pytest.raises(BuildError):
        read_build(tmp_path)


@pytest.mark.parametrize(
    ("policy", "found"),
    [
        ("", "whatever it does not name"),
        ("default-src 'none';script-src 'self'", "script-src 'self'"),
        ("default-src 'none';script-src 'unsafe-inline'", "script-src 'unsafe-inline'"),
        ("default-src 'none';form-action https://a.test.invalid", "https://a.test.invalid"),
        ("default-src 'none';img-src *", "img-src *"),
        ("default-src 'none';worker-src 'self'", "worker-src 'self'"),
        ("default-src 'none';style-src 'unsafe-inline'", "style-src 'unsafe-inline'"),
        ("default-src 'none';style-src https://a.test.invalid", "https://a.test.invalid"),
        ("default-src 'none', script-src *", "whatever it does not name"),
    ],
)
def test_a_policy_that_allows_more_than_the_build_is_told(policy: str, found: str) -> None:
    nothing = PageList("intake.test.invalid", 1, "here - 0", ())
    policies = {("page", "/en/"): frozenset({policy})}
    [line, *_] = differ_from_build(read_build(BUILT), nothing, policies)
    assert line == f"page /en/: its policy allows {line.partition('allows ')[2]}"
    assert found in line


@pytest.mark.usefixtures("desk")
def test_what_differed_once_is_told_and_is_no_ok(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that is honest once somebody has asked for the list."""
    seen = set[str]()

    def alter(at: str, served: Served) -> Served:
        seen.add(at)
        is_first = at == "/en/help" and LIST not in seen
        return replace(served, body=served.body + b" ") if is_first else served

    result = run(app, monkeypatch, alter=alter)
    assert result.exit_code == 2, result.output
    assert "page /en/help: other bytes than the list says" in result.output
    assert "did not when everything was fetched again" in result.output

"""Setting up a checkout: quick when nothing changed, one clear line when it cannot."""

import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from deploy import browser, node_packages, python_packages, setup, together
from deploy.run import SetupError, alone_in, output_of, run
from deploy.stamp import digest, is_current

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30  # seconds


def test_a_stamp_follows_contents_and_names_and_not_times(tmp_path: Path) -> None:
    source = tmp_path / "js" / "page.js"
    source.parent.mkdir()
    source.write_text("one")
    first = digest(tmp_path, [tmp_path / "js"])
    os.utime(source, (1, 1))
    assert digest(tmp_path, [tmp_path / "js"]) == first
    source.write_text("two")
    assert digest(tmp_path, [tmp_path / "js"]) != first
    source.write_text("one")
    source.rename(source.with_name("other.js"))
    assert digest(tmp_path, [tmp_path / "js"]) != first


def test_a_stamp_of_other_inputs_or_none_is_not_current(tmp_path: Path) -> None:
    stamp = tmp_path / ".stamp"
    assert not is_current(stamp, "a" * 64)
    stamp.write_text("b" * 64)
    assert not is_current(stamp, "a" * 64)
    assert is_current(stamp, "b" * 64)


def test_a_program_that_fails_or_is_missing_becomes_one_hint(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"^say what to do$"):
        run([sys.executable, "-c", "raise SystemExit(3)"], cwd=tmp_path, hint="say what to do")
    with pytest.raises(SetupError, match=r"^say what to do"):
        run([tmp_path / "absent"], cwd=tmp_path, hint="say what to do")
    assert output_of([tmp_path / "absent"]) is None


def make_python(old: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run make's check of Python with an interpreter that claims to be an old one."""
    (folder / "sitecustomize.py").write_text(f"import sys; sys.version_info = {old}")
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHON": sys.executable}
    return subprocess.run(
        ["make", "--no-print-directory", "python"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_is_refused_in_one_line(tmp_path: Path) -> None:
    done = make_python("(3, 9, 2)", tmp_path)
    assert done.returncode != 0
    assert "Python 3.11 or newer is needed, this is 3.9" in done.stderr
    assert "Traceback" not in done.stderr
    assert make_python("(3, 11, 0)", tmp_path).returncode == 0


def test_a_python_without_venv_says_which_package_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SetupError, match="apt-get install python3-venv"):
        python_packages.check_venv_module()


def test_an_environment_that_was_moved_is_not_used(tmp_path: Path) -> None:
    made = tmp_path / "made" / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", made], check=True)
    (made / "lib" / f"python3.{sys.version_info[1]}" / "site-packages" / "pip.py").touch()
    assert python_packages.is_usable(made)
    moved = tmp_path / "moved" / ".venv"
    moved.parent.mkdir()
    made.rename(moved)
    assert not python_packages.is_usable(moved)
    assert not python_packages.is_usable(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "major"),
    [("v20.20.2", 20), ("v24.19.0-nightly", 24), ("v8.10.0", 8), ("", 0), (None, 0), ("node", 0)],
)
def test_the_version_of_node_is_read_strictly(text: str | None, major: int) -> None:
    assert node_packages.parse_node_version(text) == major


def fake_program(folder: Path, name: str, output: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\necho {output}\n")
    program.chmod(0o755)
    return program


def test_an_old_node_is_replaced_by_the_one_from_the_locked_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_program(tmp_path / "system", "node", "v18.20.0")
    fake_program(tmp_path / "system", "npm", "9.0.0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'system'}{os.pathsep}{os.defpath}")
    installed: list[str] = []

    def install(root: Path, *requirements: str) -> None:
        installed.extend(requirements)
        fake_program(root / ".venv/bin", "node", "v24.19.0")
        fake_program(root / ".venv/bin", "npm", "11.0.0")

    monkeypatch.setattr(node_packages, "install", install)
    assert node_packages.get_node(tmp_path) == str(tmp_path / ".venv/bin/node")
    assert node_packages.get_node(tmp_path) == str(tmp_path / ".venv/bin/node")
    assert installed == ["requirements-node.txt"]


def test_a_new_enough_node_of_the_machine_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = fake_program(tmp_path / "system", "node", "v20.1.0")
    fake_program(tmp_path / "system", "npm", "10.0.0")
    monkeypatch.setenv("PATH", f"{tmp_path / 'system'}{os.pathsep}{os.defpath}")
    assert node_packages.get_node(tmp_path) == str(node)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[list[str]]]:
    """A folder with the inputs of a setup, and the programs that were started in it."""
    started: list[list[str]] = []

    def start(command: list[str | Path], *, cwd: Path, **_other: object) -> None:
        started.append([str(word) for word in command])
        for made in (".venv", "node_modules", "intake/static/built"):
            (cwd / made).mkdir(parents=True, exist_ok=True)
        (cwd / "intake/static/built/manifest.json").touch()

    for name in ("pyproject.toml", "requirements.txt", "package-lock.json", ".npmrc"):
        (tmp_path / name).write_text("locked")
    (tmp_path / "intake/static").mkdir(parents=True)
    (tmp_path / "intake/static/build.js").touch()
    monkeypatch.setattr(python_packages, "run", start)
    monkeypatch.setattr(python_packages, "is_usable", lambda venv: venv.is_dir())
    monkeypatch.setattr(node_packages, "run", start)
    monkeypatch.setattr(node_packages, "get_node", lambda _root: "node")
    return tmp_path, started


def test_python_packages_are_installed_once_with_hashes_and_from_wheels(
    checkout: tuple[Path, list[list[str]]],
) -> None:
    root, started = checkout
    assert python_packages.prepare(root, dev=False)
    packages = next(command for command in started if "requirements.txt" in command)
    assert {"--require-hashes", "--only-binary=:all:"} <= set(packages)
    assert not python_packages.prepare(root, dev=False)
    assert python_packages.prepare(root, dev=True)
    assert not python_packages.prepare(root, dev=False)
    (root / "requirements.txt").write_text("changed")
    assert python_packages.prepare(root, dev=False)


def test_node_packages_are_installed_once_and_run_no_scripts(
    checkout: tuple[Path, list[list[str]]],
) -> None:
    root, started = checkout
    assert node_packages.prepare_packages(root, dev=False)
    assert {"ci", "--ignore-scripts", "--omit=dev"} <= set(started[-1])
    assert not node_packages.prepare_packages(root, dev=False)
    assert node_packages.prepare_packages(root, dev=True)
    assert "--omit=dev" not in started[-1]
    assert not node_packages.prepare_packages(root, dev=False)
    (root / "package-lock.json").write_text("changed")
    assert node_packages.prepare_packages(root, dev=True)


def test_bundles_are_built_again_when_a_source_changed_or_they_are_gone(
    checkout: tuple[Path, list[list[str]]],
) -> None:
    root, _started = checkout
    assert node_packages.prepare_bundles(root)
    assert not node_packages.prepare_bundles(root)
    (root / "intake/static/js").mkdir()
    (root / "intake/static/js/new.js").touch()
    assert node_packages.prepare_bundles(root)
    (root / "intake/static/built/manifest.json").unlink()
    assert node_packages.prepare_bundles(root)


def test_a_setup_that_fails_ends_with_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def prepare(_root: Path, *, dev: bool) -> bool:
        raise SetupError(f"no index, dev={dev}")

    monkeypatch.setattr(python_packages, "prepare", prepare)
    assert setup.main([]) == 2
    assert capsys.readouterr().err == "setup: no index, dev=False\n"


@pytest.mark.parametrize("program", ["setup", "browser"])
def test_who_sets_up_a_checkout_at_the_same_time_waits_and_then_looks_again(
    program: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(browser, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "set_up", lambda **_: looked.append("setup"))
    monkeypatch.setattr(browser, "missing_packages", lambda: looked.append("browser"))
    waits, take = threading.Event(), fcntl.flock

    def flock(held: int, how: int) -> None:
        if how == fcntl.LOCK_EX:
            waits.set()
        take(held, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    start = partial(setup.main, []) if program == "setup" else browser.main
    second = threading.Thread(target=start)
    with alone_in(tmp_path):
        second.start()
        assert waits.wait(PATIENCE)
        assert looked == []
    second.join()
    assert "waiting for another one in this checkout" in capsys.readouterr().out
    assert looked == [program]
    assert list(tmp_path.iterdir()) == []


def test_missing_browser_and_fonts_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    browsers = ["chromium", "chromium-headless-shell", "firefox-esr", "webkit2gtk-driver", "xvfb"]
    assert browser.missing_packages((tmp_path,)) == [*browsers, "fonts-noto-cjk"]
    (tmp_path / "NotoSansCJK-Regular.ttc").touch()
    assert browser.missing_packages((tmp_path,)) == browsers


def test_who_may_not_install_packages_is_told_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(browser, "missing_packages", lambda: ["chromium"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert browser.main() == 2
    assert capsys.readouterr().err.endswith("apt-get install chromium\n")


def test_targets_side_by_side_say_everything_that_is_wrong_and_little_that_is_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = ["well:", "\t@echo '== well'; echo much", "bad:", "\t@echo '== bad'; echo why; exit 3"]
    (tmp_path / "Makefile").write_text("\n".join([*rules, ""]))
    monkeypatch.setattr(together, "ROOT", tmp_path)
    assert together.main(["bad", "well", "none"]) == 1
    said = capsys.readouterr()
    assert {"== bad", "why", "== well"} <= set(said.out.splitlines())
    assert "much" not in said.out.splitlines()
    assert set(said.err.strip().removeprefix("failed: ").split(", ")) == {"bad", "none"}
    assert together.main(["well"]) == 0

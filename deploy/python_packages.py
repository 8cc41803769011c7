"""The virtual environment and the locked Python packages in it."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

from deploy.run import SetupError, output_of, run
from deploy.stamp import digest, is_current

if TYPE_CHECKING:
    from pathlib import Path

NO_INDEX_HINT = (
    "the locked Python packages could not be installed (see above); "
    "the first start needs a package index, later ones do not"
)


def check_venv_module() -> None:
    """Raise SetupError where the distribution has split `venv` from Python."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise SetupError(
            "this Python has no venv module; on Debian and Ubuntu: apt-get install python3-venv"
        )


def is_usable(venv: Path) -> bool:
    """Tell whether the environment stands where it was made and its Python still exists."""
    config = venv / "pyvenv.cfg"
    if not config.is_file():
        return False
    lines = config.read_text(encoding="utf-8").splitlines()
    made_by = next((line for line in lines if line.startswith("command =")), str(venv))
    # The programs in it name their Python by its full path, so a moved checkout needs a new one.
    return made_by.endswith(str(venv)) and (
        output_of([venv / "bin/python", "-c", "import pip"]) is not None
    )


def install(root: Path, *requirements: str) -> None:
    """Install hash-locked requirements files into the environment."""
    command: list[str | Path] = [root / ".venv/bin/python", "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check", "--no-input"]
    # Wheels only: building a source archive would fetch build tools that no hash covers.
    command += ["--require-hashes", "--only-binary=:all:"]
    for name in requirements:
        command += ["-r", name]
    run(command, cwd=root, hint=NO_INDEX_HINT)


def install_project(root: Path) -> None:
    """Install the checkout itself, editable, so that `.venv/bin/intake` exists."""
    command: list[str | Path] = [root / ".venv/bin/python", "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation"]
    run([*command, "--editable", "."], cwd=root, hint="the project could not be installed")


def prepare(root: Path, *, dev: bool) -> bool:
    """Make `.venv` hold the locked packages; tells whether there was something to do.

    Raises:
        SetupError: With what to do about it.
    """
    venv = root / ".venv"
    lock = "requirements-dev.txt" if dev else "requirements.txt"
    wanted = digest(root, [*root.glob("requirements*.txt"), root / "pyproject.toml"])
    with_dev, without = venv / ".stamp-dev", venv / ".stamp"
    usable = is_usable(venv)
    if usable and any(is_current(s, wanted) for s in ([with_dev] if dev else [with_dev, without])):
        return False
    if not usable:
        check_venv_module()
        make: list[str | Path] = [sys.executable, "-m", "venv", "--clear", venv]
        run(make, cwd=root, hint="the virtual environment .venv could not be made")
    install(root, lock, "requirements-build.txt")
    install_project(root)
    (with_dev if dev else without).write_text(wanted, encoding="ascii")
    return True

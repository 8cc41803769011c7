"""A copy of the checkout, in which mends can be taken out and nothing is lost by it."""

import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.mends.listed import ROOT, Mend

LINKED = (".venv", "node_modules")
BUILT = Path("intake/static/built")
BUILD = ("node", "intake/static/build.js")
PATIENCE_MILLISECONDS = "12000"  # For a browser; without its mend a test waits until it fails.


class Tree:
    """What git knows of and what it does not ignore, as it lies there now."""

    def __init__(self, folder: Path) -> None:
        """Take a folder for one."""
        self.folder = folder
        # A compiled file is held against the second its source was written in.
        self._seconds = itertools.count(1)

    def fill(self) -> None:
        """Copy the checkout, share what is installed, and build the bundles."""
        for name in _files():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, self.folder / name)
        for name in LINKED:
            (self.folder / name).symlink_to(ROOT / name)
        self.is_built()

    @property
    def environ(self) -> dict[str, str]:
        """What programs see: their modules are those of the copy, wherever they start."""
        return os.environ | {
            "PATH": f"{self.folder / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "",
            "INTAKE_PATIENCE_MILLISECONDS": PATIENCE_MILLISECONDS,
        }

    def is_built(self) -> bool:
        """Build the bundles; tell whether that could be done."""
        done = subprocess.run(
            BUILD, cwd=self.folder, env=self.environ, capture_output=True, check=False
        )
        return done.returncode == 0

    @contextmanager
    def without(self, mend: Mend) -> Iterator[bool]:
        """Take a mend out; tell whether what is left can be built. It is put back afterwards."""
        path, built, kept = self.folder / mend.file, self.folder / BUILT, self.folder / "kept"
        whole = path.read_text(encoding="utf-8")
        self._write(path, whole.replace(mend.text, mend.without))
        if mend.is_built:
            shutil.copytree(built, kept)
        try:
            yield not mend.is_built or self.is_built()
        finally:
            self._write(path, whole)
            if mend.is_built:
                shutil.rmtree(built)
                kept.rename(built)

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        os.utime(path, (next(self._seconds),) * 2)


def _files() -> list[str]:
    command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]

"""The real Chrome 80, unpacked and driven by ``browser.js``: the oldest browser we promise.

Playwright speaks to none that old; the puppeteer of its time does. The browser comes in the npm
package ``chrome-aws-lambda`` of our lock file, packed with brotli: nothing is downloaded here.
"""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli

ROOT = Path(__file__).resolve().parents[3]
PACKED = ROOT / "node_modules/chrome-aws-lambda/bin/chromium.br"
DRIVER = Path(__file__).with_suffix(".js")
PATIENCE_SECONDS = 300  # A visit takes 5 s on a quiet machine; this one may be busy.


@dataclass(frozen=True)
class Chrome80:
    """An unpacked Chrome 80; every visit is a new process with an empty profile."""

    folder: Path

    def visit(self, act: str, **job: object) -> dict[str, Any]:
        """Do an act of ``browser.js``; return what it found, and what the page complained of.

        The job goes in by standard input, because a command line is for everybody to read.
        """
        asked = {"act": act, "executable": str(self.folder / "chromium"), **job}
        done = subprocess.run(
            ["node", DRIVER],
            input=json.dumps(asked).encode(),
            capture_output=True,
            check=False,
            cwd=self.folder,
            env={**os.environ, "HOME": str(self.folder), "TMPDIR": str(self.folder)},
            timeout=PATIENCE_SECONDS,
        )
        assert done.returncode == 0, done.stderr.decode()
        found: dict[str, Any] = json.loads(done.stdout)
        return found


def unpack(folder: Path) -> Chrome80:
    """Unpack the browser: 138 MB, in about four seconds."""
    executable = folder / "chromium"
    executable.write_bytes(brotli.decompress(PACKED.read_bytes()))
    executable.chmod(0o700)
    return Chrome80(folder)

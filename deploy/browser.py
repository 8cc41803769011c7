"""The browser and the fonts that the tests need: `python3 -m deploy.browser`."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from deploy.run import SetupError, alone_in, run

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "chromium"
ENGINE = "chromium-headless-shell"  # The same engine without window and profile: half the work.
FIREFOX = "firefox-esr"
WEBKIT = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}  # Its window needs a screen.
CJK_FONTS = "fonts-noto-cjk"
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


def missing_packages(font_folders: tuple[Path, ...] = FONT_FOLDERS) -> list[str]:
    """Names of the distribution's packages that the browser tests lack."""
    missing = [name for name in (CHROMIUM, ENGINE, FIREFOX) if shutil.which(name) is None]
    missing += [name for program, name in WEBKIT.items() if shutil.which(program) is None]
    # Without a CJK font every Chinese page would be tested as a row of empty boxes.
    if not any(True for folder in font_folders for _ in folder.rglob("Noto*CJK*")):
        missing.append(CJK_FONTS)
    return missing


def install(packages: list[str]) -> None:
    """Install packages of a Debian-like distribution.

    Raises:
        SetupError: This is not such a machine or not its administrator, or it failed.
    """
    names = " ".join(packages)
    hint = f"the browser tests need {names}; as administrator: apt-get install {names}"
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise SetupError(hint)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    here = Path.cwd()
    with suppress(SetupError):  # One broken source among several need not matter.
        run(["apt-get", "--quiet", "--quiet", "update"], cwd=here, env=env, hint=hint)
    command = ["apt-get", "--quiet", "--quiet", "install", "--yes", "--no-install-recommends"]
    run([*command, *packages], cwd=here, env=env, hint=hint)


def main() -> int:
    """Install what is missing, or say how to."""
    try:
        with alone_in(ROOT):
            missing = missing_packages()
            if missing:
                install(missing)
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

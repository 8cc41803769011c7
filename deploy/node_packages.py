"""Node, the locked packages of the client bundles, and the bundles."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

from deploy.python_packages import install
from deploy.run import SetupError, output_of, run
from deploy.stamp import digest, is_current

if TYPE_CHECKING:
    from pathlib import Path

#: What the browser's lists are made from (`intake/web/pages/lists.py`).
GENERATED = "generated"  # Below `intake/static/js`; an output of the build.
LISTED = ("web/pages/lists.py", "crypto/case/bodies.py", "crypto/roster/roster.py")
MIN_NODE = 20  # esbuild and `node --test` as used here; the noble packages are tested from 20 on.

NO_REGISTRY_HINT = (
    "the locked Node packages could not be installed (see above); "
    "the first start needs a package registry, later ones do not"
)


def parse_node_version(text: str | None) -> int:
    """Major version in the output of `node --version`, 0 if there is none."""
    match = re.fullmatch(r"v(\d+)\.\d+\.\d+\S*", text or "")
    return int(match.group(1)) if match else 0


def environment(root: Path) -> dict[str, str]:
    """The environment in which `node` and `npm` may also come from `.venv/bin`."""
    path = f"{root / '.venv/bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PATH": path}


def find_node(env: dict[str, str]) -> str | None:
    """Full path of a new enough `node` that has its `npm`, or None."""
    node = shutil.which("node", path=env["PATH"])
    if node is None or shutil.which("npm", path=env["PATH"]) is None:
        return None
    return node if parse_node_version(output_of([node, "--version"], env)) >= MIN_NODE else None


def get_node(root: Path) -> str:
    """Full path of `node`, taken from a locked Python wheel where the machine has none.

    Raises:
        SetupError: There is none and none could be installed.
    """
    env = environment(root)
    node = find_node(env)
    if node is None:
        install(root, "requirements-node.txt")
        node = find_node(env)
    if node is None:
        raise SetupError(f"Node {MIN_NODE} or newer with npm is needed and could not be installed")
    return node


def prepare_packages(root: Path, *, dev: bool) -> bool:
    """Make `node_modules` hold the locked packages; tells whether there was something to do.

    Raises:
        SetupError: With what to do about it.
    """
    wanted = digest(root, [root / "package-lock.json", root / ".npmrc"])
    everything = root / "node_modules/.stamp-dev"
    stamp = everything if dev else root / "node_modules/.stamp"
    if is_current(stamp, wanted) or is_current(everything, wanted):
        return False
    get_node(root)
    env = environment(root)
    npm = shutil.which("npm", path=env["PATH"]) or "npm"
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run(
        command if dev else [*command, "--omit=dev"],
        cwd=root,
        env=env,
        hint=NO_REGISTRY_HINT,
    )
    stamp.write_text(wanted, encoding="ascii")
    return True


def prepare_bundles(root: Path) -> bool:
    """Build the client bundles from their sources; tells whether there was something to do.

    Raises:
        SetupError: With what to do about it.
    """
    static = root / "intake/static"
    sources = [static / "css", *static.glob("*.js"), root / "package-lock.json"]
    sources += [path for path in static.glob("js/*") if path.name != GENERATED]
    sources += [root / "intake" / name for name in LISTED]
    wanted = digest(root, sources)
    stamp = root / ".venv/stamp-bundles"
    if is_current(stamp, wanted) and (static / "built/manifest.json").is_file():
        return False
    run(
        [get_node(root), static / "build.js"],
        cwd=root,
        env=environment(root),
        hint="the client bundles could not be built (see above)",
    )
    stamp.write_text(wanted, encoding="ascii")
    return True

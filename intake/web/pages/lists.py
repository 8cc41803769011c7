"""The closed lists that the browser needs too, written for it when the bundles are built.

They are defined once, where the server enforces them; `intake/static/build.js` runs this module and
bundles what it writes. A list of the browser's own would sooner or later differ.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from intake.crypto.case.bodies import LEVELS
from intake.crypto.roster.roster import ROLES as DESK_ROLES

HEAD = "// The server's own lists, written at each build (intake/web/pages/lists.py).\n"
LISTS: Mapping[str, Sequence[str]] = {
    "LEVELS": LEVELS,  # From the highest to the lowest.
    "DESK_ROLES": DESK_ROLES,  # Of those who can stand in the desk's list.
}


def write_module() -> str:
    """Return the JavaScript module of all lists."""
    lines = [f"export const {name} = {json.dumps(list(words))};\n" for name, words in LISTS.items()]
    return HEAD + "".join(lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(write_module(), encoding="utf-8")

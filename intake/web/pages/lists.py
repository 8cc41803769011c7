"""The closed lists that the browser needs too, written for it when the bundles are built.

They are defined once, where the server enforces them; `intake/static/build.js` runs this module and
bundles what it writes. A list of the browser's own would sooner or later differ.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from intake.case.rules.casework import casework
from intake.crypto.case.bodies import BEFORE_TAKING, LEVELS, PLACES
from intake.crypto.roster.roster import ROLES as DESK_ROLES

HEAD = "// The server's own lists, written at each build (intake/web/pages/lists.py).\n"
LISTS: Mapping[str, Sequence[str]] = {
    "LEVELS": LEVELS,  # From the highest to the lowest.
    "DESK_ROLES": DESK_ROLES,  # Of those who can stand in the desk's list.
    "PLACES": PLACES,  # Who holds a case.
    "BEFORE_TAKING": BEFORE_TAKING,  # Acts that may be done before a case is taken.
}
TABLES: Mapping[str, Mapping[str, Sequence[str] | str]] = {
    "ACT_REASONS": casework().acts,  # Act to why it is done.
    "PAUSE_LEVEL": casework().pause_level,  # Reason to the level that comes before the pause.
}


def write_module() -> str:
    """Return the JavaScript module of all lists."""
    lists = {name: list(words) for name, words in LISTS.items()}
    exported = (lists | dict(TABLES)).items()
    return HEAD + "".join(f"export const {name} = {json.dumps(each)};\n" for name, each in exported)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(write_module(), encoding="utf-8")

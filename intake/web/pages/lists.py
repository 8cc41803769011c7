"""The closed lists that the browser needs too, and the words of staff pages, written for the build.

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
from intake.form.languages import SOURCE, STAFF
from intake.web.words.i18n import catalogue

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


def write_catalogues() -> str:
    """Return JSON: for each other language of the staff the locale of its days, and its words."""
    others = {tag: each for tag, each in STAFF.items() if tag != SOURCE}
    found = {tag: {"dates": each.dates, "words": catalogue(tag)} for tag, each in others.items()}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for path, text in zip(sys.argv[1:], (write_module(), write_catalogues()), strict=True):
        Path(path).write_text(text, encoding="utf-8")

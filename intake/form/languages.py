"""The languages that the public pages are written in: data, in one place."""

import tomllib
from typing import Final

from intake.form.files import PACKAGED

FILE = PACKAGED / "languages.toml"

NAMES: Final[dict[str, str]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
"""What each language calls itself, by BCP 47 tag, in the order in which they are offered."""

LANGUAGES: Final[tuple[str, ...]] = tuple(NAMES)

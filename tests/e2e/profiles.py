"""What a browser wrote to its own disk: a profile is read, and waited for.

A control is done last, in the same browser: something that is kept. When it is on the disk, what
came before it would be there as well, and a search that finds nothing else means something.
"""

import time
from pathlib import Path

from tests.e2e.firefox import read_profile

PATIENCE_SECONDS = 60
AGAIN_SECONDS = 0.2


def found_in(folder: Path, words: set[str]) -> set[str]:
    """Return which of the words are in a file of a profile."""
    files = read_profile(folder)
    return {
        word
        for word in words
        if any(word.encode(code) in data for data in files for code in ("utf-8", "utf-16-le"))
    }


def wait_until_kept(folder: Path, control: str) -> None:
    """Wait until the control is on the disk: Chromium writes every 2.5 seconds, Firefox faster."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not found_in(folder, {control}):
        assert time.monotonic() < end, "the control was not kept"
        time.sleep(AGAIN_SECONDS)

"""Why a log or an entry does not hold, in the language of who reads it.

Such a reason is made where nobody knows a language, and may be kept: in English, with the number of
an entry in it. It is looked up with a gap in the place of each number.
"""

import re

from intake.verify.speech import fill, number
from intake.web.words.words import N_

REASONS = frozenset(
    {
        N_("the entries do not give the signed root"),
        N_("the side tables do not say what the log and its details say"),
        N_("what is shown here does not lead to the signed root"),
        N_("the side tables do not follow from it: run intake audit rebuild"),
        N_("how far the side tables go makes no sense"),
        N_("its first {n} entries are not those that were checked before"),
        N_("entry {n} is missing or was changed"),
        N_("entries from {n} on are missing"),
        N_("entry {n} was signed and is missing from the database"),
        N_("entry {n} was changed after it was written"),
        N_("entry {n} does not lead to the signed root"),
    }
)
DIGITS = re.compile(r"[0-9]+")


def say_reason(reason: str) -> str:
    """Return a reason in the language of the page; one that is not known as it stands."""
    text = DIGITS.sub("{n}", reason, count=1)
    found = DIGITS.search(reason)
    return fill(text, {"n": number(int(found[0])) if found else ""}) if text in REASONS else reason

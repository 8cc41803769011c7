"""The closed lists beside the events (docs/spec/log.md, 3 and 4), read from ``codes.toml``.

A leaf or a detail holds words of these lists, numbers, pseudonyms and hashes, never free text. Each
is read once, when the module is; the offline verifier reads it too.
"""

import tomllib
from importlib.resources import files

from intake.log.events import Event

_TABLE = tomllib.loads(files("intake.log").joinpath("codes.toml").read_text(encoding="utf-8"))

_WORDS = tomllib.loads(files("intake.log").joinpath("words.en.toml").read_text(encoding="utf-8"))

PLANNED = frozenset(Event(name) for name in _TABLE["planned"])
"""In the format, and written by nothing yet."""

FACTS = {Event(name): frozenset[str](names) for name, names in _TABLE["facts"].items()}
"""Names of the SHA-256 values that may stand in clear in a leaf, by event; others have none."""

DETAILS = frozenset[str](_TABLE["details"])
"""Names in the details of this program's entries."""

PURPOSES = frozenset[str](_TABLE["purposes"])
"""Why a case is opened."""

MISMATCH_REASONS = frozenset[str](_TABLE["mismatch_reasons"])
"""Why a client did not believe what it got."""

UNOPENED_REASONS = frozenset[str](_TABLE["unopened_reasons"])
"""Those of them that say of a whole case that its key file did not lead to report and contact."""

STATUS_REASONS = frozenset[str](_TABLE["status_reasons"])
"""Why a case moved to another status."""

ACT_REASONS = frozenset[str](_TABLE["act_reasons"])
"""Why a level was changed, a case set aside or reopened, something said left unanswered, contact
paused or gone on with, or somebody answered all the same."""

REASONS = frozenset[str]().union(
    *(names for name, names in _TABLE.items() if name.endswith("_reasons"))
)
"""Every reason there is: of refusals, of what was not believed, of acts and of statuses."""

RECIPIENTS = frozenset[str](_TABLE["recipients"])
"""Who gets a copy of the sealed files of a case."""

DISPOSITIONS = frozenset[str](_TABLE["dispositions"])
"""What came of a case that is closed."""

CONTACT_WAYS = frozenset[str](_TABLE["contact_ways"])
"""How somebody tried to reach a reporter outside the box."""

CONTACT_OUTCOMES = frozenset[str](_TABLE["contact_outcomes"])
"""What came of trying."""

REVIEW_OUTCOMES = frozenset[str](_TABLE["review_outcomes"])
"""What came of reviewing a finding."""

GROUNDS = frozenset[str](_TABLE["grounds"])
"""Why an auditor asks for a name."""

INQUIRIES = tuple[str, ...](_TABLE["inquiries"])
"""What an auditor asks of who holds a case, in the order in which it is offered."""

EVENT_WORDS = {event: str(_WORDS["event"][event]) for event in Event}
"""What auditors read of each event; one without words does not start."""

DETAIL_WORDS = {name: str(_WORDS["detail"][name]) for name in DETAILS}
"""What auditors read of each name in a detail; one without words does not start."""

CODE_WORDS: dict[str, dict[str, str]] = _WORDS["code"]
"""What auditors read of codes, by the name in the detail; what is not there stands as it is."""

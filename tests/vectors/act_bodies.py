"""Bodies of the acts of the staff: one good one of each kind, and those that nobody may write."""

from tests.vectors.fixtures import ALICE, BOB, Vector, object_id

DAY = "2026-11-22"
GOOD: dict[str, Vector] = {
    "note": {"day": DAY, "text": "Call the lawyer."},
    "level": {"day": DAY, "from": "soon", "reason": "new_information", "to": "urgent"},
    "aside": {"aside": True, "day": DAY, "reason": "junk"},
    "closing": {"day": DAY, "dispositions": ["advice_given", "referred"], "words": ""},
    "reopening": {"day": DAY, "reason": "new_information"},
    "pause": {"day": DAY, "reason": "unsafe_to_contact"},
    "release": {"day": DAY, "reason": "safe_again"},
    "settled": {"day": DAY, "reason": "no_question", "words": "Only a word of thanks."},
    "handover": {
        "day": DAY, "next": "2026-12-01", "place": "assignee", "rules_read": True,
        "situation": "护照还在他们手里。", "to": BOB,
    },
    "contacted": {
        "agreed": True, "day": DAY, "outcome": "not_reached", "via": "phone", "words": "",
    },
    "exclusion": {"day": DAY, "members": [ALICE, BOB], "named": True, "unsure": False},
    "agreement": {"act": object_id("closing"), "agrees": True, "day": DAY},
}  # fmt: skip

ODD: list[tuple[str, str, Vector]] = [
    ("an unknown level", "level", {"to": "panic"}),
    ("a reason that is no code", "level", {"reason": "Because they said so."}),
    ("a reason with a line end", "level", {"reason": "junk\n"}),
    ("an empty reason", "reopening", {"reason": ""}),
    ("a reason of 41 letters", "reopening", {"reason": "a" * 41}),
    ("a reason in words", "pause", {"reason": "They are forced."}),
    ("without a reason", "release", {"reason": ...}),
    ("aside is a number", "aside", {"aside": 1}),
    ("no disposition", "closing", {"dispositions": []}),
    ("a disposition twice", "closing", {"dispositions": ["referred", "referred"]}),
    ("dispositions are a text", "closing", {"dispositions": "referred"}),
    ("a day that is none", "closing", {"day": "2026-02-30"}),
    ("words are null", "settled", {"words": None}),
    ("a place that nobody has", "handover", {"place": "desk"}),
    ("rules that were not read", "handover", {"rules_read": False}),
    ("no situation", "handover", {"situation": ""}),
    ("a next date in words", "handover", {"next": "Friday"}),
    ("handed to a name", "handover", {"to": "bob"}),
    ("a way that is no code", "contacted", {"via": "Signal"}),
    ("members out of order", "exclusion", {"members": [BOB, ALICE]}),
    ("a member twice", "exclusion", {"members": [ALICE, ALICE]}),
    ("a member by name", "exclusion", {"members": ["alice"]}),
    ("unsure is missing", "exclusion", {"unsure": ...}),
    ("an agreement to nothing", "agreement", {"act": ""}),
    ("a field more", "agreement", {"words": ""}),
]


def odd_bodies() -> list[tuple[str, str, Vector]]:
    """Return name, kind and body of what no reader accepts."""
    return [(f"{kind}: {name}", kind, _without_gaps(GOOD[kind] | odd)) for name, kind, odd in ODD]


def _without_gaps(body: Vector) -> Vector:
    return {name: value for name, value in body.items() if value is not ...}

"""What a proposed policy of witnesses changes: who agrees reads that, not the new lines alone.

A list that leaves out one line out of ten looks like any other list, and a witness that is gone is
what whoever rewrites a log would like.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher

from intake.crypto.tlog.witnesses.policy import parse_policy

GOES, COMES, STAYS = "−", "+", " "


@dataclass(frozen=True)
class Changes:
    """What is another than before."""

    lines: str  # All of both, each after its sign.
    leaving: tuple[str, ...]  # Names of the witnesses whose signatures count no more.
    quorum: tuple[str, str] | None  # As it stands, and as it is to stand, if that is another.


def compare_policies(old: str, new: str) -> Changes:
    """Compare the lines that stand with those that wait."""
    before, after = (parse_policy(each.encode()) for each in (old, new))
    kept = {each.key for each in after.witnesses}
    leaving = tuple(each.name for each in before.witnesses if each.key not in kept)
    quorum = (before.quorum, after.quorum) if before.quorum != after.quorum else None
    return Changes(_mark(old.splitlines(), new.splitlines()), leaving, quorum)


def _mark(old: list[str], new: list[str]) -> str:
    marked = list[str]()
    for what, from_, to, begin, end in SequenceMatcher(None, old, new, False).get_opcodes():
        if what == "equal":
            marked += [f"{STAYS} {line}" for line in old[from_:to]]
            continue
        marked += [f"{GOES} {line}" for line in old[from_:to]]
        marked += [f"{COMES} {line}" for line in new[begin:end]]
    return "\n".join(marked)

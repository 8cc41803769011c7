"""In which order frames were written, as far as they say so themselves; and what each one knew.

The server tells an order of rows. A frame names what it comes after, which nobody can change; where
the two differ the frames are believed.
"""

from collections.abc import Sequence

from intake.crypto.case.frames import MAX_PARENTS
from intake.crypto.case.reading.reader import Written


def in_order(written: Sequence[Written]) -> list[Written]:
    """Return what was read, everything after what it names; else in the order of reading."""
    names = {each.hash for each in written}
    ordered: list[Written] = []
    done: set[str] = set()
    waiting = list(written)
    while waiting:
        later = []
        for each in waiting:
            if all(parent in done for parent in each.frame.after if parent in names):
                ordered.append(each)
                done.add(each.hash)
            else:
                later.append(each)
        if len(later) == len(waiting):
            return ordered + later  # A circle, which hashes cannot make.
        waiting = later
    return ordered


def known_to(each: Written, before: Sequence[Written]) -> set[str]:
    """Return the hashes of what the writer of a frame had read, itself left out.

    Whoever names eight files may have known more heads than there is room for, and behind a file
    that cannot be read nothing can be followed. Then all that stands before counts as known.

    Args:
        each: The frame.
        before: What stands before it, in order.
    """
    among = {one.hash: one.frame for one in before}
    found: set[str] = set()
    to_follow = [each.frame]
    while to_follow:
        after = to_follow.pop().after
        if len(after) >= MAX_PARENTS or any(name not in among for name in after):
            return set(among)
        to_follow += [among[name] for name in after if name not in found]
        found |= set(after)
    return found

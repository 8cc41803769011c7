"""The chain of each case through its entries of the access log (docs/spec/log.md, 4).

The one judge of it: the rule ``chain`` asks it, and so does the check of a copy.
"""

from dataclasses import dataclass, field


@dataclass
class Link:
    """The newest entry of a case that could be read."""

    seq: int
    commitment: str | None
    unread: int  # How many entries of the log had no readable details until then.


@dataclass
class Links:
    """What is remembered of each case, and of the entries whose details cannot be read.

    One of those may be the entry before: then it has the commitment that is named.
    """

    newest: dict[str, Link] = field(default_factory=dict)  # By log reference.
    unread: dict[str, int] = field(default_factory=dict)  # Commitment to how many came before.

    def skip(self, commitment: str) -> None:
        """Remember an entry whose details cannot be read."""
        self.unread[commitment] = len(self.unread)

    def follow(self, ref: str, seq: int, prev: str, commitment: str | None) -> int | None:
        """Take the next entry of a case; return the number before, where it does not follow it.

        Args:
            ref: The log's name of the case.
            seq: Which entry of the case it says it is.
            prev: The commitment that it names as the one before; empty if it names none.
            commitment: Its own.
        """
        before = self.newest.get(ref, Link(0, None, 0))
        self.newest[ref] = Link(seq, commitment, len(self.unread))
        skipped = seq - before.seq - 1
        if skipped == 0 and prev == (before.commitment or ""):
            return None
        is_unread = self.unread.get(prev, -1) >= before.unread
        if is_unread and 0 < skipped <= len(self.unread) - before.unread:
            return None
        return before.seq

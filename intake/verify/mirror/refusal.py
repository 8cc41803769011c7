"""What a copy says against its source."""

from dataclasses import dataclass, field

from intake.verify.mirror.limits import NAMED


class MirrorRefusal(Exception):
    """The source contradicts the copy or itself; ``kind`` is a kind of ``verify.report.GRAVITY``.

    Kinds: ``key`` (not the pinned one), ``signature``, ``rolled-back``, ``forked``, ``damaged``
    (what is served does not follow from the checkpoint).
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


@dataclass
class Differences:
    """What the source no longer says as it did; the copy keeps what it has."""

    named: list[tuple[str, str]] = field(default_factory=list)  # (kind, text)
    count: int = 0

    def add(self, kind: str, text: str) -> None:
        """Note a difference."""
        self.count += 1
        if len(self.named) < NAMED:
            self.named.append((kind, text))

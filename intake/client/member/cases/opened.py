"""What somebody has of a case once it is open: all of it, or the contact file alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from intake.client.member.account.person import OpenSession
from intake.client.member.cases.acts import Acts
from intake.crypto.case.acts.folding import fold_acts
from intake.crypto.case.acts.standing import Standing
from intake.crypto.case.frames import Frame
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.roster.rosterchain import Walk

Meta = Mapping[str, Any]  # JSON from the server
Parts = Mapping[str, bytes]
NAMING = frozenset({"c_avoid", "c_interp"})
"""Answers of the contact file that may name somebody of the desk."""


@dataclass(frozen=True)
class OpenCase:
    """A case as one person has it open; ``frames`` by object id, in the order of the case."""

    by: OpenSession
    walk: Walk
    trusted: TrustedCase
    meta: Meta
    frames: Mapping[str, Frame]
    missing: bool  # whether something that was written before is not there
    kept: int = 0  # acts that only those read who hold the notes

    @property
    def report(self) -> Frame:
        """The report."""
        return next(frame for frame in self.frames.values() if frame.kind == "report")

    @property
    def standing(self) -> Standing:
        """What the report and the acts after it come to."""
        return fold_acts(self.trusted.written())

    @property
    def acts(self) -> Acts:
        """What this person may do to it."""
        return Acts(self.by, self.trusted, self.meta)

    @property
    def messages(self) -> list[str]:
        """The texts of the thread, oldest first."""
        return [str(f.body["text"]) for f in self.frames.values() if f.kind == "message"]

    @property
    def incidents(self) -> list[dict[str, Any]]:
        """What the reporter told of something new, oldest first, as it was judged (SPEC 5)."""
        theirs = [frame.body.get("incident") for frame in self.frames.values() if _is_told(frame)]
        return [told for told in theirs if isinstance(told, dict)]


def _is_told(frame: Frame) -> bool:
    return frame.kind == "message" and frame.by != "staff"


@dataclass(frozen=True)
class FirstLook:
    """What is given while nobody has decided whom a case is kept from."""

    by: OpenSession
    trusted: TrustedCase
    meta: Meta
    contact: Frame

    @property
    def acts(self) -> Acts:
        """What this person may do now."""
        return Acts(self.by, self.trusted, self.meta)

    @property
    def names_somebody(self) -> bool:
        """Whether the reporter keeps the case from somebody, or asks about an interpreter."""
        answers = self.contact.body["answers"]
        return isinstance(answers, dict) and not NAMING.isdisjoint(answers)


class SomebodyNamed(Exception):
    """The reporter names whom the case is kept from: people must decide who that is."""

    def __init__(self, look: FirstLook) -> None:
        super().__init__("the reporter names somebody")
        self.look = look

"""One member of staff under test: lists, opens, takes, answers and acts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from intake.client.member.cases import casework, listing
from intake.client.member.cases.acts import Acts
from intake.client.member.cases.opencase import confirm_own, look_first, read_released, release
from intake.client.member.cases.opened import SomebodyNamed
from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.keyfiles import KeyFile
from intake.crypto.case.reading.trusted import TrustedCase
from tests.people.carrying import parts_of
from tests.people.roster import OnRoster
from tests.played import played_once


@dataclass
class Opened:
    """A case as one person's browser holds it."""

    meta: dict[str, Any]
    trusted: TrustedCase
    frames: list[Any]

    @property
    def key_file(self) -> KeyFile:
        return self.trusted.key_file


@dataclass
class Person(OnRoster):
    """One member of staff, at the desk."""

    def listed(self) -> listing.Listing:
        """Return everything on this person's list."""
        return listing.fetch_list(self.unlocked())

    def desk_key(self) -> bytes | None:
        """Return their desk key file, as it comes with summaries."""
        return listing.fetch_desk_key(self.unlocked())

    def open(self, case: str, purpose: str = "triage") -> Opened:
        """Open a case, verify everything in it and confirm; raises Untrusted, Denied if it cannot.

        The first time of all that nobody of the desk is meant is decided on the way.
        """
        own, walk = self.unlocked(), self.walk()
        try:
            meta, parts = release(own, walk, case, purpose)
        except SomebodyNamed as named:
            named.look.acts.exclude(named=True)
            meta, parts = release(own, walk, case, purpose)
        found = read_released(own, walk, case, meta, parts)
        confirm_own(found)
        return Opened(dict(meta), found.trusted, list(found.frames.values()))

    def look(self, case: str, purpose: str = "triage") -> Opened:
        """Open a case of which nobody has decided yet whom it is kept from, and decide nothing."""
        own, walk = self.unlocked(), self.walk()
        meta, parts = parts_of(self.post(f"/desk/{case}/open", {"purpose": purpose}))
        found = look_first(own, walk, case, meta, parts)
        return Opened(meta, found.trusted, [found.contact])

    def take(
        self, opened: Opened, cover: "Person | None" = None, *, alone: bool = False
    ) -> TestResponse:
        """Take a case with a cover: whom the test names, else the first who can; or alone."""
        account, recipient = (cover.id, cover.recipient) if cover else (None, b"")
        others = [] if cover or alone else opened.meta["covers"]
        found = self.walk().newest.find_member(others[0]) if others else None
        if found:
            account, recipient = found.account, parse_recipient(found.recipient)
        return self.act(
            lambda own: casework.hand_in_taking(own, opened.trusted, account, recipient)
        )

    @played_once
    def hold(self, case: str, cover: "Person") -> None:
        """Take a case; both holders open their own key files, and the desk's goes."""
        assert self.take(self.open(case), cover).status_code == 201
        for holder, purpose in ((self, "casework"), (cover, "cover")):
            holder.open(case, purpose)

    def export(self, case: str, purpose: str = "triage", to: str = "self") -> TestResponse:
        """Ask for the stored files of a case."""
        return self.post(f"/desk/{case}/export", {"purpose": purpose, "recipient": to})

    def export_by_two(
        self, second: "Person", case: str, purpose: str, to: str = "self"
    ) -> TestResponse:
        """Ask for the files, let somebody else agree, and fetch them."""
        assert self.export(case, purpose, to).get_json()["error"] == "second_export"
        assert second.decide_export(second.exports()[-1]).status_code == 204
        return self.export(case, purpose, to)

    def exports(self) -> list[int]:
        """Read which exports the page shows, by their entries."""
        page = self.client.get("/desk/exports").get_data(as_text=True)
        return [int(index) for index in re.findall(r'data-export="(\d+)"', page)]

    def decide_export(self, index: int, *, agrees: bool = True) -> TestResponse:
        """Agree to an export, or end it."""
        return self.post("/desk/exports/agree", {"index": index, "agrees": agrees})

    def answer(self, opened: Opened, text: str, despite: str = "") -> TestResponse:
        seen = opened.meta["said"]
        return self.act(lambda own: casework.post_answer(own, opened.trusted, text, seen, despite))

    def do(self, opened: Opened, act: Callable[[Acts], object]) -> TestResponse:
        """Let this person act on a case they have open; return the answer."""
        return self.act(lambda own: act(Acts(own, opened.trusted, opened.meta)))

"""What the desk decides and writes to itself: signed frames, each with what the server is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake.client.browser import Answer
from intake.client.member.account.person import OpenSession
from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.holders import AccountHolder, DeskHolder
from intake.crypto.case.keyfiles import make_key_file
from intake.crypto.case.reading.trusted import TrustedCase
from intake.crypto.case.sealing.acts import seal_act
from intake.crypto.case.sealing.taking import take_case
from intake.crypto.roster.rosterchain import Walk

Fields = Mapping[str, object]


class Acts:
    """One case as one person acts on it; every method raises Denied when the server refuses."""

    def __init__(self, by: OpenSession, trusted: TrustedCase, meta: Mapping[str, object]) -> None:
        """Prepare.

        Args:
            by: Who acts.
            trusted: The case, as opened.
            meta: What the server said of it then.
        """
        self._by, self._trusted, self._meta = by, trusted, meta

    # --- writing -----------------------------------------------------------------------------

    def note(self, text: str) -> Answer:
        """Keep a note for those who hold the case."""
        return self._post("note", "note", {"text": text})

    def settle(self, reason: str, words: str = "") -> Answer:
        """Say why what was read so far needs no answer."""
        told = {"reason": reason, "seen": self._meta["said"]}
        return self._post("settle", "settled", {"reason": reason, "words": words}, told)

    def contacted(self, via: str, outcome: str, *, agreed: bool, words: str = "") -> Answer:
        """Keep that somebody tried to reach the reporter."""
        told = {"via": via, "agreed": agreed, "outcome": outcome}
        return self._post("contacted", "contacted", {**told, "words": words}, told)

    # --- deciding ----------------------------------------------------------------------------

    def change_level(self, to: str, reason: str) -> Answer:
        """Raise or lower how urgent the case is."""
        told = {"from": self._meta["level"], "to": to, "reason": reason}
        return self._post("level", "level", told, told)

    def set_aside(self, reason: str, *, aside: bool = True) -> Answer:
        """Set the case aside, or take it back."""
        told = {"aside": aside, "reason": reason}
        return self._post("aside", "aside", told, told)

    def close(self, dispositions: Sequence[str], words: str = "") -> Answer:
        """Close the case with what came of it."""
        told = {"dispositions": list(dispositions)}
        return self._post("close", "closing", {**told, "words": words}, told)

    def reopen(self, reason: str) -> Answer:
        """Open a closed case again."""
        told = {"reason": reason}
        return self._post("reopen", "reopening", told, told)

    def pause(self, reason: str) -> Answer:
        """Pause contact with the reporter; as ``unsafe_to_contact`` only what is urgent already."""
        told = {"reason": reason}
        return self._post("pause", "pause", told, told)

    def release(self, reason: str) -> Answer:
        """Go on with contact that was paused, or ask a second person to."""
        told = {"reason": reason}
        return self._post("release", "release", told, told)

    def be_on_it(self, instead_of: str | None = None) -> Answer:
        """Let everybody see that this person is on an emergency now."""
        return self._by.browser.send_json(self._path("on-it"), {"instead_of": instead_of})

    def agree(self, proposal: Fields, *, agrees: bool = True) -> Answer:
        """Agree to what waits, one of ``proposals``, or end it."""
        told = {"act": proposal["act"], "object": proposal["object"], "agrees": agrees}
        body = {"act": proposal["object"], "agrees": agrees}
        return self._post("agree", "agreement", body, told)

    def exclude(
        self, members: Sequence[str] = (), *, named: bool = False, unsure: bool = False
    ) -> Answer:
        """Say whom the reporter keeps the case from, account ids."""
        told = {"members": sorted(members), "named": named, "unsure": unsure}
        return self._post("exclude", "exclusion", told, told)

    # --- holding -----------------------------------------------------------------------------

    def confirm(self) -> Answer:
        """Tell that the key file opened, and what report and contact it led to."""
        return self._by.browser.send_json(self._path("confirm"), self._hashes())

    def hand_over(
        self, to: str, recipient: bytes, place: str, situation: str, next_day: str = ""
    ) -> Answer:
        """Offer somebody a place: a key file for them, and what they must know.

        Args:
            to: Account id.
            recipient: Theirs, from the walked roster, 1,216 bytes.
            place: ``assignee`` or ``cover``.
            situation: What they must know.
            next_day: ``YYYY-MM-DD``, or empty.
        """
        body = {"to": to, "place": place, "situation": situation, "next": next_day}
        files = take_case(
            self._trusted.key_file, self._by.account, self._by.keys.signing_seed, {to: recipient}
        )
        told = {"to": to, "place": place, **self._hashes()}
        key = {"key": files[to]}
        return self._post("handover", "handover", body | {"rules_read": True}, told, key)

    def let_in(self, to: str, recipient: bytes, proposal: Fields) -> Answer:
        """Let a supervisor read the case to agree to what waits in it, one of ``proposals``.

        Args:
            to: Account id.
            recipient: Theirs, from the walked roster, 1,216 bytes.
            proposal: What they shall agree to, or end.
        """
        files = take_case(
            self._trusted.key_file, self._by.account, self._by.keys.signing_seed, {to: recipient}
        )
        told = {"to": to, "object": proposal["object"], **self._hashes()}
        return self._by.browser.send_parts(self._path("grant"), told, {"key": files[to]})

    def give_desk_key(self, walk: Walk) -> Answer:
        """Seal a key file for the desk again, which lost its own."""
        made = make_desks_file(self._by, self._trusted, walk)
        return self._by.browser.send_parts(
            self._path("desk-key"), self._hashes(), {"key_desk": made}
        )

    def _hashes(self) -> dict[str, object]:
        key_file = self._trusted.key_file
        return {"report": key_file.report, "contact": key_file.contact}

    def _path(self, address: str) -> str:
        return f"/desk/{self._trusted.case}/{address}"

    def _post(
        self,
        address: str,
        kind: str,
        body: Fields,
        told: Fields | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> Answer:
        """Seal an act that comes after everything that was read, and hand it in."""
        sealed = seal_act(
            self._trusted,
            self._by.keys.signing_seed,
            kind,
            {"day": self._by.browser.today, **body},
        )
        meta = {"id": sealed.row.id, "epoch": sealed.row.epoch, "sha256": sealed.sha256}
        parts = {"frame": sealed.data, **(files or {})}
        return self._by.browser.send_parts(self._path(address), {**(told or {}), **meta}, parts)


def make_desks_file(by: OpenSession, trusted: TrustedCase, walk: Walk) -> bytes:
    """Return a key file for the desk, sealed to the recipient of the walked roster."""
    desk, recipient = walk.newest, parse_recipient(walk.newest.recipient)
    holder, maker = DeskHolder(desk.desk, desk.epoch), AccountHolder(by.account)
    given = replace(trusted.key_file, holder=holder, by=maker)
    return make_key_file(given, by.keys.signing_seed, recipient)

"""The verified list of people on the desk, walked from what this account remembers (SPEC 7, 8)."""

from dataclasses import dataclass

from intake.client.member.account.person import OpenSession
from intake.client.member.account.session import decode_file
from intake.crypto import shapes
from intake.crypto.encoding import b64u, parse_b64u
from intake.crypto.roster import accounts
from intake.crypto.roster.rosterchain import Walk, walk_roster
from intake.crypto.roster.rosterrules import require_not_ahead
from intake.crypto.roster.rostertext import parse_roster
from intake.crypto.roster.vault import COMPARED, SEEN, Memory, open_vault, seal_vault
from intake.crypto.tlog.note import parse_note

DESK_ADDRESS = "/.well-known/intake/desk"


class DeskDiffersError(Exception):
    """Reports are being sealed to another key than the one in the signed list."""


@dataclass(frozen=True)
class Proposal:
    """A version that waits for a second signature: its note, and whom it lets in (account id)."""

    note: str
    newcomer: str | None  # None: it takes somebody off.


@dataclass(frozen=True)
class RosterState:
    """The verified chain, what was remembered before, what waits, and the day it is."""

    walk: Walk
    memory: Memory
    proposal: Proposal | None
    day: str  # By the server's clock; no later than tomorrow by this client's own.


def load_roster(unlocked: OpenSession) -> Walk:
    """Return the verified chain of rosters; a newer version moves the pin.

    Raises:
        RosterError: The chain does not lead on from what this account remembers.
        Refused: What the server gives as its vault cannot be opened.
        LookupError: This account has compared no roster yet, or the server gives no vault of it.
        DeskDiffersError: Reporters' pages carry another recipient.
    """
    state = fetch_roster(unlocked)
    compared = state.memory.state == COMPARED
    if state.memory.pin != state.walk.pin:
        remember(unlocked, Memory(COMPARED if compared else SEEN, state.walk.pin))
    if not compared:
        raise LookupError("the desk's number was not compared yet")
    require_same_desk(unlocked, state.walk)
    return state.walk


def fetch_roster(unlocked: OpenSession) -> RosterState:
    """Fetch the chain and walk it from the pin in this account's vault; raises as above."""
    found = unlocked.browser.get("/roster").json()
    if found["vault"] is None:
        raise LookupError("the server keeps no vault of this account")
    memory = open_vault(decode_file(found["vault"]), unlocked.keys.vault_seed)
    notes = found["versions"]
    if not notes:
        raise LookupError("there is no desk yet")
    desk = parse_roster(parse_note(notes[0]).text).desk
    waits = found["proposal"]
    proposal = Proposal(waits["note"], waits["newcomer"]) if waits else None
    today = unlocked.browser.today
    require_not_ahead(shapes.day(found["day"]), today)
    walk = walk_roster(notes, desk, memory.pin, today)
    return RosterState(walk, memory, proposal, found["day"])


def require_same_desk(unlocked: OpenSession, walk: Walk) -> None:
    """Compare what reporters' pages seal to with the signed list.

    Raises:
        DeskDiffersError: It is another.
    """
    if unlocked.browser.get(DESK_ADDRESS).text.strip() != walk.newest.recipient:
        raise DeskDiffersError


def compare_desk(unlocked: OpenSession, number: str) -> None:
    """Remember the newest roster as compared if its number is the one that a member read out.

    Raises:
        ValueError: It is another.
    """
    walk = fetch_roster(unlocked).walk
    if desk_number(walk) != number:
        raise ValueError("another desk")
    remember(unlocked, Memory(COMPARED, walk.pin))


def desk_number(walk: Walk) -> str:
    """Return the safety number of the newest roster."""
    return accounts.roster_safety_number(parse_b64u(walk.pin.roster, 32))


def remember(unlocked: OpenSession, memory: Memory) -> None:
    """Keep what is known of the roster where the server can neither read nor write it."""
    vault = seal_vault(memory, unlocked.keys.vault_seed)
    unlocked.browser.send_json("/vault", {"vault": b64u(vault)}, "PUT")

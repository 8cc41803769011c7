"""Whatever a client can be refused with stands in the documents, with its status (C24)."""

import inspect
import re

from intake.crypto.roster import roster, rosterchain
from intake.web.refusals import _PUBLIC_CODES
from intake.web.words.staff import CODES as STAFF_CODES
from intake.web.words.words import ERRORS
from tests.spec.documents import DESK, SPEC, WIRE, codes_in, section
from tests.spec.raised import all_raised

#: Rooms whose answers go to one side of the house; the others' go to both.
REPORTERS, STAFF = {"report", "box"}, {"desk", "admin", "auth", "roster", "audit"}
#: What ``failure_of`` says where no code is raised.
EVERYWHERE = {("unavailable", 503), ("error", 500), ("method_not_allowed", 405)}
#: Raised in ``web`` for public pages alone: forms, and the rooms that only they have.
ONLY_PUBLIC = {"foreign", "not_utf8", "nul", "too_many_fields", "many_codes", "many_reports"}
ONLY_PUBLIC |= {"many_urgent_codes", "many_emergencies", "many_arrivals", "no_room"}
#: Raised under a name that only the run knows.
COMPUTED = {("wrong_role", 403), ("slow_down", 429), ("wrong_code", 403)}


def to_reporters() -> set[tuple[str, int]]:
    """Every code raised for reporters, as ``refuse`` says it."""
    found = {
        (code if code in ERRORS else _PUBLIC_CODES[status], status)
        for room, code, status in all_raised()
        if room not in STAFF and status not in {401, 403} and code not in STAFF_CODES
    }
    return found | EVERYWHERE | {("foreign", 403)}


def to_staff() -> set[tuple[str, int]]:
    return {
        (code, status)
        for room, code, status in all_raised()
        if room not in REPORTERS and code not in ONLY_PUBLIC | roster_reasons()
    } | EVERYWHERE


def roster_reasons() -> set[str]:
    named = re.findall(r"`([a-z_ \n]+)`", section(SPEC, 8).partition("Reasons to refuse:")[2])
    return {word for text in named for word in text.split()}


def test_every_code_that_a_reporter_can_meet_stands_in_the_wire_with_its_status() -> None:
    assert to_reporters() <= codes_in(section(WIRE, 6))
    assert {code for code, _ in codes_in(section(WIRE, 6))} == set(ERRORS)


def test_every_code_that_staff_can_meet_stands_in_the_protocol_with_its_status() -> None:
    told = codes_in(section(DESK, 10))
    assert to_staff() <= told
    assert told - to_staff() <= COMPUTED
    assert set(STAFF_CODES) <= {code for code, _ in told}


def test_every_reason_to_refuse_a_roster_stands_in_its_section() -> None:
    source = inspect.getsource(roster) + inspect.getsource(rosterchain)
    raised = re.findall(r"RosterError\(\s*\"(\w+)\"", source)
    assert {*raised, "gap", "step_back"} <= roster_reasons()

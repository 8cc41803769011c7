"""Vectors of rosters and desk key files."""

from dataclasses import replace

from intake.crypto.age.hybrid import encode_recipient
from intake.crypto.case.holders import AccountHolder
from intake.crypto.padding import pad
from intake.crypto.roster.deskkeys import DeskKeyFile, encode_desk_key_file
from intake.crypto.roster.roster import Member, Roster
from intake.crypto.roster.rosterchain import cosign_roster, sign_roster
from intake.crypto.roster.rosterrules import next_roster
from intake.crypto.roster.rostertext import encode_roster, pin_of, roster_hash
from tests.vectors.fixtures import (
    ALICE,
    BOB,
    CAROL,
    DESK,
    Vector,
    name_of,
    public,
    recipient,
    refused,
    sealed,
    seed,
)

SIGNERS = {"alice": ALICE, "bob": BOB, "carol": CAROL}


def member(name: str, role: str = "caseworker", *, triage: bool = True) -> Member:
    """Return the roster entry of one of the three."""
    return Member(
        account=SIGNERS[name],
        user_name=name,
        role=role,
        triage=triage,
        recipient=encode_recipient(recipient(name)),
        public=public(f"{name} signing"),
    )


def signed(roster: Roster, *names: str) -> str:
    """Return a roster as a note signed by these people."""
    note = sign_roster(roster, SIGNERS[names[0]], seed(f"{names[0]} signing"))
    for name in names[1:]:
        note = cosign_roster(note, SIGNERS[name], seed(f"{name} signing"))
    return note


def make_rosters() -> dict[str, Roster]:
    """Return a desk that begins with Alice, admits Bob and Carol, lets Alice go, rotates."""
    alice, bob, carol = member("alice"), member("bob"), member("carol", "supervisor", triage=False)
    desk = {number: encode_recipient(recipient(f"desk {number}")) for number in (1, 2)}
    v1 = Roster(DESK, 1, "-", 1, desk[1], (alice,))
    v2 = next_roster(v1, [alice, bob])
    v3 = next_roster(v2, [alice, bob, carol])
    v4 = next_roster(v3, [bob, carol])
    v5 = next_roster(v4, [bob, carol], epoch=2, recipient=desk[2])
    # From here on with days: Alice goes, comes back, and goes again within a week or after.
    d4 = next_roster(v3, [bob, carol], "2026-11-20")
    d5 = next_roster(d4, [alice, bob, carol], "2026-11-22")
    d6 = next_roster(d5, [bob, carol], "2026-11-26")
    e6 = next_roster(d5, [bob, carol], "2026-11-27")
    c6 = next_roster(d5, [alice, bob], "2026-11-22")
    undated = {"v1": v1, "v2": v2, "v3": v3, "v4": v4, "v5": v5}
    return undated | {"d4": d4, "d5": d5, "d6": d6, "e6": e6, "c6": c6}


def make_notes() -> dict[str, str]:
    """Return signed rosters by name: the chain, and what somebody could put into it."""
    r = make_rosters()
    alice, bob, carol = (r["v3"].find_member(account) for account in (ALICE, BOB, CAROL))
    if not (alice and bob and carol):
        raise ValueError
    promoted = replace(carol, triage=True)
    other = encode_recipient(recipient("desk 2"))
    spoilt = signed(r["v3"], "alice", "bob")
    return {
        "v1": signed(r["v1"], "alice"),
        "v2": signed(r["v2"], "alice"),
        "v3": signed(r["v3"], "alice", "bob"),
        "v4 removes, one signature": signed(r["v4"], "carol"),
        "v5 rotates": signed(r["v5"], "bob", "carol"),
        "v1 unsigned by its member": signed(r["v1"], "bob"),
        "v1 with two members": signed(replace(r["v1"], members=r["v2"].members), "alice", "bob"),
        "v2 by the newcomer alone": signed(r["v2"], "bob"),
        "v2 of another desk": signed(replace(r["v2"], desk="00" * 16), "alice"),
        "v2 after another v1": signed(replace(r["v2"], previous=roster_hash("another")), "alice"),
        "v2 another": signed(next_roster(r["v1"], [alice, carol]), "alice"),
        "v3 by one": signed(r["v3"], "alice"),
        "v3 by one and the newcomer": signed(r["v3"], "alice", "carol"),
        "v3 twice by one": signed(r["v3"], "alice", "alice"),
        "v3 spoilt": spoilt[:-20] + ("A" if spoilt[-20] != "A" else "B") + spoilt[-19:],
        "v4 promotes, one signature": signed(next_roster(r["v3"], [alice, bob, promoted]), "alice"),
        "v4 removes and promotes, one signature": signed(
            next_roster(r["v3"], [bob, promoted]), "bob"
        ),
        "v4 removes two, one signature": signed(next_roster(r["v3"], [bob]), "bob"),
        "v4 removes and rotates, one signature": signed(
            next_roster(r["v3"], [bob, carol], epoch=2, recipient=other), "bob"
        ),
        "v4 new recipient, same epoch": signed(
            next_roster(r["v3"], r["v3"].members, recipient=other), "alice", "bob"
        ),
        "v4 new epoch, same recipient": signed(
            next_roster(r["v3"], r["v3"].members, epoch=2), "alice", "bob"
        ),
        "d4": signed(r["d4"], "bob"),
        "d5": signed(r["d5"], "bob", "carol"),
        "d6 within a week, one signature": signed(r["d6"], "bob"),
        "d6 within a week, two signatures": signed(r["d6"], "bob", "carol"),
        "e6 after a week, one signature": signed(r["e6"], "bob"),
        "c6 takes off one without triage, one signature": signed(r["c6"], "alice"),
        "d5 without a day": signed(replace(r["d5"], day=None, removed=None), "bob", "carol"),
        "d5 of an earlier day": signed(
            replace(r["d5"], day="2026-11-19", removed=None), "bob", "carol"
        ),
        "d5 forgets the removal": signed(replace(r["d5"], removed=None), "bob", "carol"),
        "d6 forgets its own removal": signed(
            replace(r["d6"], removed="2026-11-20"), "bob", "carol"
        ),
        "d4 removes and says it did not": signed(replace(r["d4"], removed=None), "bob"),
        "not a note": encode_roster(r["v1"]),
        "a note of something else": signed(r["v1"], "alice").replace("intake/v1/roster", "hello"),
    }


UP_TO_D5 = ("v3", "d4", "d5")
WALKS: dict[str, tuple[str, tuple[str, ...], str]] = {
    # name: what is pinned (a name, or "" at first contact), notes, reason to refuse or ""
    "whole chain": ("", ("v1", "v2", "v3", "v4 removes, one signature", "v5 rotates"), ""),
    "first contact with version 1": ("", ("v1",), ""),
    "nothing new since the pin": ("v3", ("v1", "v2", "v3"), ""),
    "from the pinned version on": ("v3", ("v3", "v4 removes, one signature", "v5 rotates"), ""),
    "from before the pin": ("v3", ("v2", "v3", "v4 removes, one signature"), ""),
    "nothing at all": ("", (), "gap"),
    "nothing, although pinned": ("v1", (), "step_back"),
    "first contact without version 1": ("", ("v2", "v3"), "gap"),
    "starts after the pin": ("v2", ("v3", "v4 removes, one signature"), "gap"),
    "a version left out": ("", ("v1", "v3"), "gap"),
    "a version twice": ("", ("v1", "v2", "v2"), "step_back"),
    "older than the pin": ("v3", ("v1", "v2"), "step_back"),
    "another version 2 than pinned": ("v2", ("v1", "v2 another"), "fork"),
    "after another version 1": ("", ("v1", "v2 after another v1"), "fork"),
    "version 1 by somebody else": ("", ("v1 unsigned by its member",), "bad_first"),
    "version 1 with two members": ("", ("v1 with two members",), "bad_first"),
    "another desk": ("", ("v1", "v2 of another desk"), "bad_desk"),
    "a newcomer admits themselves": ("", ("v1", "v2 by the newcomer alone"), "too_few_signatures"),
    "one of two members admits": ("", ("v1", "v2", "v3 by one"), "too_few_signatures"),
    "the newcomer as second": (
        "",
        ("v1", "v2", "v3 by one and the newcomer"),
        "too_few_signatures",
    ),
    "one member twice": ("", ("v1", "v2", "v3 twice by one"), "too_few_signatures"),
    "a signature that does not hold": ("", ("v1", "v2", "v3 spoilt"), "bad_signature"),
    "promotion by one": ("v3", ("v3", "v4 promotes, one signature"), "too_few_signatures"),
    "removal and promotion by one": (
        "v3",
        ("v3", "v4 removes and promotes, one signature"),
        "too_few_signatures",
    ),
    "two removed by one": ("v3", ("v3", "v4 removes two, one signature"), "too_few_signatures"),
    "removal and rotation by one": (
        "v3",
        ("v3", "v4 removes and rotates, one signature"),
        "too_few_signatures",
    ),
    "a new recipient in the same epoch": (
        "v3",
        ("v3", "v4 new recipient, same epoch"),
        "bad_epoch",
    ),
    "the same recipient in a new epoch": (
        "v3",
        ("v3", "v4 new epoch, same recipient"),
        "bad_epoch",
    ),
    "a second removal within a week by one": (
        "v3",
        (*UP_TO_D5, "d6 within a week, one signature"),
        "too_few_signatures",
    ),
    "a second removal within a week by two": (
        "v3",
        (*UP_TO_D5, "d6 within a week, two signatures"),
        "",
    ),
    "a second removal after a week by one": (
        "v3",
        (*UP_TO_D5, "e6 after a week, one signature"),
        "",
    ),
    "a chain given from after the first removal on": (
        "d5",
        ("d5", "d6 within a week, one signature"),
        "too_few_signatures",
    ),
    "somebody without triage within the week by one": (
        "v3",
        (*UP_TO_D5, "c6 takes off one without triage, one signature"),
        "",
    ),
    "a version without a day after one that has one": (
        "v3",
        ("v3", "d4", "d5 without a day"),
        "bad_day",
    ),
    "a day that goes back": ("v3", ("v3", "d4", "d5 of an earlier day"), "bad_day"),
    "a removal forgotten": ("v3", ("v3", "d4", "d5 forgets the removal"), "bad_day"),
    "a removal that is not its own newest": (
        "v3",
        (*UP_TO_D5, "d6 forgets its own removal"),
        "bad_day",
    ),
    "a removal that says it is none": ("v3", ("v3", "d4 removes and says it did not"), "bad_day"),
    "a day of tomorrow": ("v3", UP_TO_D5, ""),
    "a day later than tomorrow": ("v3", UP_TO_D5, "bad_day"),
    "not a note": ("", ("not a note",), "bad_roster"),
    "a note of something else": ("", ("a note of something else",), "bad_roster"),
}


#: The day of who walks, where a vector names one.
TODAY = {"a day of tomorrow": "2026-11-21", "a day later than tomorrow": "2026-11-20"}


def roster_vectors() -> list[Vector]:
    """Tests: ``note`` (named texts that others refer to), ``parse`` a text without signatures
    (``hash`` or ``error``), ``walk`` the named notes from a pin (``newest`` or ``error``),
    ``desk_key_file``: open ``file`` with ``seed`` for ``account`` after walking ``notes``.
    """
    notes = make_notes()
    vectors: list[Vector] = [
        {"test": "note", "name": name, "note": note} for name, note in notes.items()
    ]
    vectors += [_parse_vector(name, text) for name, text in _texts().items()]
    vectors += [_walk_vector(name, *walk, make_rosters()) for name, walk in WALKS.items()]
    return vectors + _desk_key_vectors()


def _walk_vector(
    name: str, pinned: str, names: tuple[str, ...], error: str, rosters: dict[str, Roster]
) -> Vector:
    pin = pin_of(rosters[pinned]) if pinned else None
    outcome: Vector = {"error": error}
    if not error:
        newest = rosters[names[-1].split(" ")[0]]
        outcome = {"newest": {"roster": pin_of(newest).roster, "version": newest.version}}
    return {
        "test": "walk",
        "name": name,
        "desk": DESK,
        "pin": {"roster": pin.roster, "version": pin.version} if pin else None,
        "notes": list(names),
        "today": TODAY.get(name),
    } | outcome


def _parse_vector(name: str, text: str) -> Vector:
    good = name in ("version 1", "version 2", "with days", "with days, nobody removed")
    outcome: Vector = {"hash": roster_hash(text)} if good else {"error": "bad_roster"}
    return {"test": "parse", "name": name, "text": text} | outcome


def _texts() -> dict[str, str]:
    rosters = make_rosters()
    text = encode_roster(rosters["v2"])
    first = encode_roster(rosters["v1"])
    lines = text.splitlines(keepends=True)
    alice = lines[6]
    texts = {
        "version 1": first,
        "version 2": text,
        "": "",
        "no members": "".join(lines[:6]),
        "no line feed at the end": text[:-1],
        "an empty line more": text + "\n",
        "carriage returns": text.replace("\n", "\r\n"),
        "members not sorted": "".join([*lines[:6], lines[7], lines[6]]),
        "a member twice": "".join([*lines[:6], lines[6], lines[6]]),
        "a user name twice": text.replace(" bob ", " alice "),
        "nobody with triage": first.replace(" triage ", " case "),
        "unknown role": first.replace(" caseworker ", " auditor "),
        "capital in a user name": first.replace(" alice ", " Alice "),
        "two spaces": first.replace(" alice ", "  alice "),
        "version with a leading zero": first.replace("version 1", "version 01"),
        "version 0": first.replace("version 1", "version 0"),
        "version 1 with a previous one": first.replace("previous -", f"previous {'A' * 43}"),
        "version 2 without": text.replace(rosters["v2"].previous, "-"),
        "recipient with a wrong letter": first.replace("recipient age1pq1", "recipient age1pq1q"),
        "lines in another order": "".join([lines[0], lines[2], lines[1], *lines[3:]]),
        "another title": first.replace("intake/v1/", "intake/v2/"),
        "member without a key": first.replace(alice, alice.rsplit(" ", 1)[0] + "\n"),
        "a line more": first + "note hello\n",
        "with days": (dated := encode_roster(rosters["d5"])),
        "with days, nobody removed": dated.replace("removed 2026-11-20", "removed -"),
        "with days, the first title": dated.replace("intake/v2/", "intake/v1/"),
        "no day of the calendar": dated.replace("day 2026-11-22", "day 2026-11-31"),
        "a removal later than its version": dated.replace(
            "removed 2026-11-20", "removed 2026-11-23"
        ),
        "a removal of no day": dated.replace("removed 2026-11-20", "removed soon"),
        "a day alone": dated.replace("removed 2026-11-20\n", ""),
        "version 1 after a removal": dated.replace("version 5", "version 1").replace(
            rosters["d5"].previous, "-"
        ),
    }
    if len(set(texts.values())) != len(texts):
        raise ValueError("a change that changes nothing")
    return texts


def _desk_key_vectors() -> list[Vector]:
    good = DeskKeyFile(
        DESK, {1: seed("desk 1"), 2: seed("desk 2")}, AccountHolder(BOB), AccountHolder(ALICE)
    )
    newest = replace(good, epochs={2: seed("desk 2")}, by=AccountHolder(BOB))
    cases = {
        # The maker has left since; that she made it while she had triage is enough.
        "made by one who left": ("", "alice", good),
        "newest epoch only": ("", "bob", newest),
        "another desk": ("bad_key", "alice", replace(good, desk="00" * 16)),
        "no seed": ("bad_key", "alice", replace(good, epochs={})),
        "an epoch missing": (
            "bad_key", "alice", replace(good, epochs={1: seed("a"), 3: seed("b")}),
        ),
        "epoch 0": ("bad_key", "alice", replace(good, epochs={0: seed("desk 1")})),
        "for another account": ("bad_holder", "alice", replace(good, holder=AccountHolder(ALICE))),
        "signed by another": ("bad_signature", "bob", good),
        "by a member without triage": (
            "bad_signature", "carol", replace(good, by=AccountHolder(CAROL)),
        ),
        "by nobody on the roster": (
            "bad_signature", "bob", replace(good, by=AccountHolder("0" * 32)),
        ),
        "by a bare id": (
            "bad_signature", "alice", replace(good, by=ALICE),  # type: ignore[arg-type]  # No maker.
        ),
        "an old epoch only": ("bad_epoch", "alice", replace(good, epochs={1: seed("desk 1")})),
        "a seed of the server's": (
            "bad_epoch", "alice", replace(good, epochs={1: seed("desk 1"), 2: seed("evil")}),
        ),
    }  # fmt: skip
    vectors: list[Vector] = []
    for name, (error, signer, key_file) in cases.items():
        text = encode_desk_key_file(key_file, seed(f"{signer} signing"))
        vector: Vector = {
            "test": "desk_key_file",
            "name": name,
            "desk": DESK,
            "notes": list(WALKS["whole chain"][1]),
            "account": BOB,
            "seed": seed("bob").hex(),
            "file": name_of(sealed(f"desk key {name}", pad(text, "desk-key"), "bob")),
            "text": text.decode(),
        }
        vectors.append(refused(vector, error))
    return vectors

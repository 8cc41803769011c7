"""What an auditor reads: one verdict, every entry once, proofs that hold without this server."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert

from intake.audit import listing
from intake.audit.listing import Entry, Padding, Page
from intake.audit.proving import Proof, parse_signed, prove
from intake.audit.reading import searching
from intake.audit.reading.searching import Filter
from intake.audit.tables.advancing import advance
from intake.audit.tables.rows import Row
from intake.audit.tables.seen import read_seen
from intake.audit.verdict import LogJudge, LogStanding, Look
from intake.crypto.tlog.note import parse_vkey
from intake.crypto.tlog.tlogproof import TlogProofError, verify_tlog_proof
from intake.errors import NotFound
from intake.log import proofs, writing
from intake.log.events import Event, Log
from intake.log.signing.signer import Signer
from intake.log.tree import log_size
from intake.store.engine import Database
from intake.store.models import LogDetail, LogIx
from intake.store.statements import table_of
from tests.audit import tampering
from tests.audit.passes import pass_over
from tests.log.appending import append
from tests.log.filling import NOW, fill

ALL = Filter()
END = 2**53
FAR = 20_001  # Entries: once a filter looked through so many, and asked for "older" then.


def judge(database: Database, note: str, *, is_full: bool = False) -> LogStanding:
    head = parse_signed(note)
    advance(database, Log.ACCESS, head.size)
    if is_full:
        pass_over(database, head)
    with database.reading() as db:
        seen = read_seen(db, Log.ACCESS)
        return LogJudge().judge(Look(db, Log.ACCESS, head, seen))


def list_all(
    database: Database, before: int = END, wanted: Filter = ALL, log: Log = Log.ACCESS
) -> Page:
    """A page of everything that is stored, signed or not."""
    with database.reading() as db:
        size = log_size(db, log)
    while advance(database, log, size) < size:
        pass
    with database.reading() as db:
        return listing.list_entries(db, log, before, wanted, range(size))


def page(database: Database, before: int = END, wanted: Filter = ALL) -> list[Entry]:
    return list_all(database, before, wanted).entries


def pages(database: Database, wanted: Filter = ALL) -> list[list[int]]:
    """The indices of every page, as somebody sees them who follows "older" to the end."""
    found, before = [], END
    while True:
        shown = list_all(database, before, wanted)
        found.append([entry.index for entry in shown.entries])
        if shown.more is None:
            return found
        before = shown.more


def leaf_of(database: Database, index: int) -> bytes:
    with database.reading() as db:
        return _there(listing.find_entry(db, Log.ACCESS, index, index + 1)).leaf.encode()


def _there(entry: listing.Entry | None) -> listing.Entry:
    assert entry
    return entry


@pytest.fixture
def note(database: Database, signer: Signer) -> str:
    """The signed head of a log of 300 entries, whose triggers were dropped since."""
    fill(database, 300)
    signed = signer.checkpoint(database, Log.ACCESS)
    tampering.drop_triggers(database)
    return signed


def add_details(database: Database) -> None:
    """Four entries: two of one case, by two people; one of another; one without a case."""
    with database.session() as db:
        for event, actor, detail in (
            (Event.REPORT_OPEN, "a" * 16, {"purpose": "triage", "log_ref": "1" * 32}),
            (Event.REPORT_OPEN, "b" * 16, {"purpose": "cover", "log_ref": "1" * 32}),
            (Event.CASE_ASSIGN, "a" * 16, {"log_ref": "2" * 32}),
            (Event.AUTH_OK, "a" * 16, {"role": "caseworker"}),
        ):
            append(db, Log.ACCESS, event, now=NOW, actor=actor, detail=detail)
        db.commit()


# --- the verdict ---------------------------------------------------------------------------------


def test_an_untouched_log_holds_and_the_verdict_names_its_root(
    database: Database, note: str
) -> None:
    found = judge(database, note)
    assert (found.holds, found.reason, found.size) == (True, "", 300)
    with database.reading() as db:
        assert found.root == proofs.root(db, Log.ACCESS, 300)


def test_an_empty_log_holds(database: Database, signer: Signer) -> None:
    found = judge(database, signer.last(Log.ACCESS))
    assert (found.holds, found.size) == (True, 0)


def change(database: Database) -> None:
    tampering.change_leaf(database, 33, tampering.forge(leaf_of(database, 33)))


def change_and_rehash(database: Database) -> None:
    tampering.change_leaf(database, 33, tampering.forge(leaf_of(database, 33)), rehash=True)


TAMPERINGS: dict[str, tuple[Callable[[Database], None], str]] = {
    "changed": (change, "entry 33 is missing or was changed"),
    "changed with its hash": (change_and_rehash, "the entries do not give the signed root"),
    "dropped": (lambda database: tampering.drop_entry(database, 33), "entry 33 is missing"),
    "first dropped": (lambda database: tampering.drop_entry(database, 0), "entry 0 is missing"),
    "last dropped": (
        lambda database: tampering.drop_entry(database, 299),
        "entries from 299 on are missing",
    ),
    "re-ordered": (
        lambda database: tampering.swap_entries(database, 7, 8),
        "the entries do not give the signed root",
    ),
    "not an entry": (
        lambda database: tampering.change_leaf(database, 33, b"\xff no entry"),
        "entry 33 is missing or was changed",
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_log_that_was_tampered_with_does_not_hold(
    database: Database, note: str, name: str
) -> None:
    tamper, reason = TAMPERINGS[name]
    assert judge(database, note).holds
    tamper(database)
    found = judge(database, note, is_full=True)
    assert not found.holds
    assert found.reason.startswith(reason)
    assert found.size == 300


def test_entries_after_the_checkpoint_do_not_change_its_verdict(
    database: Database, note: str
) -> None:
    fill(database, 5)
    assert judge(database, note).holds


def test_an_entry_that_is_none_is_shown_as_it_lies_there(database: Database, note: str) -> None:
    tampering.change_leaf(database, 299, b"\xff<b>no entry</b>")
    tampering.change_leaf(database, 298, b"[1]")
    first, second, third = page(database)[:3]
    assert (first.event, second.event, third.event) == ("unreadable", "unreadable", "report.open")
    assert "<b>no entry</b>" in first.leaf
    assert second.leaf == "[1]"
    assert note  # The head it no longer fits.


# --- details -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [b'{"purpose":"cover"}', b'{"purpose":"triage"} ', b"no JSON \xff", b"[]", b""],
    ids=["another", "space", "no JSON", "no object", "empty"],
)
def test_a_detail_that_was_changed_is_not_believed(
    database: Database, signer: Signer, changed: bytes
) -> None:
    add_details(database)
    note = signer.checkpoint(database, Log.ACCESS)
    assert all(entry.detail_holds for entry in page(database))
    tampering.change_detail(database, 1, changed)
    assert [entry.detail_holds for entry in page(database)] == [True, True, False, True]
    assert judge(database, note).holds  # The entry itself still stands.


def test_a_detail_that_was_erased_leaves_its_entry(database: Database, signer: Signer) -> None:
    add_details(database)
    note = signer.checkpoint(database, Log.ACCESS)
    tampering.run(database, delete(LogDetail).where(LogDetail.idx == 1))
    entry = page(database)[2]
    assert (entry.index, entry.detail, entry.detail_holds) == (1, None, True)
    assert judge(database, note).holds


def test_a_detail_beside_an_entry_that_has_none_is_not_believed(
    database: Database, signer: Signer
) -> None:
    fill(database, 1)
    row = {"log": Log.ACCESS, "idx": 0, "salt": bytes(32), "detail": b'{"purpose":"triage"}'}
    with database.engine.begin() as connection:
        connection.execute(LogDetail.__table__.insert(), row)  # type: ignore[attr-defined]
    assert [entry.detail_holds for entry in page(database)] == [False]
    assert judge(database, signer.checkpoint(database, Log.ACCESS)).holds


# --- pages and filters ---------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 200, 250])
def test_the_pages_hold_every_entry_once_newest_first(database: Database, count: int) -> None:
    fill(database, count)
    found = pages(database)
    assert [index for page in found for index in page] == list(range(count - 1, -1, -1))
    assert all(len(page) == listing.PAGE for page in found[:-1])


@pytest.mark.parametrize("names", [0, 1, 40])
def test_a_filtered_list_has_no_gap_and_no_repeat_over_its_pages(
    database: Database, monkeypatch: pytest.MonkeyPatch, names: int
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    monkeypatch.setattr(searching, "NAMES", names)
    for _ in range(4):
        fill(database, 3)
        add_details(database)
    assert pages(database, Filter(event="case.assign")) == [[26, 19], [12, 5]]
    assert pages(database, Filter(case="1")) == [[25, 24], [18, 17], [11, 10], [4, 3]]
    assert pages(database, Filter("report.open", "b", "1")) == [[25, 18], [11, 4]]
    expected = [index for start in (24, 17, 10, 3) for index in (start + 3, start + 2, start)]
    assert [each for page in pages(database, Filter(actor="a")) for each in page] == expected


def test_padding_is_one_line_wherever_it_lies(database: Database) -> None:
    for count in (3, 1):
        with database.session() as db:
            writing.pad(db, Log.INTAKE, NOW, least=1)
            db.commit()
        fill(database, count, Log.INTAKE)
    lines = list_all(database, log=Log.INTAKE).lines
    told = [(x.first, x.last) if isinstance(x, Padding) else x.index for x in lines]
    assert told == [512, (259, 511), 258, 257, 256, (0, 255)]
    assert [x.count for x in lines if isinstance(x, Padding)] == [253, 256]
    below = list_all(database, 300, log=Log.INTAKE).lines
    assert [(x.first, x.last) for x in below if isinstance(x, Padding)] == [(259, 299), (0, 255)]
    assert len(list_all(database, wanted=Filter("pad"), log=Log.INTAKE).entries) == 100


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(event="report.open"), [1, 0]),
        (Filter(actor="a" * 16), [3, 2, 0]),
        (Filter(case="1" * 32), [1, 0]),
        (Filter("report.open", "a" * 16, "1" * 32), [0]),
        (Filter(case="1" * 8), [1, 0]),  # As the list shows it.
        (Filter(actor="a" * 8), [3, 2, 0]),
        (Filter(case="1" * 8 + "2"), []),
        (Filter("report.open", case="1" * 8), [1, 0]),
        (Filter("auth.ok", "a" * 4), [3]),
        (Filter("", "b" * 3, "1" * 3), [1]),
        (Filter(actor="%"), []),
        (Filter(actor="z"), []),
        (Filter(event="report"), []),
        (Filter(actor="A" * 16), []),
        (Filter(event="'; DROP TABLE log_entry; --"), []),
    ],
)
def test_a_filter_finds_what_is_named_or_how_a_reference_begins(
    database: Database, wanted: Filter, expected: list[int]
) -> None:
    add_details(database)
    assert [entry.index for entry in page(database, wanted=wanted)] == expected


def test_what_lies_far_back_is_found_at_once_and_nobody_is_asked_to_look_on(
    database: Database,
) -> None:
    add_details(database)
    list_all(database)
    more = [Row("access", 4 + n, NOW, "audit.view", "c" * 16, "ok", None, None) for n in range(FAR)]
    with database.session() as db:
        db.execute(insert(table_of(LogIx)), [each._asdict() for each in more])
        db.commit()
    with database.reading() as db:
        for wanted, expected in (
            (Filter(event="case.assign"), [2]),
            (Filter(actor="b" * 4), [1]),
            (Filter(case="2"), [2]),
            (Filter("report.open", "a" * 16, "1" * 32), [0]),
        ):
            assert searching.search(db, Log.ACCESS, END, wanted, listing.PAGE + 1) == expected


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (ALL, {}),
        (Filter("report.open"), {"event": "report.open"}),
        (Filter(actor="3f9c"), {"actor": "3f9c"}),
        (Filter(actor="system"), {"actor": "system"}),
        (
            Filter("auth.ok", "a" * 16, "1" * 32),
            {"event": "auth.ok", "actor": "a" * 16, "case": "1" * 32},
        ),
        (Filter("tenzin"), {"event": "unreadable"}),
        (Filter("report-open"), {"event": "unreadable"}),
        (Filter(actor="tenzin", case="0b"), {"actor": "unreadable", "case": "0b"}),
        (Filter(actor="a" * 17), {"actor": "unreadable"}),
        (Filter(case="they came at night"), {"case": "unreadable"}),
        (Filter(case="1" * 33), {"case": "unreadable"}),
    ],
)
def test_the_log_says_what_was_looked_for_and_no_word_of_anybody(
    wanted: Filter, said: dict[str, str]
) -> None:
    assert listing.filter_detail(wanted) == said


# --- proofs --------------------------------------------------------------------------------------


def test_the_proof_file_of_every_entry_verifies_without_this_server(
    database: Database, signer: Signer
) -> None:
    fill(database, 70)
    note, key = signer.checkpoint(database, Log.ACCESS), parse_vkey(signer.vkey(Log.ACCESS))
    with database.reading() as db:
        for index in range(70):
            proof = prove(db, Log.ACCESS, index, note).text
            leaf = _there(listing.find_entry(db, Log.ACCESS, index, 70)).leaf.encode()
            assert verify_tlog_proof(proof, leaf, key)[0] == index
            with pytest.raises(TlogProofError):
                verify_tlog_proof(proof, tampering.forge(leaf), key)


def test_nothing_beyond_the_checkpoint_has_a_proof(database: Database, signer: Signer) -> None:
    fill(database, 3)
    note = signer.checkpoint(database, Log.ACCESS)
    fill(database, 3)
    with database.reading() as db:
        for index in (3, 5, 6, 2**62):
            with pytest.raises(NotFound):
                listing.find_entry(db, Log.ACCESS, index, 3)
            if index < 6:
                assert prove(db, Log.ACCESS, index, note) == Proof(
                    "", f"entry {index} does not lead to the signed root"
                )


def test_an_entry_that_was_signed_and_is_gone_has_no_proof_and_a_reason(
    database: Database, note: str
) -> None:
    tampering.drop_entry(database, 7)
    with database.reading() as db:
        assert listing.find_entry(db, Log.ACCESS, 7, 300) is None
        assert "was signed and is missing" in prove(db, Log.ACCESS, 7, note).reason

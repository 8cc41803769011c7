"""A log is hashed once and then extended; what the page shows is proved each time."""

from collections.abc import Callable

import pytest
from sqlalchemy import Executable, delete, select, update

from intake.audit.listing import list_entries
from intake.audit.passing.whole import NOT_INDEXED
from intake.audit.proving import parse_signed
from intake.audit.reading.searching import Filter
from intake.audit.tables import entries, rehashing
from intake.audit.tables.advancing import advance
from intake.audit.tables.rebuilding import empty
from intake.audit.tables.seen import lock_seen, read_seen
from intake.audit.verdict import NOT_SEEN, LogJudge, LogStanding, Look
from intake.crypto.tlog.checkpoint import Checkpoint
from intake.crypto.tlog.merkle import leaf_hash
from intake.log.events import Event, Log
from intake.log.signing.signer import Signer, create_signer_state
from intake.store.engine import Database
from intake.store.models import LogEntry, LogHour, LogIx, LogSeen, LogTile
from tests.audit import tampering
from tests.audit.passes import pass_over
from tests.log.appending import append
from tests.log.filling import LOG_KEY, NOW, ORIGIN, fill
from tests.log.restoring import back_up, put_back


class Page:
    """The auditors' page without its frame: a verdict, and the entries before an index."""

    def __init__(self, database: Database, signer: Signer) -> None:
        self.verdicts, self.database, self.signer = LogJudge(), database, signer

    def look(self, before: int = 2**53, head: Checkpoint | None = None) -> LogStanding:
        head = head or parse_signed(self.signer.checkpoint(self.database, Log.ACCESS))
        size = min(advance(self.database, Log.ACCESS, head.size), head.size)
        with self.database.reading() as db:
            entries = list_entries(db, Log.ACCESS, before, Filter(), range(size)).entries
            look = Look(db, Log.ACCESS, head, read_seen(db, Log.ACCESS), entries)
            return self.verdicts.judge(look)

    def pass_over(self, now: int = NOW) -> None:
        pass_over(self.database, parse_signed(self.signer.last(Log.ACCESS)), now)


@pytest.fixture
def page(database: Database, signer: Signer) -> Page:
    """The page on a log of 2,000 entries, which it has seen once; the triggers were dropped."""
    fill(database, 2000)
    page = Page(database, signer)
    assert page.look().holds
    tampering.drop_triggers(database)
    return page


def leaf_of(database: Database, index: int) -> bytes:
    with database.reading() as db:
        return db.get_one(LogEntry, (Log.ACCESS, index)).leaf


def test_a_second_view_hashes_no_more_than_what_came(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[bytes] = []

    def count(leaf: bytes) -> bytes:
        hashed.append(leaf)
        return leaf_hash(leaf)

    monkeypatch.setattr(entries, "leaf_hash", count)
    monkeypatch.setattr(rehashing, "leaf_hash", count)
    fill(page.database, 10)
    found = page.look()
    assert (found.holds, found.size) == (True, 2010)
    assert len(hashed) == 10
    assert page.look().holds
    assert len(hashed) == 10


def forge(database: Database, index: int) -> None:
    tampering.change_leaf(database, index, tampering.forge(leaf_of(database, index)), rehash=True)


SHOWN: dict[str, Callable[[Database], None]] = {
    "changed": lambda database: tampering.change_leaf(database, 80, b"no entry"),
    "changed with its hash": lambda database: forge(database, 80),
    "dropped": lambda database: tampering.drop_entry(database, 80),
    "swapped": lambda database: tampering.swap_entries(database, 80, 81),
}


@pytest.mark.parametrize("name", SHOWN)
def test_an_entry_that_is_shown_is_proved_again_however_long_ago_it_was_hashed(
    page: Page, name: str
) -> None:
    SHOWN[name](page.database)
    assert not page.look(before=120).holds


def test_a_full_pass_finds_what_no_page_shows_and_the_page_says_when_it_ended(page: Page) -> None:
    assert page.look().full_at is None
    page.pass_over(NOW)
    assert (page.look().full_at, page.look().full_size) == (NOW, 2000)
    old = leaf_of(page.database, 80)
    forge(page.database, 80)
    assert page.look().holds  # Behind what was taken in, and not shown.
    page.pass_over(NOW + 60)
    found = page.look()
    assert (found.holds, found.reason) == (False, "the entries do not give the signed root")
    assert Page(page.database, page.signer).look().reason == found.reason  # Whoever looks.
    tampering.change_leaf(page.database, 80, old, rehash=True)
    assert not page.look().holds  # What was found stands until all was hashed again.
    page.pass_over(NOW + 120)
    assert (page.look().holds, page.look().full_at) == (True, NOW + 120)


@pytest.mark.parametrize(
    "change",
    [
        update(LogIx).where(LogIx.idx == 80).values(e="auth.ok"),
        delete(LogIx).where(LogIx.idx == 80),
        update(LogIx).where(LogIx.idx == 80).values(idx=5000),
        update(LogHour).values(n=LogHour.n + 1),
        delete(LogHour),
    ],
    ids=["another event", "left out", "beyond", "counted twice", "not counted"],
)
def test_side_tables_that_say_something_else_are_red_after_a_full_pass(
    page: Page, change: Executable
) -> None:
    tampering.run(page.database, change)
    page.pass_over()
    found = page.look(before=70)
    assert (found.holds, found.reason) == (False, NOT_INDEXED)


def test_a_tree_beside_the_log_that_does_not_lead_to_the_signed_root_is_red(page: Page) -> None:
    with page.database.session() as db:
        row = lock_seen(db, Log.ACCESS)
        row.frontier = bytes(len(row.frontier))
        db.commit()
    assert page.look().reason == NOT_SEEN


def test_how_far_the_tables_go_makes_no_sense_and_is_red(page: Page) -> None:
    tampering.run(page.database, update(LogSeen).values(frontier=b"?"))
    found = page.look()
    assert (found.holds, found.reason) == (False, "how far the side tables go makes no sense")


def test_a_log_that_does_not_extend_what_was_hashed_is_red_whoever_signs_it(
    page: Page, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The database and the signer's state are put back together, and grow again otherwise."""
    backup = back_up(database)
    fill(database, 300)
    assert page.look().holds
    put_back(database, backup)
    folder = tmp_path_factory.mktemp("signer")
    create_signer_state(folder / "s", ORIGIN, LOG_KEY)
    page.signer = Signer(folder / "s", ORIGIN, LOG_KEY)
    shorter = page.look()
    assert "its first 2300 entries are not those that were checked" in shorter.reason
    fill(database, 1, Log.INTAKE)
    grow_otherwise(database, 400)
    longer = page.look()
    assert "its first 2300 entries are not those that were checked" in longer.reason
    assert not page.look().holds  # It is not believed at the second look either.
    empty(database)  # The side tables were put back, too.
    assert not page.look().holds
    assert Page(database, page.signer).look().holds  # As somebody sees it who came today.


def grow_otherwise(database: Database, count: int) -> None:
    with database.session() as db:
        for step in range(count):
            append(db, Log.ACCESS, Event.AUTH_OK, now=NOW + 5000 + step)
        db.commit()


def test_an_older_checkpoint_after_a_newer_one_accuses_nobody(page: Page) -> None:
    """As two views at once may ask."""
    head = parse_signed(page.signer.last(Log.ACCESS))
    fill(page.database, 5)
    assert page.look().holds
    assert page.look(head=head).holds
    assert page.look().holds


def test_what_the_signer_refuses_to_sign_is_red_however_well_its_entries_hold(page: Page) -> None:
    head = parse_signed(page.signer.checkpoint(page.database, Log.ACCESS))
    with page.database.reading() as db:
        seen, refusal = read_seen(db, Log.ACCESS), "the log is older than what was signed"
        found = page.verdicts.judge(Look(db, Log.ACCESS, head, seen, refusal=refusal))
    assert (found.holds, found.reason) == (False, "the log is older than what was signed")


def test_a_tree_that_was_changed_beside_whole_entries_is_red(page: Page) -> None:
    head = parse_signed(page.signer.last(Log.ACCESS))
    at = (LogTile.log == Log.ACCESS, LogTile.lvl == 1)
    with page.database.reading() as db:
        (tile,) = db.scalars(select(LogTile).where(*at))
        other = bytes([tile.data[0] ^ 1]) + tile.data[1:]
    tampering.run(page.database, update(LogTile).where(*at).values(data=other))
    found = page.look(head=head)
    assert not found.holds
    assert found.reason == "what is shown here does not lead to the signed root"

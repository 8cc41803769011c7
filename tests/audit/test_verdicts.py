"""A log is hashed once and then extended; what the page shows is proved each time."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from intake.audit import verdict
from intake.audit.listing import Filter, list_entries
from intake.audit.proving import parse_signed
from intake.audit.verdict import WHOLE_SECONDS, LogJudge, LogStanding, Look
from intake.crypto.tlog.merkle import leaf_hash
from intake.log.events import Event, Log
from intake.log.signing.signer import Signer, create_signer_state
from intake.store.engine import Database
from intake.store.models import LogEntry, LogTile
from tests.audit import tampering
from tests.log.appending import append
from tests.log.filling import LOG_KEY, NOW, ORIGIN, fill
from tests.log.restoring import back_up, put_back


class Page:
    """The auditors' page without its frame: a verdict, and the entries before an index."""

    def __init__(self, database: Database, signer: Signer) -> None:
        self.verdicts, self.database, self.signer = LogJudge(), database, signer

    def look(self, now: int = NOW, before: int = 2**53, *, is_whole: bool = False) -> LogStanding:
        head = parse_signed(self.signer.checkpoint(self.database, Log.ACCESS))
        with self.database.reading() as db:
            entries, _ = list_entries(db, Log.ACCESS, min(before, head.size), Filter())
            look = Look(db, Log.ACCESS, head, entries)
            return self.verdicts.judge(look, now=now, is_whole=is_whole)


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

    monkeypatch.setattr(verdict, "leaf_hash", count)
    fill(page.database, 10)
    found = page.look(NOW + 60)
    assert (found.holds, found.size, found.whole_at) == (True, 2010, NOW)
    assert len(hashed) == 10
    assert page.look(NOW + 120).holds
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


def test_all_entries_are_hashed_again_each_day_and_when_asked(page: Page) -> None:
    forge(page.database, 80)
    assert page.look(NOW + WHOLE_SECONDS - 1).holds  # Behind what was hashed, and not shown.
    assert not page.look(NOW + WHOLE_SECONDS - 1, is_whole=True).holds
    assert not page.look(NOW + WHOLE_SECONDS).holds
    assert not Page(page.database, page.signer).look().holds  # Another process begins anew.


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
    with page.database.reading() as db:
        assert page.verdicts.judge(Look(db, Log.ACCESS, head), now=NOW).holds
    assert page.look().holds


def test_what_the_signer_refuses_to_sign_is_red_however_well_its_entries_hold(page: Page) -> None:
    head = parse_signed(page.signer.checkpoint(page.database, Log.ACCESS))
    with page.database.reading() as db:
        look = Look(db, Log.ACCESS, head, refusal="the log is older than what was signed")
        found = page.verdicts.judge(look, now=NOW)
    assert (found.holds, found.reason) == (False, "the log is older than what was signed")


def test_a_tree_that_was_changed_beside_whole_entries_is_red(page: Page) -> None:
    head = parse_signed(page.signer.last(Log.ACCESS))
    at = (LogTile.log == Log.ACCESS, LogTile.lvl == 1)
    with page.database.reading() as db:
        (tile,) = db.scalars(select(LogTile).where(*at))
        other = bytes([tile.data[0] ^ 1]) + tile.data[1:]
    tampering.run(page.database, update(LogTile).where(*at).values(data=other))
    with page.database.reading() as db:
        found = page.verdicts.judge(Look(db, Log.ACCESS, head), now=NOW)
    assert not found.holds
    assert found.reason == "what is shown here does not lead to the signed root"

"""The migrations make the schema that the models describe, and can be undone, on both engines."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, Table, inspect, select, text
from sqlalchemy.exc import DBAPIError

from intake.auth.enrolling import get_invite
from intake.crypto.passwords import hash_token
from intake.crypto.wrapping import unwrap_text, wrap_text
from intake.desk.notices.addresses import LABEL, Address, find_address
from intake.log.act import SYSTEM, Act
from intake.log.events import Event, Log
from intake.log.tree import log_size
from intake.store import schema
from intake.store.engine import Base, Database, open_database
from intake.store.models import Case

NOW = 1_793_000_000


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    """A database with nothing in it, on each engine in turn."""
    opened = open_database(database_url)
    if opened.engine.dialect.name == "postgresql":
        with opened.engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    else:
        Base.metadata.drop_all(opened.engine)
    yield opened
    opened.close()


def differences(database: Database) -> list[object]:
    """What the models have and the database has not, and the other way round."""
    with database.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Base.metadata))


def triggers(database: Database) -> set[str]:
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with database.engine.connect() as connection:
        return set(connection.scalars(text(queries[database.engine.dialect.name])))


def functions(database: Database) -> set[str]:
    query = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    if database.engine.dialect.name == "sqlite":
        return set()
    with database.engine.connect() as connection:
        return set(connection.scalars(text(query)))


def without_row_numbers(database: Database) -> set[str]:
    """SQLite's tables that do not number their rows in the order they came."""
    if database.engine.dialect.name == "postgresql":
        return set()
    with database.engine.connect() as connection:
        rows = connection.execute(text("PRAGMA table_list")).mappings().all()
    return {row["name"] for row in rows if row["wr"]}


def append(database: Database) -> None:
    with database.session() as session:
        Act(session, SYSTEM, NOW).log(Event.SYS_START)
        session.commit()


def test_upgrading_from_nothing_gives_the_schema_of_the_models(empty: Database) -> None:
    assert schema.current_revision(empty) is None
    schema.upgrade(empty)
    assert schema.current_revision(empty) == schema.newest_revision()
    assert differences(empty) == []


def test_migrations_and_models_agree_on_what_a_comparison_does_not_see(empty: Database) -> None:
    def unseen() -> list[set[str]]:
        return [triggers(empty), functions(empty), without_row_numbers(empty)]

    schema.upgrade(empty)
    migrated = unseen()
    schema.downgrade(empty)
    Base.metadata.create_all(empty.engine)
    assert unseen() == migrated
    assert len(migrated[0]) == 2


def test_an_upgrade_of_the_newest_schema_changes_nothing(empty: Database) -> None:
    schema.upgrade(empty)
    append(empty)
    schema.upgrade(empty)
    with empty.reading() as session:
        assert log_size(session, Log.ACCESS) == 1


def test_down_to_nothing_and_up_again(empty: Database) -> None:
    schema.upgrade(empty)
    before = triggers(empty)
    append(empty)
    schema.downgrade(empty)
    assert set(inspect(empty.engine).get_table_names()) <= {"alembic_version"}
    assert (triggers(empty), functions(empty)) == (set(), set())
    schema.upgrade(empty)
    assert (differences(empty), triggers(empty)) == ([], before)
    append(empty)
    with empty.reading() as session:
        assert log_size(session, Log.ACCESS) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_entry SET leaf = leaf",
        "DELETE FROM log_entry",
        "DELETE FROM log_entry WHERE idx = 0",
    ],
)
def test_an_entry_of_a_migrated_log_cannot_be_changed_or_deleted(
    empty: Database, statement: str
) -> None:
    schema.upgrade(empty)
    append(empty)
    with empty.engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(statement))
    with empty.reading() as session:
        assert log_size(session, Log.ACCESS) == 1


def test_entries_cannot_be_replaced_or_truncated_either(empty: Database) -> None:
    schema.upgrade(empty)
    append(empty)
    statements = {
        "sqlite": "INSERT OR REPLACE INTO log_entry SELECT * FROM log_entry",
        "postgresql": "TRUNCATE log_entry",
    }
    statement = statements[empty.engine.dialect.name]
    with empty.engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(statement))


INVITE = """INSERT INTO invites
    (token_hash, username, role, triage, account_id, pass_salt, totp_wrapped, expires_at)
    VALUES (:hash, 'anna', 'auditor', :triage, :account, :salt, :wrapped, :expires)"""


def test_invitations_made_before_go_on_working_and_keep_no_secret(empty: Database) -> None:
    schema.upgrade(empty, "0001")
    token = "token-of-a-link"
    values = {"hash": hash_token(token), "triage": False, "account": "a" * 32}
    values |= {"salt": bytes(16), "wrapped": b"a wrapped secret", "expires": NOW + 60}
    with empty.engine.begin() as connection:
        connection.execute(text(INVITE), values)
    schema.upgrade(empty)
    with empty.reading() as session:
        assert get_invite(session, token, NOW).username == "anna"
    columns = {column["name"] for column in inspect(empty.engine).get_columns("invites")}
    assert "totp_wrapped" not in columns
    schema.downgrade(empty, "0001")
    with empty.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM invites")) == 0
    schema.upgrade(empty)
    assert differences(empty) == []


CASE = """INSERT INTO cases (id, desk, desk_epoch, epoch, level, status, server_saw, received_on,
    active_on, token_hash, sent_hash, leaf_hash, log_ref, log_seq)
    VALUES (:id, 'd', 1, 0, 1, 'new', :no, '2026-11-20', '2026-11-24', :hash, :hash, :hash, :id,
    0)"""
OBJECT = """INSERT INTO sealed_objects
    (id, case_id, position, kind, "by", epoch, received_on, sha256, data)
    VALUES (:id, :case, :position, :kind, :by, 0, :day, :hash, :hash)"""


def test_cases_from_before_are_unanswered_since_what_came_after_the_last_answer(
    empty: Database,
) -> None:
    came = [("report", "reporter", "20"), ("message", "staff", "21"), ("message", "reporter", "22")]
    came += [("message", "reporter", "23")]
    schema.upgrade(empty, "0003")
    with empty.engine.begin() as connection:
        for case, count in (("a" * 32, 1), ("b" * 32, 2), ("c" * 32, 4)):
            hashed = case[:32].encode()
            connection.execute(text(CASE), {"id": case, "no": False, "hash": hashed})
            for position, (kind, by, day) in enumerate(came[:count]):
                values = {"id": f"{case[:31]}{position}", "case": case, "position": position}
                values |= {"kind": kind, "by": by, "day": f"2026-11-{day}", "hash": hashed}
                connection.execute(text(OBJECT), values)
    schema.upgrade(empty)
    query = select(Case.said, Case.answered, Case.waiting_on).order_by(Case.id)
    with empty.reading() as session:
        found = [tuple(row) for row in session.execute(query)]
    assert found == [(0, -1, date(2026, 11, 20)), (0, 0, None), (3, 0, date(2026, 11, 22))]


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(schema.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    broken = BROKEN.format(down=schema.newest_revision())
    (folder / "versions" / "9999_broken.py").write_text(broken)
    monkeypatch.setattr(schema, "FOLDER", folder)
    with pytest.raises(RuntimeError, match="in the middle"):
        schema.upgrade(empty)
    assert schema.current_revision(empty) is None
    assert set(inspect(empty.engine).get_table_names()) <= {"alembic_version"}


BROKEN = '''"""Breaks in the middle."""

from alembic import op

revision = "9999"
down_revision = "{down}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("throttles")
    raise RuntimeError("in the middle")
'''


def test_a_case_from_before_never_stood_graver_than_it_stands(empty: Database) -> None:
    schema.upgrade(empty, "0010")
    with empty.engine.begin() as connection:
        connection.execute(text(CASE), {"id": "a" * 32, "no": False, "hash": b"a" * 32})
    schema.upgrade(empty)
    with empty.reading() as session:
        assert session.execute(select(Case.level, Case.highest)).all() == [(1, 1)]


def add_account(database: Database) -> None:
    """Add an account past the models, with something in every column that wants it."""
    fill = {bool: False, int: 0, str: "a", bytes: b"a", date: date(2026, 11, 28)}
    with database.engine.begin() as connection:
        accounts = Table("accounts", MetaData(), autoload_with=connection)
        wanted = [each for each in accounts.columns if not each.nullable]
        row = {each.name: fill[each.type.python_type] for each in wanted}
        connection.execute(accounts.insert().values(row | {"id": "a" * 32}))


def test_what_was_signed_for_who_was_disabled_before_goes(empty: Database) -> None:
    schema.upgrade(empty, "0034")
    add_account(empty)
    for disabled, kept in ((False, b"signed"), (True, None)):
        with empty.engine.begin() as connection:
            accounts = Table("accounts", MetaData(), autoload_with=connection)
            connection.execute(accounts.update().values(disabled=disabled, vouch=b"signed"))
        schema.upgrade(empty)
        with empty.engine.connect() as connection:
            assert connection.scalar(select(accounts.c.vouch)) == kept
        schema.downgrade(empty, "0034")


def test_zone_and_quiet_hours_that_stood_in_clear_are_wrapped_and_come_back(
    empty: Database,
) -> None:
    key, account = bytes(range(32)), "a" * 32
    schema.upgrade(empty, "0014")
    add_account(empty)
    plain = {"zone": "Asia/Urumqi", "quiet_from": 22, "quiet_until": 7}
    with empty.engine.begin() as connection:
        table = Table("notice_addresses", MetaData(), autoload_with=connection)
        wrapped = wrap_text(key, LABEL, account, "a@example.org")
        connection.execute(table.insert().values(account_id=account, wrapped=wrapped, **plain))
    with pytest.raises(RuntimeError, match="server key"):
        schema.upgrade(empty)
    assert schema.current_revision(empty) == "0014"
    schema.upgrade(empty, server_key=key)
    with empty.reading() as db:
        found = find_address(db, key, account)
    assert found == Address("a@example.org", "Asia/Urumqi", (22, 7))
    schema.downgrade(empty, "0014", server_key=key)
    with empty.engine.begin() as connection:
        row = connection.execute(table.select()).mappings().one()
    assert {name: row[name] for name in plain} == plain
    assert unwrap_text(key, LABEL, account, row["wrapped"]) == "a@example.org"

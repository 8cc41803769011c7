"""First schema."""

import sqlalchemy as sa
from alembic import op

from intake.store.models.log import CREATE_LOG, DROP_LOG

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("username", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=13), nullable=False),
        sa.Column("triage", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("pass_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("auth_hash", sa.String(length=128), nullable=False),
        sa.Column("totp_wrapped", sa.LargeBinary(length=64), nullable=False),
        sa.Column("totp_step", sa.BigInteger(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("verify_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("username", name=op.f("uq_accounts_username")),
    )
    op.create_table(
        "invites",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("username", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=13), nullable=False),
        sa.Column("triage", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("pass_salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("totp_wrapped", sa.LargeBinary(length=64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invites")),
        sa.UniqueConstraint("username", name=op.f("uq_invites_username")),
    )
    op.create_table(
        "log_actor",
        sa.Column("pseudonym", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.String(length=64), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_log_actor")),
    )
    with op.batch_alter_table("log_actor", schema=None) as batch_op:
        batch_op.create_index("ix_log_actor_account", ["account_id", "since"], unique=True)

    op.create_table(
        "log_detail",
        sa.Column("log", sa.String(length=8), nullable=False),
        sa.Column("idx", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("log", "idx", name=op.f("pk_log_detail")),
    )
    op.create_table(
        "log_entry",
        sa.Column("log", sa.String(length=8), nullable=False),
        sa.Column("idx", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("log", "idx", name=op.f("pk_log_entry")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "log_published",
        sa.Column("log", sa.String(length=8), nullable=False),
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("checkpoint", sa.Text(), nullable=False),
        sa.Column("published_on", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("log", "size", name=op.f("pk_log_published")),
    )
    op.create_table(
        "log_state",
        sa.Column("log", sa.String(length=8), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("frontier", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("log", name=op.f("pk_log_state")),
    )
    op.create_table(
        "log_tile",
        sa.Column("log", sa.String(length=8), nullable=False),
        sa.Column("lvl", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(length=8192), nullable=False),
        sa.PrimaryKeyConstraint("log", "lvl", "n", name=op.f("pk_log_tile")),
    )
    op.create_table(
        "roster_versions",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_roster_versions")),
    )
    op.create_table(
        "throttles",
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("logged_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttles")),
    )
    with op.batch_alter_table("throttles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_throttles_since"), ["since"], unique=False)

    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("desk", sa.String(length=32), nullable=False),
        sa.Column("desk_epoch", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("server_saw", sa.Boolean(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("active_on", sa.Date(), nullable=False),
        sa.Column("assignee", sa.String(length=32), nullable=True),
        sa.Column("cover", sa.String(length=32), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sent_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("log_ref", sa.String(length=32), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("log_prev", sa.String(length=43), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignee"], ["accounts.id"], name=op.f("fk_cases_assignee_accounts")
        ),
        sa.ForeignKeyConstraint(["cover"], ["accounts.id"], name=op.f("fk_cases_cover_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("log_ref", name=op.f("uq_cases_log_ref")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_cases_token_hash")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.create_index(
            "ix_cases_assignee",
            ["assignee", "level", "received_on", "id"],
            unique=False,
            sqlite_where=sa.text("assignee IS NOT NULL"),
            postgresql_where=sa.text("assignee IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_cases_cover",
            ["cover", "level", "received_on", "id"],
            unique=False,
            sqlite_where=sa.text("cover IS NOT NULL"),
            postgresql_where=sa.text("cover IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_cases_queue", ["desk", "assignee", "level", "received_on", "id"], unique=False
        )

    op.create_table(
        "desk_keys",
        sa.Column("desk", sa.String(length=32), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_desk_keys_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("desk", "epoch", "account_id", name=op.f("pk_desk_keys")),
    )
    op.create_table(
        "roster_proposals",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("newcomer", sa.String(length=32), nullable=False),
        sa.Column("desk_key", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["newcomer"], ["accounts.id"], name=op.f("fk_roster_proposals_newcomer_accounts")
        ),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_roster_proposals")),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("server_half", sa.LargeBinary(length=32), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_sessions_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sessions_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "unlock_files",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("method", sa.String(length=12), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_unlock_files_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("account_id", "method", name=op.f("pk_unlock_files")),
    )
    op.create_table(
        "vaults",
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_vaults_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_vaults")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_attachments_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachments_case_id"), ["case_id"], unique=False)

    op.create_table(
        "key_files",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_key_files_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "epoch", "holder", name=op.f("pk_key_files")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("key_files", schema=None) as batch_op:
        batch_op.create_index("ix_key_files_holder", ["holder"], unique=False)

    op.create_table(
        "openings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("role", sa.String(length=13), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("case_seq", sa.Integer(), nullable=False),
        sa.Column("leaf_index", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_openings_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_openings_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_openings_leaf_index"), ["leaf_index"], unique=False)

    op.create_table(
        "sealed_objects",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("by", sa.String(length=8), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_sealed_objects_case_id_cases")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_objects")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("sealed_objects", schema=None) as batch_op:
        batch_op.create_index("ix_sealed_objects_case", ["case_id", "position"], unique=True)

    op.create_table(
        "chunks",
        sa.Column("attachment_id", sa.String(length=32), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_chunks_attachment_id_attachments")
        ),
        sa.PrimaryKeyConstraint("attachment_id", "n", name=op.f("pk_chunks")),
        sqlite_with_rowid=False,
    )
    for statement in CREATE_LOG[op.get_bind().dialect.name]:
        op.execute(sa.DDL(statement))


def downgrade() -> None:
    op.drop_table("chunks")
    with op.batch_alter_table("sealed_objects", schema=None) as batch_op:
        batch_op.drop_index("ix_sealed_objects_case")

    op.drop_table("sealed_objects")
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_openings_leaf_index"))
        batch_op.drop_index(batch_op.f("ix_openings_case_id"))

    op.drop_table("openings")
    with op.batch_alter_table("key_files", schema=None) as batch_op:
        batch_op.drop_index("ix_key_files_holder")

    op.drop_table("key_files")
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachments_case_id"))

    op.drop_table("attachments")
    op.drop_table("vaults")
    op.drop_table("unlock_files")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sessions_seen_at"))
        batch_op.drop_index(batch_op.f("ix_sessions_account_id"))

    op.drop_table("sessions")
    op.drop_table("roster_proposals")
    op.drop_table("desk_keys")
    with op.batch_alter_table("cases", schema=None) as batch_op:
        batch_op.drop_index("ix_cases_queue")
        batch_op.drop_index("ix_cases_cover")
        batch_op.drop_index("ix_cases_assignee")

    op.drop_table("cases")
    with op.batch_alter_table("throttles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_throttles_since"))

    op.drop_table("throttles")
    op.drop_table("roster_versions")
    op.drop_table("log_tile")
    op.drop_table("log_state")
    op.drop_table("log_published")
    op.drop_table("log_entry")
    op.drop_table("log_detail")
    with op.batch_alter_table("log_actor", schema=None) as batch_op:
        batch_op.drop_index("ix_log_actor_account")

    op.drop_table("log_actor")
    op.drop_table("invites")
    op.drop_table("accounts")
    for statement in DROP_LOG[op.get_bind().dialect.name]:
        op.execute(sa.DDL(statement))

"""What auditors ask of people and fetch for their copy; nothing about a case or what it holds."""

from sqlalchemy import BigInteger, Boolean, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.engine import Base


class AuditAsk(Base):
    """A question who a pseudonym is, which a second person decides (docs/spec/log.md, 3)."""

    __tablename__ = "audit_ask"
    __guarded__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    idx: Mapped[int] = mapped_column(BigInteger)  # Of its entry in the access log.
    asked_at: Mapped[int] = mapped_column(BigInteger)  # Unix seconds, as all moments here.
    ground: Mapped[str] = mapped_column(String(16))
    of: Mapped[str] = mapped_column(
        String(33)
    )  # One pseudonym; two, with a space: the same person?
    entries: Mapped[str] = mapped_column(Text)  # Indices it is asked for, JSON.
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[int | None] = mapped_column(BigInteger)
    agrees: Mapped[bool | None] = mapped_column(Boolean)
    shown_at: Mapped[int | None] = mapped_column(BigInteger)  # When the name was first shown.
    deferred_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    told_at: Mapped[int | None] = mapped_column(BigInteger)


class Inquiry(Base):
    """What an auditor asks who holds a case (docs/spec/audit.md, 10); who is asked is in no column.

    It follows from the case: ``intake.case.inquiries.routing``.
    """

    __tablename__ = "inquiries"
    __guarded__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))  # No auditor is shown it.
    idx: Mapped[int] = mapped_column(BigInteger)  # Of its entry in the access log.
    asked_at: Mapped[int] = mapped_column(BigInteger)  # Unix seconds, as ``answered_at``.
    asks: Mapped[str] = mapped_column(String(16))
    entries: Mapped[str] = mapped_column(Text)  # Indices it is about, JSON; perhaps none.
    about: Mapped[str] = mapped_column(Text)  # Accounts whose acts these are, JSON: never asked.
    words_for: Mapped[str] = mapped_column(ForeignKey("accounts.id"))  # Whose ``words`` are.
    words: Mapped[bytes] = mapped_column(LargeBinary)  # Sealed, as all words here.
    own: Mapped[bytes] = mapped_column(LargeBinary)  # The same, sealed to who asks.
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))
    answered_at: Mapped[int | None] = mapped_column(BigInteger)
    answered_as: Mapped[str | None] = mapped_column(String(16))  # assignee, cover or supervisor
    answer: Mapped[str | None] = mapped_column(String(16))
    answer_words: Mapped[bytes | None] = mapped_column(LargeBinary)
    answer_idx: Mapped[int | None] = mapped_column(BigInteger)


class VisitToken(Base):
    """The right to one visit (docs/spec/log.md, 11); stored hashed, it ends with its session.

    Unguarded: making one is an entry, each use of one is none.
    """

    __tablename__ = "visit_tokens"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    session_hash: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    scope: Mapped[str] = mapped_column(String(8))  # "log" or "details": those come on top.
    made_at: Mapped[int] = mapped_column(BigInteger)  # Unix seconds
    used_at: Mapped[int | None] = mapped_column(BigInteger, default=None)  # For the first time.
    copy_key: Mapped[str | None] = mapped_column(Text, default=None)  # vkey, named at first use.
    given: Mapped[int] = mapped_column(BigInteger, default=0)  # Bytes sent so far.
    exported: Mapped[str] = mapped_column(Text, default="{}")  # Log to [from, to) told in it.
    signed: Mapped[str] = mapped_column(Text, default="{}")  # Log to the note that came.


class AuditStatement(Base):
    """What an auditor signed on their own machine and handed in (docs/spec/audit.md, 8)."""

    __tablename__ = "audit_statements"
    __guarded__ = True

    idx: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Of its entry in the access log, which says who and when."""
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)  # Of the note.
    key: Mapped[str] = mapped_column(Text)  # vkey; its name is what the auditor chose.
    note: Mapped[str] = mapped_column(Text)

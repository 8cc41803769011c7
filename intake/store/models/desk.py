"""What the desk knows in clear of its work on cases, and what its clients keep there sealed.

Of a case there is nothing here but positions, codes of acts and days. What somebody wrote on the
way to an act lies in a sealed object.
"""

from datetime import date

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.engine import Base
from intake.store.models.cases import WITHOUT_ROWID


def _due_index() -> Index:
    """Return the index of what is not logged yet, in the words of each engine's own statements."""
    here, there = text("is_logged = 0"), text("NOT is_logged")
    columns = ("shown_on", "account_id")
    return Index("ix_shown_due", *columns, sqlite_where=here, postgresql_where=there)


class CasePerson(Base):
    """What one member has to do with one case; ``named``: by one person, lapsed or not.

    ``named_again``: by the same one soon after, which waits and keeps nobody away meanwhile.
    """

    __tablename__ = "case_people"
    __guarded__ = True

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    seen: Mapped[int] = mapped_column(default=0)  # Position of the newest object released to them.
    confirmed: Mapped[bool] = mapped_column(Boolean, default=False)  # Opened their own key file.
    excluded: Mapped[bool] = mapped_column(Boolean, default=False)
    keyed_on: Mapped[date | None] = mapped_column(Date, default=None)  # When they got a key file.
    assign: Mapped[int | None] = mapped_column(
        BigInteger, default=None
    )  # Index of the entry by which they read it, beside the desk.
    named: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    named_by: Mapped[str | None] = mapped_column(String(32), default=None)  # Account id: hid it.
    named_on: Mapped[date | None] = mapped_column(Date, default=None)  # When they did.
    named_again: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    __table_args__ = (Index("ix_case_people_account", "account_id"), WITHOUT_ROWID)


class CaseProposal(Base):
    """An act that one member proposed and that waits for a second; at most one of each act."""

    __tablename__ = "case_proposals"
    __guarded__ = True

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    act: Mapped[str] = mapped_column(String(16), primary_key=True)
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    for_account: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    value: Mapped[str] = mapped_column(String(20), default="")  # A code, such as the new level.
    object_id: Mapped[str] = mapped_column(String(32))  # The frame that proposes it.
    expires_at: Mapped[int] = mapped_column(BigInteger)  # Unix seconds, on a full hour.

    __table_args__ = (WITHOUT_ROWID,)


class ExportAsk(Base):
    """That somebody wants to take the files of a case out, and who agreed; one for each of both."""

    __tablename__ = "export_asks"
    __guarded__ = True

    idx: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Of its entry in the access log."""
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    purpose: Mapped[str] = mapped_column(String(16))
    recipient: Mapped[str] = mapped_column(String(16))
    approver: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"), default=None)
    expires_at: Mapped[int] = mapped_column(BigInteger)  # Unix seconds, on a full hour.


class CaseGrant(Base):
    """That a supervisor may read a case for one proposal, to agree to it; at most one in a case."""

    __tablename__ = "case_grants"
    __guarded__ = True

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    object_id: Mapped[str] = mapped_column(String(32))  # The frame of the proposal.
    expires_at: Mapped[int] = mapped_column(BigInteger)  # Unix seconds, on a full hour.

    __table_args__ = (WITHOUT_ROWID,)


class Shown(Base):
    """That the summary of a case left the server for somebody for the first time on this day.

    The next day it is written into the access log, once.
    """

    __tablename__ = "shown"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    shown_on: Mapped[date] = mapped_column(Date)
    is_logged: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())

    __table_args__ = (
        _due_index(),
        WITHOUT_ROWID,
    )


class Watch(Base):
    """The clock hour whose one entry covers all that leaves for somebody in it."""

    __tablename__ = "watches"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    hour: Mapped[int] = mapped_column(BigInteger)  # Unix seconds at which it began.


class Draft(Base):
    """What somebody was writing in a case, sealed to their own vault; nobody knows when."""

    __tablename__ = "drafts"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (WITHOUT_ROWID,)


class Card(Base):
    """What somebody's client remembers of the cases of one month, sealed to their own vault."""

    __tablename__ = "cards"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)  # Of receipt, "2026-11".
    data: Mapped[bytes] = mapped_column(LargeBinary)

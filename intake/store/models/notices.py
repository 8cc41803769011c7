"""Notices to staff: where they go, what was told, and what waits to be sent.

Nothing here says when something arrived: a notice knows its hour, and no case.
"""

from sqlalchemy import BigInteger, Boolean, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.engine import Base
from intake.store.models.cases import WITHOUT_ROWID


class NoticeAddress(Base):
    """Where somebody is told that the desk needs them, in which zone, and when not: all wrapped."""

    __tablename__ = "notice_addresses"
    __guarded__ = True

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)  # Under the server key.


class Told(Base):
    """Up to which position of a case somebody was told of what was said in it."""

    __tablename__ = "told"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    said: Mapped[int]

    __table_args__ = (WITHOUT_ROWID,)


class Notice(Base):
    """One notice that waits to be sent; the row goes when it went."""

    __tablename__ = "notices"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    hour: Mapped[int] = mapped_column(BigInteger)  # Unix seconds at which its clock hour began.
    is_urgent: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = (WITHOUT_ROWID,)


class Lease(Base):
    """Work that one process at a time does, and until when (Unix seconds) no other begins it."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    until: Mapped[int] = mapped_column(BigInteger)

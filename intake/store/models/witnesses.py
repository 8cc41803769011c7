"""Whose word counts about the logs, what they signed, and how asking them went."""

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from intake.store.engine import Base


class WitnessPolicy(Base):
    """The lines of a C2SP tlog-policy about witnesses: of the one that stands, or that waits."""

    __tablename__ = "witness_policies"
    __guarded__ = True

    state: Mapped[str] = mapped_column(String(8), primary_key=True)  # "stands" or "waits"
    text: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[str | None] = mapped_column(String(32))  # Account; None once it stands.


class LogCosigned(Base):
    """A checkpoint that witnesses signed, with all their lines; one of each size is kept."""

    __tablename__ = "log_cosigned"

    log: Mapped[str] = mapped_column(String(8), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    checkpoint: Mapped[str] = mapped_column(Text)


class WitnessAsked(Base):
    """How it went with one witness and one log, when it was asked last."""

    __tablename__ = "witness_asked"

    log: Mapped[str] = mapped_column(String(8), primary_key=True)
    witness: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of its vkey, hex.
    size: Mapped[int] = mapped_column(BigInteger)  # That it cosigned last, as far as we know.
    signed_at: Mapped[int] = mapped_column(BigInteger)  # Unix seconds; 0: never.
    asked_at: Mapped[int] = mapped_column(BigInteger)
    problem: Mapped[str] = mapped_column(String(16))  # A word of ``asking.Problem``, or empty.

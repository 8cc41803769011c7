"""Staff: accounts, invitations, sessions, the roster and what each client seals for itself."""

from datetime import date

from sqlalchemy import BigInteger, Boolean, Date, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from intake.crypto.roster.roster import ROLES as DESK_ROLES
from intake.store.engine import Base

ROLES = (*DESK_ROLES, "auditor", "administrator")


class Account(Base):
    """A person on the staff. Secrets here are hashed or wrapped; keys are public halves only."""

    __tablename__ = "accounts"
    __guarded__ = True

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    username: Mapped[str] = mapped_column(String(32), unique=True)
    role: Mapped[str] = mapped_column(String(13))
    triage: Mapped[bool] = mapped_column(Boolean)
    disabled: Mapped[bool] = mapped_column(Boolean, default=False)
    suspended_at: Mapped[int | None] = mapped_column(BigInteger, default=None)
    away_until: Mapped[date | None] = mapped_column(Date, default=None)  # There again that day.
    away_by: Mapped[str | None] = mapped_column(String(32), default=None)  # Who said it.
    pass_salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    auth_hash: Mapped[str] = mapped_column(String(128))
    totp_wrapped: Mapped[bytes] = mapped_column(LargeBinary(64))
    totp_step: Mapped[int] = mapped_column(BigInteger, default=0)
    recipient: Mapped[str] = mapped_column(Text)
    verify_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    enrolled_on: Mapped[date] = mapped_column(Date)
    # Account ids; None: at the machine, or before this was kept; nobody yet.
    invited_by: Mapped[str | None] = mapped_column(String(32), default=None)
    vouched_by: Mapped[str | None] = mapped_column(String(32), default=None)
    vouch: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)  # Signed (SPEC 7).

    @property
    def barred(self) -> bool:
        """Whether nothing is given to this account: it is disabled, or suspended for now."""
        return self.disabled or self.suspended_at is not None


class Invite(Base):
    """A one-time invitation: its token is only in the link; it holds no secret of the newcomer."""

    __tablename__ = "invites"
    __guarded__ = True

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    username: Mapped[str] = mapped_column(String(32), unique=True)
    role: Mapped[str] = mapped_column(String(13))
    triage: Mapped[bool] = mapped_column(Boolean)
    account_id: Mapped[str] = mapped_column(String(32))
    pass_salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    expires_at: Mapped[int] = mapped_column(BigInteger)
    made_by: Mapped[str | None] = mapped_column(String(32))  # account id; None: at the machine


class UnlockFile(Base):
    """The account seed, sealed to one way of unlocking it (SPEC section 7)."""

    __tablename__ = "unlock_files"
    __guarded__ = True

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    method: Mapped[str] = mapped_column(String(12), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class StaffSession(Base):
    """A session; the token is stored hashed, the server half dies with the row."""

    __tablename__ = "sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    server_half: Mapped[bytes] = mapped_column(LargeBinary(32))
    data: Mapped[str] = mapped_column(Text)
    created_at: Mapped[int] = mapped_column(BigInteger)
    seen_at: Mapped[int] = mapped_column(BigInteger, index=True)


class Throttle(Base):
    """Failed attempts under a keyed hash of what was typed; no name and no address is stored."""

    __tablename__ = "throttles"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int]
    since: Mapped[int] = mapped_column(BigInteger, index=True)
    logged_at: Mapped[int] = mapped_column(BigInteger, default=0)


class RosterVersion(Base):
    """One version of the roster, a signed note (SPEC section 8)."""

    __tablename__ = "roster_versions"
    __guarded__ = True

    version: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(Text)


class RosterProposal(Base):
    """The next version, signed by one member and waiting for a second."""

    __tablename__ = "roster_proposals"
    __guarded__ = True

    version: Mapped[int] = mapped_column(primary_key=True)
    note: Mapped[str] = mapped_column(Text)
    newcomer: Mapped[str | None] = mapped_column(ForeignKey("accounts.id"))  # None: a removal.
    desk_key: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)


class DeskKey(Base):
    """The desk identities, sealed to one triage member (SPEC section 8)."""

    __tablename__ = "desk_keys"
    __guarded__ = True

    desk: Mapped[str] = mapped_column(String(32), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Vault(Base):
    """What a client seals for itself; the server cannot write it, only withhold it."""

    __tablename__ = "vaults"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)

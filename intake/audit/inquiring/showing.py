"""An auditor's own questions as their page shows them; the words are sealed and opened there."""

from typing import NamedTuple

from sqlalchemy import select

from intake.audit.inquiring.about import read_indices
from intake.case.inquiries.bounds import ANSWERS, LATE
from intake.case.inquiries.routing import Asked, is_waiting, list_waiting
from intake.crypto.encoding import b64u
from intake.log.act import Act
from intake.log.codes import CODE_WORDS
from intake.store.models import Case, Inquiry
from intake.web.words.i18n import gettext as _


class Shown(NamedTuple):
    """A question. ``state`` is answered, waits, moved, late, nobody or over."""

    id: str
    ref: str  # The log's reference of the case.
    idx: int  # Of its entry.
    entries: list[int]
    asks: str
    asked_at: int  # Unix seconds
    state: str
    place: str  # As what somebody answered or is asked: assignee, cover, supervisor, or nothing.
    own: str  # b64u
    answer: str  # A code, or nothing.
    answer_said: str  # In words.
    answer_words: str  # b64u, or nothing.
    answer_idx: int | None

    @property
    def asks_said(self) -> str:
        """Return what is asked in words."""
        return _(CODE_WORDS["asks"][self.asks])


def list_own(act: Act) -> list[Shown]:
    """Return the questions that who looks has asked, the newest first."""
    query = select(Inquiry).where(Inquiry.by == act.actor.id).order_by(Inquiry.idx.desc())
    waiting = {row.id: asked for row, asked in list_waiting(act.db, act.now)}
    return [_show(act, row, waiting.get(row.id)) for row in act.db.scalars(query)]


def _show(act: Act, row: Inquiry, asked: Asked | None) -> Shown:
    state, place = _stands(act, row, asked)
    return Shown(
        id=row.id,
        ref=act.db.get_one(Case, row.case_id).log_ref,
        idx=row.idx,
        entries=read_indices(row.entries),
        asks=row.asks,
        asked_at=row.asked_at,
        state=state,
        place=place,
        own=b64u(row.own),
        answer=row.answer or "",
        answer_said=_(ANSWERS[row.answer]) if row.answer in ANSWERS else "",
        answer_words=b64u(row.answer_words) if row.answer_words else "",
        answer_idx=row.answer_idx,
    )


def _stands(act: Act, row: Inquiry, asked: Asked | None) -> tuple[str, str]:
    """Return how a question stands, and as what who answered or is asked."""
    if row.answered_at is not None:
        return "answered", row.answered_as or ""
    if not is_waiting(row, act.now):
        return "over", ""
    if asked is None:
        return "nobody", ""
    if asked.account_id != row.words_for:
        return "moved", asked.place
    return ("late" if is_late(row, act.now) else "waits"), asked.place


def is_late(row: Inquiry, now: int) -> bool:
    """Tell whether nobody answered within the term."""
    return row.answered_at is None and now >= row.asked_at + LATE


def count_late(act: Act) -> int:
    """Return how many of an auditor's own questions nobody answered within the term."""
    mine = Inquiry.by == act.actor.id, Inquiry.answered_at.is_(None)
    return sum(is_late(row, act.now) for row in act.db.scalars(select(Inquiry).where(*mine)))


def count_answered(act: Act, since: int | None) -> int:
    """Return how many of an auditor's own questions were answered since a moment."""
    mine = Inquiry.by == act.actor.id, Inquiry.answered_at >= (since or 0)
    return len(act.db.scalars(select(Inquiry.id).where(*mine)).all())

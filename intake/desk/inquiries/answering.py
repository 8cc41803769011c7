"""Answering an auditor: by whoever is asked at this moment, and nobody in their place.

Who is not asked is answered as if there were no such question.
"""

from intake.case.inquiries.bounds import ANSWERS
from intake.case.inquiries.routing import is_waiting, lock_asked
from intake.crypto.age.file import check_sealed
from intake.crypto.case.inquiries import KIND
from intake.errors import NotFound, Refused
from intake.log.act import Act
from intake.log.events import Event
from intake.store.models import Inquiry


def answer(act: Act, inquiry_id: str, code: str, words: bytes | None) -> None:
    """Keep an answer and log it.

    Args:
        act: Of who answers.
        inquiry_id: Of the question.
        code: A word of ``bounds.ANSWERS``.
        words: Sealed to who asked; None where the question could not be read.

    Raises:
        NotFound: ``inquiry``: none waits for this person.
        Refused: ``answer``; ``words``: not sealed as they must be, or by somebody to whom the
            question was not sealed; ``gone``: whose rights ended a moment ago.
    """
    row = act.db.get(Inquiry, inquiry_id)
    asked = lock_asked(act, row) if row else None
    if row is None or asked is None or asked.account_id != act.actor.id:
        raise NotFound("inquiry")
    act.db.refresh(row, with_for_update=True)
    if not is_waiting(row, act.now):
        raise NotFound("inquiry")
    if code not in ANSWERS:
        raise Refused("answer")
    if words is not None:
        _require_sealed(act, row, words)
    row.answered_by, row.answered_at, row.answered_as = act.actor.id, act.now, asked.place
    row.answer, row.answer_words = code, words
    row.answer_idx = act.log(Event.AUDIT_ANSWER, detail={"index": row.idx})


def _require_sealed(act: Act, row: Inquiry, words: bytes) -> None:
    if row.words_for != act.actor.id:
        raise Refused("words")
    try:
        check_sealed(words, KIND)
    except ValueError:  # An AgeError is one.
        raise Refused("words") from None

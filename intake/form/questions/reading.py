"""How the desk reads a report: what its topics are called, and what must be known before contact.

English words for staff, which reach the browser with the English form. What must be known is a row
with a condition over the answers of report and contact together; the browser decides which hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from intake.form.files import READING, Section, read_file
from intake.form.questions.conditions import Condition, QuestionShape, check_condition
from intake.form.questions.structure import Form


@dataclass(frozen=True)
class Known:
    """One thing to be known before somebody writes or calls; ``grave`` ones come first.

    It holds when ``when`` does, always without one. The answers of ``tell`` stand after ``words``.
    """

    words: str
    grave: bool
    tell: tuple[str, ...]
    when: Condition | None


@dataclass(frozen=True)
class Reading:
    """Words of topics by id, and what must be known, in the order in which it is shown."""

    topics: Mapping[str, str]
    known: tuple[Known, ...]


def load_reading(form: Form, folder: Path | None) -> Reading:
    """Read and check the file.

    Args:
        form: The form it speaks of.
        folder: The operator's folder of data files, or None.

    Raises:
        FormError: A topic has no words, or a row speaks of what is not in the form.
    """
    top = Section(READING, "", read_file(folder, READING))
    part = Section(READING, "topic", top.take("topic", {}))
    words = {step.topic: "" for step in form.steps}
    words |= {topic: part.text(topic) for topic in words}
    part.done()
    known = tuple(_known(table, form.questions) for table in top.tables("known"))
    top.done()
    return Reading(MappingProxyType(words), known)


def _known(table: object, questions: Mapping[str, QuestionShape]) -> Known:
    section = Section(READING, "known", table)
    words = section.text("words")
    section.item = f"known {words!r}"
    grave, tell, raw = section.flag("grave"), section.words("tell"), section.take("when")
    when = None if raw is None else check_condition(raw, questions, section)
    for name in tell:
        if name not in questions:
            raise section.error("tell", f"there is no question {name!r}")
    section.done()
    return Known(words, grave, tell, when)

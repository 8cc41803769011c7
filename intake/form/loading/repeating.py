"""Steps that are asked several times: the same questions again, each time under a number.

``ident_kind`` of a step with ``times = 3`` becomes ``ident_kind_1`` to ``ident_kind_3``: questions
like any other, so that neither what is sealed nor who reads it needs a shape of its own for lists.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from intake.form.files import Section

MOST_TIMES = 9  # One digit, so that names of the form sort as they are asked.


def repeat(step: Section, names: Sequence[str], raw: dict[str, Section]) -> Sequence[str]:
    """Put numbered copies in the place of a repeated step's questions; return what it asks.

    Each time but the first is shown when the first question of the time before was answered.

    Args:
        step: The step; its ``times`` is read here.
        names: The questions it names.
        raw: All questions by id; the copies take the place of what they copy.

    Raises:
        FormError: There are too many times, or the first question has a condition of its own.
    """
    times = step.number("times", 1)
    if times == 1:
        return names
    if times > MOST_TIMES:
        raise step.error("times", f"must be at most {MOST_TIMES}")
    copied = {name: raw.pop(name) for name in names if name in raw}
    for time in range(1, times + 1):
        for name, question in copied.items():
            raw[numbered(name, time)] = _copy(question, name, names, time)
    return [numbered(name, time) for time in range(1, times + 1) for name in names]


def numbered(name: str, time: int) -> str:
    """Return the id of a question that is asked several times."""
    return f"{name}_{time}"


def _copy(question: Section, name: str, names: Sequence[str], time: int) -> Section:
    when = question.take("when")
    copy = question.again(f"question {numbered(name, time)}", (name, time))
    question.put("when", when)
    if name == names[0]:
        if when is not None:
            raise question.error("when", "the first question of a repeated step has none")
        when = {"q": numbered(name, time - 1), "answered": True} if time > 1 else None
    if when is not None:
        copy.put("when", _renamed(when, names, time))
    return copy


def _renamed(when: Any, names: Sequence[str], time: int) -> Any:  # noqa: ANN401 - unchecked TOML
    """Return a condition that asks about the same time's questions where it named the step's."""
    if isinstance(when, Mapping):
        return {
            key: part if key == "has" else _renamed(part, names, time) for key, part in when.items()
        }
    if isinstance(when, list):
        return [_renamed(part, names, time) for part in when]
    return numbered(when, time) if when in names else when

"""Follow-up questions without JavaScript: a style sheet that hides what its condition excludes.

Conditions of the form look only at choices (``intake.form.questions.conditions``), so each becomes
a selector. A browser that does not know ``:has()`` shows everything: nothing is ever hidden by
mistake.
"""

from collections.abc import Iterator

from intake.form.questions.conditions import Condition
from intake.form.questions.structure import Form, Question


def follow_up_style(form: Form) -> str:
    """Return the CSS of all conditions, and of the advice for somebody in danger."""
    hidden: dict[str, list[str]] = {}
    for target, when in _conditional(form):
        hidden.setdefault(_selector(form, when), []).append(target)
    return _hiding([*hidden.items(), *_advice(form)])


def advice_style(form: Form) -> str:
    """Return the CSS of the advice alone: a script follows the conditions by itself."""
    return _hiding(_advice(form))


def _advice(form: Form) -> list[tuple[str, list[str]]]:
    """The advice for somebody in danger: after the first question, of the others inside it."""
    return [
        (
            f":has([name={name}][value={choice}]:checked)",
            ["#s-now" if name == form.asks_danger else f"#q-{name} .care"],
        )
        for name, choice in form.danger.items()
    ]


def _hiding(rules: list[tuple[str, list[str]]]) -> str:
    hiding = ",".join(f"body:not({when}) {_any(targets)}" for when, targets in rules)
    return "@supports selector(:has(*)){" + hiding + "{display:none}}"


def _conditional(form: Form) -> Iterator[tuple[str, Condition]]:
    """Give what is not always shown: groups of which nothing is, steps, questions."""
    for topic, steps in form.topics.items():
        whens = [step.when for step in steps if step.when]
        if len(whens) == len(steps):
            different = [when for at, when in enumerate(whens) if when not in whens[:at]]
            yield f"#g-{topic}", different[0] if len(different) == 1 else {"any": different}
    yield from ((f"#s-{step.id}", step.when) for step in form.steps if step.when)
    yield from ((f"#q-{name}", each.when) for name, each in form.questions.items() if each.when)


def _any(targets: list[str]) -> str:
    return targets[0] if len(targets) == 1 else f":is({','.join(targets)})"


def _selector(form: Form, when: Condition) -> str:
    if "all" in when:
        return "".join(_selector(form, part) for part in when["all"])
    if "any" in when:
        return ":is(" + ",".join(_selector(form, part) for part in when["any"]) + ")"
    if "not" in when:
        return f":not({_selector(form, when['not'])})"
    choices = [f"[value={choice}]" for choice in _several(when.get("has", []))]
    # What was answered: anything, but not the empty line of a list.
    choices = choices or [':not([value=""])']
    names = _several(when["q"])
    picked = [_picked(form.questions[name], _any(choices)) for name in names]
    return f":has({','.join(picked)})"


def _picked(question: Question, choice: str) -> str:
    """Return the selector of a field while a choice of it is made."""
    inside = " " if question.type == "select" else ""
    return f"[name={question.id}]{inside}{choice}:checked"


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value

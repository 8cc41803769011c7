"""Follow-up questions without JavaScript: a style sheet that hides what its condition excludes.

Conditions of the form look only at choices (``intake.form.questions.conditions``), so each becomes
a selector. A browser that does not know ``:has()`` shows everything: nothing is ever hidden by
mistake.
"""

from intake.form.given.answers import Form, Question
from intake.form.questions.conditions import Condition

#: Question to the answer that means danger now, and the place of the advice for it.
ADVICE = {"danger_now": ("yes", "#s-now"), "r_stage": ("now", "#q-r_stage .care")}


def follow_up_style(form: Form) -> str:
    """Return the CSS of all conditions, and of the advice for somebody in danger."""
    hidden = [(f"#s-{step.id}", step.when) for step in form.steps]
    hidden += [(f"#q-{question.id}", question.when) for question in form.questions.values()]
    rules = [f"body:not({_selector(form, when)}) {target}" for target, when in hidden if when]
    rules += [
        f"body:not(:has([name={name}][value={choice}]:checked)) {place}"
        for name, (choice, place) in ADVICE.items()
        if name in form.questions
    ]
    return "@supports selector(:has(*)){" + ",".join(rules) + "{display:none}}"


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
    picked = [_picked(form.questions[name], choice) for name in names for choice in choices]
    return f":has({','.join(picked)})"


def _picked(question: Question, choice: str) -> str:
    inside = " " if question.type == "select" else ""
    return f"[name={question.id}]{inside}{choice}:checked"


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value

"""The other wording as the scripts get it: for whoever tells us about somebody else.

What reads alike in both is never sent twice.
"""

from collections.abc import Callable, Iterable, Mapping

from intake.form.languages import SOURCE
from intake.form.loading.readers import drafts
from intake.form.questions.structure import Form
from intake.form.questions.texts import QuestionTexts, StepTexts, ToldTexts
from intake.web.words.words import RECEIPT, in_wording

Words = StepTexts | QuestionTexts | ToldTexts


def form_twins(form: Form, tag: str) -> dict[str, object]:
    """Return whose answers are about somebody else, and ``words`` for the form's page.

    By selector of an element each text in it that reads differently then, and how it reads.
    """
    own, other = form.texts[tag], form.others[tag]
    titles = {f"#s-{name}": _differing(own.steps[name], other.steps[name]) for name in own.steps}
    told = _told(form, tag)
    said = (in_wording(RECEIPT, tag, is_other=is_other).values() for is_other in (False, True))
    receipt = {".receipt": dict(zip(*said, strict=True))}
    words = _said(titles | told | receipt) | _asked(form, tag, form.questions)
    for name, text in consents_beside(form, tag, is_other=False).items():
        twin = consents_beside(form, tag, is_other=True)[name]
        words.setdefault(f"#q-{name}", {}).update({text: twin} if twin != text else {})
    return _meant(form) | {"words": words}


def box_twins(
    form: Form, tag: str, shown: Callable[[str, QuestionTexts], object]
) -> dict[str, object]:
    """Return the same for the box: ``words`` of what is asked and told in it, ``questions``."""
    read = label_twins(form, tag, shown)
    words = _said(_told(form, tag)) | _asked(form, tag, form.incident)
    return read | {"questions": read["words"], "words": words}


def label_twins(
    form: Form, tag: str, shown: Callable[[str, QuestionTexts], object]
) -> dict[str, object]:
    """Return whose answers are about somebody else, and ``words`` to read such a report with.

    By question whose label or choices read differently then what ``shown`` makes of id and words.
    """
    own, other = form.texts[tag].questions, form.others[tag].questions
    return _meant(form) | {
        "words": {
            name: shown(name, words)
            for name, words in other.items()
            if (words.label, words.choices) != (own[name].label, own[name].choices)
        }
    }


def consents_beside(form: Form, tag: str, *, is_other: bool) -> Mapping[str, str]:
    """Return the questions about consent in English, by id, where ``tag``'s words are a draft.

    Whoever agrees must be able to compare what to: label, help and choices in one line.
    """
    if "form" not in drafts(tag):
        return {}
    english = form.words(SOURCE, is_other=is_other).questions
    asked = {name: english[name] for name in form.consents}
    return {
        name: f"{words.label} {words.help} {' / '.join(words.choices.values())}".replace("  ", " ")
        for name, words in asked.items()
    }


def _meant(form: Form) -> dict[str, object]:
    return {"q": form.other.question, "has": list(form.other.choices)}


def _told(form: Form, tag: str) -> dict[str, dict[str, str]]:
    own, other = form.texts[tag].told, form.others[tag].told
    return {f"[data-tells={name}]": _differing(own[name], other[name]) for name in own}


def _asked(form: Form, tag: str, names: Iterable[str]) -> dict[str, dict[str, str]]:
    own, other = form.texts[tag].questions, form.others[tag].questions
    return _said({f"#q-{name}": _differing(own[name], other[name]) for name in names})


def _said(twins: Mapping[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {place: texts for place, texts in twins.items() if texts}


def _differing(words: Words, twin: Words) -> dict[str, str]:
    pairs = zip(_texts(words), _texts(twin), strict=True)
    return {text: other for text, other in pairs if text != other}


def _texts(words: Words) -> list[str]:
    if isinstance(words, StepTexts):
        return [words.title, words.lead]
    if isinstance(words, ToldTexts):
        return [words.title, words.text, *words.points, words.danger, words.end]
    return [words.label, words.help, words.why, *words.choices.values()]

"""The whole form from its files; how those are written: ``intake/form/data/README.md``."""

from pathlib import Path
from types import MappingProxyType

from intake.form.files import STRUCTURE, Section, find_languages, read_file
from intake.form.languages import SOURCE
from intake.form.loading.steps import by_id, read_steps, read_when, readable
from intake.form.loading.texts import load_texts
from intake.form.loading.wording import check_languages
from intake.form.questions.conditions import asked, check_condition
from intake.form.questions.grammar import load_grammar
from intake.form.questions.structure import Form, Other, Question, ShortPath, Step


def load_form(folder: Path | None) -> Form:
    """Read and check structure and texts.

    Args:
        folder: The operator's folder of data files, or None; it need not exist.

    Raises:
        FormError: Something is wrong; the one line names file, question and key.
    """
    top = Section(STRUCTURE, "", read_file(folder, STRUCTURE))
    version, one_of = top.number("version"), top.words("one_of")
    incident, consents = top.words("incident"), top.words("consents")
    raw = by_id(top.tables("question"), "question")
    steps, questions = read_steps(top.tables("step"), raw)
    path = _path(top, questions)
    other, danger = _other(top, questions), _danger(top, questions)
    top.done()
    for key, names in (("one_of", one_of), ("consents", consents)):
        for name in names:
            if name not in questions:
                raise top.error(key, f"there is no question {name!r}")
    _check_incident(top, incident, steps)
    steps_asked = [step.id for step in steps]
    # What is wrong in the text that others take over is named where it stands.
    tags = sorted(find_languages(folder), key=lambda tag: tag != SOURCE)
    texts, others = (
        {tag: load_texts(folder, tag, steps_asked, questions, is_other=is_other) for tag in tags}
        for is_other in (False, True)
    )
    check_languages(
        {tag: words.twins for tag, words in texts.items()},
        {tag: words.told for tag, words in texts.items()},
    )
    return Form(
        *(version, one_of, steps, MappingProxyType(questions), MappingProxyType(texts)),
        incident=incident,
        path=path,
        grammar=load_grammar(folder),
        other=other,
        others=MappingProxyType(others),
        danger=MappingProxyType(danger),
        consents=consents,
    )


def _check_incident(top: Section, incident: tuple[str, ...], steps: tuple[Step, ...]) -> None:
    """Whoever opens it judges it by itself: what shows its questions must be asked in it too."""
    known = {each.id: (each, step) for step in steps for each in step.questions}
    for name in incident:
        if name not in known or known[name][0].object != "report":
            raise top.error("incident", f"there is no question {name!r} in the report")
        for when in (known[name][0].when, known[name][1].when):
            missing = set(asked(when) if when else ()) - set(incident)
            if missing:
                raise top.error("incident", f"{name} is shown by {missing.pop()}, which is missing")


def _other(top: Section, questions: dict[str, Question]) -> Other:
    """Return who reads the wording for somebody else; nobody where the form does not say."""
    raw = top.take("other")
    if raw is None:
        return Other()
    section = Section(STRUCTURE, "other", raw)
    name, choices = section.text("q"), section.words("has")
    section.done()
    check_condition({"q": name, "has": [*choices]}, readable(questions), section)
    if questions[name].type == "checkbox":
        raise section.error("q", "must be a question with one answer")
    return Other(name, choices)


def _danger(top: Section, questions: dict[str, Question]) -> dict[str, str]:
    """Return the answers that say danger, by question; none where the form does not say."""
    raw = top.take("danger", {})
    section = Section(STRUCTURE, "danger", raw)
    found = {str(name): section.text(str(name)) for name in (raw if isinstance(raw, dict) else {})}
    for name, choice in found.items():
        if name not in questions or questions[name].type != "radio":
            raise section.error(name, "must be a radio question")
        if choice not in questions[name].choices:
            raise section.error(name, f"there is no choice {choice!r}")
    return found


def _path(top: Section, questions: dict[str, Question]) -> ShortPath | None:
    """Read ``[path]``; a structure of an operator's own may do without."""
    raw = top.take("path")
    if raw is None:
        return None
    section = Section(STRUCTURE, "path", raw)
    when, screens = read_when(section, questions), section.lists("screens")
    says = _says(section.take("says", {}))
    section.done()
    names = [name for screen in screens for name in screen]
    for name in names:
        if name not in questions or names.count(name) > 1:
            reason = "stands here twice" if name in questions else "is no question"
            raise section.error("screens", f"{name!r} {reason}")
    if when is None or not names:
        raise section.error("", "needs when, and screens with questions")
    for by, name in says.items():
        if by not in names or name in names or name not in questions or questions[name].required:
            raise section.error("says", f"{by!r} cannot stand for {name!r}")
    return ShortPath(when, screens, MappingProxyType(says))


def _says(raw: object) -> dict[str, str]:
    section = Section(STRUCTURE, "path says", raw)
    return {str(name): section.text(str(name)) for name in (raw if isinstance(raw, dict) else {})}

"""The form as one calm page: what a report needs stands open, everything else in closed groups."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from intake.form.questions.structure import Form, Question, Step
from intake.form.questions.texts import Texts


class Group(NamedTuple):
    """Steps about one topic, under the words of the first of them.

    ``asked`` is how many questions it has, a repeated one counted once. It stands open when
    something in it was answered or is wrong: nothing that was written is out of sight.
    """

    topic: str
    title: str
    steps: tuple[Step, ...]
    asked: int
    is_open: bool


def closed_groups(
    form: Form, texts: Texts, said: Mapping[str, list[str]], errors: Collection[str]
) -> Iterator[Group]:
    """Give the groups after what a report needs.

    Args:
        form: The form.
        texts: Its words in the language of the page.
        said: Field name to the texts that were posted.
        errors: Ids of questions whose answers are wrong.
    """
    for topic, steps in form.topics.items():
        if topic in form.open_topics:
            continue
        questions = [question for step in steps for question in step.questions]
        asked = sum(question.time <= 1 for question in questions)
        is_open = any(_stands_out(each, said, errors) for each in questions)
        yield Group(topic, texts.steps[steps[0].id].title, steps, asked, is_open)


def _stands_out(question: Question, said: Mapping[str, list[str]], errors: Collection[str]) -> bool:
    """Tell whether a question is wrong, or says something that the page did not say by itself."""
    if question.id in errors:
        return True
    texts = [said.get(name, []) for name in (question.id, *question.beside)]
    return any(text not in {"", question.default} for each in texts for text in each)

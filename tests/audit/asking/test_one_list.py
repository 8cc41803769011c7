"""The pages of an instance and a report of a copy ask the same twenty questions, of one list."""

from intake.audit.asking.questions import QUESTIONS
from intake.verify.reporting.questions import QUESTIONS as COUNTED
from intake.verify.reporting.questions import ROWS


def test_a_question_is_asked_in_the_same_words_and_of_the_same_events() -> None:
    assert [each.title for each in COUNTED] == [each.asks for each in QUESTIONS.values()]
    for row, counted, asked in zip(ROWS, COUNTED, QUESTIONS.values(), strict=True):
        if "counts" not in row:
            assert counted.counts == {*asked.events, *asked.planned}, asked.number


def test_what_a_question_says_of_counting_is_known() -> None:
    known = {"answer", "asks", "by_case", "behind", "events", "planned", "none", "some", "gap"}
    known |= {"also", "counts", "outcomes", "finds", "said"}
    assert {name for row in ROWS for name in row} == known

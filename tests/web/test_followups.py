"""The style sheet of follow-ups says the same as the conditions of the form."""

from intake.form.questions.structure import Form, Question, Step
from intake.web.pages.styles.followups import follow_up_style


def question(name: str, kind: str = "radio", when: object = None) -> Question:
    return Question(name, kind, "report", ("a", "b"), False, 0, "", when)  # type: ignore[arg-type]


def style(when: object, *others: Question) -> str:
    asked = question("asked", when=when)
    questions = {each.id: each for each in (*others, asked)}
    step = Step("step", tuple(questions.values()), False, None)
    return follow_up_style(Form(1, (), (step,), questions, {}))


def test_nothing_is_hidden_where_has_is_not_understood() -> None:
    assert style({"q": "x", "has": "a"}, question("x")).startswith("@supports selector(:has(*)){")


def test_a_choice_shows_and_anything_else_hides() -> None:
    css = style({"q": "x", "has": "a"}, question("x"))
    assert "body:not(:has([name=x][value=a]:checked)) #q-asked{display:none}" in css


def test_any_of_several_choices_of_several_questions_shows() -> None:
    css = style({"q": ["x", "y"], "has": ["a", "b"]}, question("x"), question("y"))
    one_of = ",".join(f"[name={n}]:is([value=a],[value=b]):checked" for n in "xy")
    assert f":has({one_of})" in css


def test_all_any_and_not_nest() -> None:
    when = {"all": [{"q": "x", "has": "a"}, {"not": {"any": [{"q": "y", "has": "b"}]}}]}
    css = style(when, question("x"), question("y"))
    x, y = ":has([name=x][value=a]:checked)", ":has([name=y][value=b]:checked)"
    assert f"body:not({x}:not(:is({y}))) #q-asked" in css


def test_what_was_answered_at_all_shows_and_the_empty_line_of_a_list_does_not() -> None:
    when = {"q": ["x", "y"], "answered": True}
    css = style(when, question("x"), question("y", "select"))
    assert ':has([name=x]:not([value=""]):checked,[name=y] :not([value=""]):checked)' in css


def test_a_select_is_asked_through_its_options() -> None:
    css = style({"q": "x", "has": "a"}, question("x", "select"))
    assert ":has([name=x] [value=a]:checked)" in css

"""The wording for somebody else: whole in every language, and it speaks of the right person."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.form.files import FormError
from intake.form.languages import InEnglish
from intake.form.loading.form import load_form
from intake.form.questions.texts import Texts
from intake.web.pages.wordings import consents_beside, form_twins
from tests.form.test_form_files import STRUCTURE, TEXTS, write

FORM = load_form(None)
LANGUAGES = sorted(FORM.texts)
SPEAKS = {
    "en": re.compile(r"\b(I|me|my|mine|myself|you|your|yours|yourself)\b", re.IGNORECASE),
    "zh-Hans": re.compile("您|我(?!们)"),
    "zh-Hant": re.compile("您|我(?!們)"),
    "fr": re.compile(r"\b(je|me|moi|mon|ma|mes|vous|votre|vos)\b|\b[jm]’", re.IGNORECASE),
    "nl": re.compile(r"\b(ik|mij|me|mijn|mezelf|u|uw|uzelf)\b", re.IGNORECASE),
    "de": re.compile(r"\b([Ii]ch|[Mm]ich|[Mm]ir|[Mm]eine?[mnrs]?|Sie|Ihre?[mnrs]?|Ihnen)\b"),
}
#: Texts in which "you" or "I" is the reporter, whoever it is about; without a key all of them,
#: without an item those of every question.
OF_THE_REPORTER = {
    *("choices.not_sure", "choices.rather_not"),
    *("step story title", "step contact title", "danger_now", "who_for", "their_ok"),
    *("kinds help", "story label", "last_when choices.not_sure", "last_date label", "place label"),
    *("home_state", "need choices.not_sure", "h_home choices.think", "h_who label"),
    *("f_state choices.safe", "f_state choices.not_sure", "f_official choices.think"),
    *("f_channel why", "d_how choices.not_sure", "d_where_text", "d_holder choices.not_sure"),
    *("d_holder_text", "d_copy label", "r_travel label", "r_may_call help", "r_may_call why"),
    *("r_may_call choices.ask_me", "o_detail label", "o_detail why", "story why"),
    *("story help", "c_mode", "c_interp", "c_stop"),
    *("o_place", "o_seen", "c_channel", "c_word", "c_lang", "c_gender", "c_behalf", "s_police"),
    *("s_lawyer", "s_ngo", "s_consulate_other why", "s_consulate_other choices.ask_me", "s_stats"),
    *(f"ident_{name}_{time} label" for name in ("kind", "value", "seen") for time in range(1, 6)),
    *("step ident lead", "step sharing lead", "step scene lead"),
}
ABOUT = '\nother = { q = "color", has = ["blue"] }\n[[step]]'
TWIN = '[question.color.other]\nlabel = "Theirs?"\n'
WORDED = TEXTS.replace("[question.diary]", f"{TWIN}[question.diary]")


def texts_of(texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Give item, key and text of everything that is read."""
    for name, step in texts.steps.items():
        yield from ((f"step {name}", key, getattr(step, key)) for key in ("title", "lead"))
    for name, words in texts.questions.items():
        yield from ((name, key, getattr(words, key)) for key in ("label", "help", "why"))
        yield from ((name, f"choices.{c}", text) for c, text in words.choices.items())


@pytest.mark.parametrize("tag", SPEAKS)
def test_no_text_for_somebody_else_says_you_or_i_but_where_it_means_the_reporter(
    tag: str,
) -> None:
    for item, key, text in texts_of(FORM.others[tag]):
        if not {item, key, f"{item} {key}"} & OF_THE_REPORTER:
            assert not SPEAKS[tag].search(text), (item, key)


def test_the_list_of_texts_that_mean_the_reporter_names_no_text_that_is_gone() -> None:
    known = {
        name
        for tag in SPEAKS
        for item, key, text in texts_of(FORM.others[tag])
        if SPEAKS[tag].search(text)
        for name in (item, key, f"{item} {key}")
    }
    assert known >= OF_THE_REPORTER


def test_whom_it_is_about_is_asked_right_after_the_danger_and_before_what_has_two_wordings() -> (
    None
):
    order = list(FORM.questions)
    assert order[:2] == ["danger_now", FORM.other.question]
    for tag in LANGUAGES:
        twins = {item for item, _ in FORM.texts[tag].twins if item.startswith("question ")}
        assert len(twins) > 20
        assert not twins & {f"question {name}" for name in order[:2]}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_text_of_a_question_has_one_twin_that_stands_for_no_other_text(tag: str) -> None:
    words = form_twins(FORM, tag)["words"]
    assert isinstance(words, dict)
    for name in FORM.questions:
        read = Counter(text for item, _, text in texts_of(FORM.texts[tag]) if item == name)
        read.update([consents_beside(FORM, tag, is_other=False).get(name, "")])
        twins = words.get(f"#q-{name}", {})
        assert all(read[text] == 1 for text in twins), name
        assert not set(twins.values()) & set(read), name


def test_answers_are_about_somebody_else_by_one_answer_whatever_their_shape() -> None:
    assert FORM.other.is_meant({"who_for": "someone"})
    assert FORM.other.is_meant({"who_for": "saw"})
    for answer in ("me", "rather_not", "", None, 3, ["someone"], {"someone": 1}):
        assert not FORM.other.is_meant({"who_for": answer})
    assert not FORM.other.is_meant({})


def test_a_form_that_does_not_say_whom_it_is_about_has_one_wording(tmp_path: Path) -> None:
    form = load_form(write(tmp_path))
    assert not form.other.is_meant({"color": "blue"})
    own, other = form.texts["en"], form.others["en"]
    assert (other.steps, other.questions) == (own.steps, own.questions)


def test_a_wording_holds_only_what_differs(tmp_path: Path) -> None:
    form = load_form(write(tmp_path, STRUCTURE.replace("[[step]]", ABOUT, 1), WORDED))
    assert form.other.is_meant({"color": "blue"})
    own, other = (form.words("en", is_other=is_other).questions for is_other in (False, True))
    assert (own["color"].label, other["color"].label) == ("Which?", "Theirs?")
    assert own["color"].choices == other["color"].choices


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (TWIN, '[question.color.other]\nhelp = "x"\n', "color.other: help: is the other wording"),
        (TWIN, '[question.color.other]\nlabel = " "\n', "color.other: label: must be a text"),
        (TWIN, '[question.color.other.choices]\npink = "x"\n', "color.other: choices.pink: is the"),
        ("[question.diary]", '[question.diary]\nother = "x"', "diary.other: must be a table"),
    ],
)
def test_half_a_wording_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    write(tmp_path, texts=WORDED.replace(old, new))
    with pytest.raises(FormError) as caught:
        load_form(tmp_path)
    assert str(caught.value).startswith(f"en.toml: question {message}")


def test_what_is_told_about_somebody_else_has_as_many_points(tmp_path: Path) -> None:
    told = '\n[told.lure]\ntitle = "x"\ntext = "x"\npoints = ["x", "y"]\n[told.lure.other]\n'
    write(tmp_path, texts=f'{TEXTS}{told}points = ["one", "two"]\n')
    with pytest.raises(FormError, match=r"told lure\.other: (title|end|danger): must be said too"):
        load_form(tmp_path)
    every = 'title = "a"\ntext = "b"\ndanger = "d"\nend = "e"\n'
    whole = told.replace('"x"\npoints', '"x"\ndanger = "x"\nend = "x"\npoints')
    write(tmp_path, texts=f'{TEXTS}{whole}{every}points = ["one", "two"]\n')
    assert load_form(tmp_path).others["en"].told["lure"].points == ("one", "two")
    write(tmp_path, texts=f'{TEXTS}{whole}{every}points = ["one"]\n')
    with pytest.raises(FormError, match=r"told lure\.other: points: must be as many"):
        load_form(tmp_path)


def test_a_twin_that_english_lacks_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "zh-Hans.toml").write_text(WORDED)
    with pytest.raises(FormError, match=r"en.toml: question color\.other: label: is missing"):
        load_form(tmp_path)


def test_a_twin_that_another_language_lacks_is_said_in_english(tmp_path: Path) -> None:
    write(tmp_path, texts=WORDED)
    (tmp_path / "zh-Hans.toml").write_text("")
    said = load_form(tmp_path).others["zh-Hans"].questions["color"].label
    assert said == "Theirs?"
    assert isinstance(said, InEnglish)


def test_who_changes_a_text_and_not_its_twin_is_told(tmp_path: Path) -> None:
    changed = '[question.r_where]\nlabel = "Where are you?"\n'
    (tmp_path / "en.toml").write_text(changed)
    with pytest.raises(FormError, match=r"question r_where\.other: label: must be said too"):
        load_form(tmp_path)
    both = changed + '[question.r_where.other]\nlabel = "Where are they?"\n'
    (tmp_path / "en.toml").write_text(both)
    assert load_form(tmp_path).others["en"].questions["r_where"].label == "Where are they?"


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ('{ q = "size", has = ["blue"] }', "intake.toml: other: when: there is no question"),
        ('{ q = "color", has = ["pink"] }', "intake.toml: other: when: color has no choice"),
        ('{ q = "color" }', "intake.toml: other: when: q and has need"),
        ('{ q = "color", has = ["blue"], not = 1 }', "intake.toml: other: not: is not known"),
        ('"color"', "intake.toml: other: must be a table"),
    ],
)
def test_a_wrong_answer_for_somebody_else_is_named(
    tmp_path: Path, other: str, message: str
) -> None:
    about = f"\nother = {other}\n[[step]]"
    write(tmp_path, STRUCTURE.replace("[[step]]", about, 1))
    with pytest.raises(FormError) as caught:
        load_form(tmp_path)
    assert str(caught.value).startswith(message)

"""The words of the form: complete in every language, short, calm, and never a denunciation."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from intake.form.files import PACKAGED
from intake.form.loading.form import load_form
from intake.form.names import names_of

FORM = load_form(None)
ENGLISH, CHINESE = (
    tomllib.loads((PACKAGED / f"{tag}.toml").read_text()) for tag in ("en", "zh-Hans")
)
MAIN_FOLLOW_UPS = ("harassment", "family_call", "documents", "forced_return", "other")


def leaves(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{key}.")
        elif isinstance(value, list):
            yield from ((f"{path}{key}.{place}", text) for place, text in enumerate(value))
        else:
            yield f"{path}{key}", value


def test_both_languages_have_exactly_the_same_keys() -> None:
    english, chinese = dict(leaves(ENGLISH)), dict(leaves(CHINESE))
    assert set(english) == set(chinese)


def test_no_text_is_left_over_from_a_question_that_is_gone() -> None:
    texts = FORM.texts["en"]
    assert set(ENGLISH["question"]) == {q.base or name for name, q in FORM.questions.items()}
    assert set(texts.questions) == set(FORM.questions)
    assert set(ENGLISH["step"]) == set(texts.steps)
    for name, question in FORM.questions.items():
        words = ENGLISH["question"][question.base or name]
        named = set(names_of(question.names, question.choices, "en")) if question.names else set()
        assert set(words.get("choices", {})) == set(question.choices) - named


def sentences(table: dict[str, Any], ends: str) -> Iterator[tuple[str, str]]:
    for path, text in leaves(table):
        yield from ((path, sentence) for sentence in re.split(ends, text))


def test_an_english_sentence_has_at_most_fifteen_words() -> None:
    long = [(p, s) for p, s in sentences(ENGLISH, r"(?<=[.?!])[”\"]?\s") if len(s.split()) > 15]
    assert long == []


def test_a_chinese_sentence_is_short() -> None:
    assert [(p, s) for p, s in sentences(CHINESE, "[。？！；]") if len(s) > 30] == []


def test_chinese_addresses_the_reader_politely() -> None:
    assert [path for path, text in leaves(CHINESE) if "你" in text] == []


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (("victim", "case against", "evidence", "witness", "suspect", "denounce"), ENGLISH),
        (("举报", "揭发", "受害", "证据", "嫌疑", "检举", "告发"), CHINESE),
        (("110", "  ", "..."), ENGLISH),
        (("110", "  ", "...", "?", "!"), CHINESE),
    ],
)
def test_words_that_frighten_are_not_used(words: tuple[str, ...], language: dict[str, Any]) -> None:
    for path, text in leaves(language):
        assert not [word for word in words if word in text.lower()], path


def test_three_services_are_kept_apart_and_one_may_not_know() -> None:
    choices = CHINESE["question"]["h_who"]["choices"]
    for service in ("公安", "国保", "国安"):
        assert sum(service in text for text in choices.values()) == 1
    assert choices["not_sure"] == "不知道"


def test_a_choice_that_is_not_sure_is_offered_where_one_may_not_be() -> None:
    open_ended = {
        "unknown",
        "nothing_clear",
        "not_said",
        "other",
        "not_sure",
        "rather_not",
        "ask_me",
        "either",
    }
    # How to answer, and how they wrote: the reporter knows.
    plain = {"c_mode", "c_voicemail", "f_channel"}
    for name, question in FORM.questions.items():
        if question.choices and name not in plain:
            assert open_ended & set(question.choices), name


def test_every_question_but_a_second_field_says_why_it_is_asked() -> None:
    second = {"last_date", "d_where_text", "d_holder_text", "d_pickup_where", "o_place", "c_value"}
    second |= {"ident_value", "ident_what", "ident_seen"}
    for texts in FORM.texts.values():
        silent = {name for name, words in texts.questions.items() if not words.why}
        assert {FORM.questions[name].base or name for name in silent} == second


def test_at_most_six_follow_ups_of_a_kind_stand_open() -> None:
    for step in FORM.steps:
        second = {f"{q.id}_text" for q in step.questions} | {"d_pickup_where"}
        asked = [q for q in step.questions if q.id not in second]
        if step.id in MAIN_FOLLOW_UPS:
            assert len(asked) <= 6, step.id
            assert not step.optional


def test_the_shortest_way_asks_two_things() -> None:
    assert [q.id for q in FORM.questions.values() if q.required] == ["danger_now"]
    assert FORM.one_of == ("kinds", "story")


def test_nothing_is_asked_that_intake_must_not_ask() -> None:
    for path, text in leaves(ENGLISH):
        assert not re.search(r"date of birth|passport number|religion|ethnic|party", text), path


def test_the_safest_way_to_answer_is_chosen_beforehand() -> None:
    chosen = {q.id: q.default for q in FORM.questions.values() if q.default}
    assert chosen.pop("c_mode") == "here"
    assert chosen.pop("c_voicemail") == "never"
    assert set(chosen.values()) == {"ask_me"}, "nothing is shared before somebody is asked"
    assert set(chosen) == {name for name in FORM.questions if name.startswith("s_")}


def test_countries_stand_in_the_order_of_the_language() -> None:
    order = {tag: list(texts.questions["country"].choices) for tag, texts in FORM.texts.items()}
    english, chinese = (FORM.texts[tag].questions["country"].choices for tag in ("en", "zh-Hans"))
    names = [english[code] for code in order["en"][:-3]]
    assert names == sorted(names)
    assert order["zh-Hans"][-3:] == order["en"][-3:] == ["other", "not_sure", "rather_not"]
    # The first level of GB 2312 is sorted by pinyin; characters above it are passed over here.
    pinyin = [chinese[code].encode("gb2312") for code in order["zh-Hans"][:-3]]
    firsts = [name[:2] for name in pinyin if name[0] < 0xD8]
    assert firsts == sorted(firsts)


def test_the_readme_names_every_type_and_condition() -> None:
    readme = (Path(PACKAGED) / "README.md").read_text()
    for word in (*{q.type for q in FORM.questions.values()}, "within_hours", "answered", "one_of"):
        assert f"`{word}" in readme or f"{word} =" in readme, word

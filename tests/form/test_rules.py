"""A rule file that is wrong stops the start and says where."""

from pathlib import Path

import pytest

from intake.form.files import FormError
from intake.form.languages import InEnglish
from intake.form.loading.form import load_form
from intake.form.questions.reading import load_reading
from intake.form.urgency.triage import load_rules, told_by
from intake.web.pages.clientdata import desk_data, form_data

FORM = load_form(None)
WORDS = 'short = "because"\nwhy = "Because."\nfirst = "Ask."\n'
LAST = f'[[rule]]\nid = "T22"\nlevel = "routine"\n{WORDS}otherwise = true\n'
GOOD = f'[[rule]]\nid = "T01"\nlevel = "urgent"\n{WORDS}'
NOW = 'when = { q = "r_stage", has = "now" }\n'


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ('when = { q = "r_stag", has = "now" }', "there is no question 'r_stag'"),
        ('when = { q = "r_stage", has = "noww" }', "r_stage has no choice 'noww'"),
        ('when = { q = "story", has = "now" }', "story has no choices"),
        ('when = { q = "story", within_hours = 3 }', "story is not a date"),
        ('when = { q = "r_when", within_hours = 0 }', "within_hours must be a whole number"),
        ('when = { q = "r_when", within_hours = true }', "within_hours must be a whole number"),
        ('when = { q = "r_when", answered = false }', "answered can only be true"),
        ('when = { q = "c_avoid", answered = true }', "there is no question 'c_avoid'"),
        ('when = { q = "r_stage" }', "is not a condition"),
        ('when = { q = "r_stage", has = "now", answered = true }', "is not a condition"),
        ('when = { q = [], has = "now" }', "need a name or a list of names"),
        ('when = { q = "r_stage", has = [] }', "need a name or a list of names"),
        ('when = { q = "r_stage", has = 1 }', "need a name or a list of names"),
        ("when = { all = [] }", "all needs a list of conditions"),
        ('when = { any = { q = "r_stage", has = "now" } }', "any needs a list of conditions"),
        ("when = { not = 1 }", "is not a condition"),
        ('when = { not = { q = "x", has = "y" } }', "there is no question 'x'"),
        ('when = { all = [{ q = "x", has = "y" }] }', "there is no question 'x'"),
        ('when = "always"', "is not a condition"),
        (f"{NOW}tell = 'lur'", "tell: there is no [told.lur] in en.toml"),
        ("otherwise = false", "a rule has either when or otherwise"),
        ('when = { q = "r_stage", has = "now" }\notherwise = true', "either when or otherwise"),
        ('when = { q = "r_stage", has = "now" }\nwyh = "x"', "wyh: is not known here"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, rule: str, message: str) -> None:
    (tmp_path / "rules.toml").write_text(f"{GOOD}{rule}\n{LAST}")
    with pytest.raises(FormError, match=r"^rules\.toml: rule T01: ") as caught:
        load_rules(FORM, tmp_path)
    assert message in str(caught.value)


@pytest.mark.parametrize("name", ["规则", "1", "_a", "a" * 17, "T 1", "T1\\n"])
def test_an_id_that_no_summary_could_hold_stops_the_start(tmp_path: Path, name: str) -> None:
    (tmp_path / "rules.toml").write_text(LAST.replace("T22", name))
    with pytest.raises(FormError, match="id: must be a letter and at most 15 letters"):
        load_rules(FORM, tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "rules.toml: rule: needs at least one"),
        (
            LAST.replace("routine", "normal"),
            "rules.toml: rule T22: level: must be one of emer",
        ),
        (LAST + LAST, "rules.toml: rule: exactly one rule needs otherwise"),
        (LAST.replace('id = "T22"\n', ""), "rules.toml: rule: id: must be a text"),
        (LAST + "[other]\n", "rules.toml: other: is not known here"),
        ("rule = 3", "rules.toml: rule: needs at least one"),
        ("rule = [3]", "rules.toml: rule: must be a table"),
        ("[[rule", "rules.toml: cannot be read"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "rules.toml").write_text(text)
    with pytest.raises(FormError) as caught:
        load_rules(FORM, tmp_path)
    assert str(caught.value).startswith(message)


def test_an_operator_may_bring_other_rules(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text(LAST.replace("routine", "soon"))
    assert [(row.id, row.level) for row in load_rules(FORM, tmp_path).rows] == [("T22", "soon")]


def test_every_rule_of_the_domain_but_two_is_in_the_table() -> None:
    numbers = {f"T{number:02}" for number in range(1, 26)} - {"T20", "T23"} | {"T06b"}
    assert {row.id for row in load_rules(FORM, None).rows} == numbers


@pytest.mark.parametrize("missing", ["short", "why", "first", "tag_words"])
def test_a_rule_of_ones_own_without_its_words_stops_the_start(tmp_path: Path, missing: str) -> None:
    words = {
        "short": "at night",
        "why": "They wrote at night.",
        "first": "Ask when.",
        "tag_words": "At night",
    }
    lines = [f'{name} = "{text}"' for name, text in words.items() if name != missing]
    own = '[[rule]]\nid = "OWN1"\nlevel = "soon"\ntag = "own.night"\n' + "\n".join(lines)
    (tmp_path / "rules.toml").write_text(f"{own}\n{NOW}{LAST}")
    with pytest.raises(FormError) as caught:
        load_rules(FORM, tmp_path)
    assert str(caught.value) == f"rules.toml: rule OWN1: {missing}: must be a text"


def test_a_rule_of_ones_own_has_its_words_wherever_staff_read_it(tmp_path: Path) -> None:
    own = '[[rule]]\nid = "OWN1"\nlevel = "soon"\ntag = "own.night"\ntag_words = "At night"\n'
    again = '[[rule]]\nid = "OWN1"\nlevel = "urgent"\n'
    (tmp_path / "rules.toml").write_text(f"{own}{WORDS}{NOW}{again}{NOW}{LAST}")
    rules = load_rules(FORM, tmp_path)
    told = desk_data(FORM, rules, load_reading(FORM, None), "en")
    assert told["reasons"]["OWN1"] == {  # type: ignore[index]
        "short": "because",
        "why": "Because.",
        "first": "Ask.",
    }
    assert told["tags"] == {"own.night": "At night"}
    assert "Because." not in str(form_data(FORM, rules, "en"))  # Reporters are sent no word of it.


TOLD = '[told.night]\ntitle = "{0}"\ntext = "{0}"\npoints = ["{0}"]\n'


def test_a_rule_of_ones_own_can_tell_in_words_of_ones_own(tmp_path: Path) -> None:
    for tag in ("en", "zh-Hans"):
        (tmp_path / f"{tag}.toml").write_text(TOLD.format(tag))
    own = f'[[rule]]\nid = "OWN1"\nlevel = "soon"\ntell = "night"\n{WORDS}{NOW}'
    (tmp_path / "rules.toml").write_text(own + LAST)
    form = load_form(tmp_path)
    rules = load_rules(form, tmp_path)
    assert told_by(rules, {"r_stage": "now"}, [0]) == ["night"]
    assert told_by(rules, {"r_stage": "planned"}, [0]) == []
    data = form_data(form, rules, "zh-Hans")
    assert data["told"]["night"] == ["zh-Hans", "zh-Hans", ["zh-Hans"], "", ""]  # type: ignore[index]


def test_what_a_rule_tells_is_in_english_where_a_language_lacks_it(tmp_path: Path) -> None:
    (tmp_path / "en.toml").write_text(TOLD.format("en"))
    own = f'[[rule]]\nid = "OWN1"\nlevel = "soon"\ntell = "night"\n{WORDS}{NOW}'
    (tmp_path / "rules.toml").write_text(own + LAST)
    form = load_form(tmp_path)
    load_rules(form, tmp_path)
    told = {tag: texts.told["night"] for tag, texts in form.texts.items()}
    assert [tag for tag, each in told.items() if not isinstance(each.title, InEnglish)] == ["en"]


@pytest.mark.parametrize("lost", ["title", "text", "points"])
def test_what_is_told_says_something(tmp_path: Path, lost: str) -> None:
    kept = [line for line in TOLD.format("en").splitlines() if not line.startswith(lost)]
    (tmp_path / "en.toml").write_text("\n".join(kept))
    with pytest.raises(FormError, match=rf"^en\.toml: told night: {lost}: "):
        load_form(tmp_path)


def test_every_rule_and_every_tag_of_ours_has_words() -> None:
    rules = load_rules(FORM, None)
    assert {row.id for row in rules.rows} == set(rules.words)
    assert {row.tag for row in rules.rows if row.tag} == set(rules.tags)

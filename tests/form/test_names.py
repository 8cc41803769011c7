"""Countries and languages are called what CLDR calls them, but where data says why not."""

import tomllib
from pathlib import Path

import pytest
from babel import Locale

from intake.form.files import PACKAGED, WORDED_NAMES, FormError, read_file
from intake.form.languages import InEnglish
from intake.form.loading.form import load_form
from intake.form.names import KINDS, in_order, name_of, names_of

TABLE = tomllib.loads((PACKAGED / WORDED_NAMES).read_text())
TAGS = [path.stem for path in PACKAGED.glob("*.toml") if path.stem[:2].islower()]
FORM = load_form(None)
LOCALES = {"zh-Hant": "zh-Hant-HK"}


def cldr(kind: str, tag: str, code: str) -> str:
    locale = Locale.parse(LOCALES.get(tag, tag), sep="-")
    names = locale.territories if kind == "country" else locale.languages
    return str(names.get(code.upper() if kind == "country" else code, ""))


def test_a_name_is_cldrs_with_a_capital_as_in_a_list() -> None:
    assert name_of("country", "de", "fr") == "Allemagne"
    assert name_of("language", "de", "fr") == "Allemand"
    assert name_of("language", "zh-Hant", "en") == "Traditional Chinese"
    assert name_of("country", "DE", "en") == "Germany"


def test_what_cldr_lacks_is_ours_or_in_english_and_marked() -> None:
    assert not cldr("country", "bo", "tw")
    assert name_of("country", "tw", "bo") == "ཐའེ་ཝན།"
    assert not cldr("country", "bo", "md")
    said = name_of("country", "md", "bo")
    assert (said, type(said)) == ("Moldova", InEnglish)
    assert type(name_of("country", "fr", "qaa")) is InEnglish  # No language that CLDR knows.


def test_what_is_no_country_has_no_name() -> None:
    assert names_of("country", ["fr", "other", "not_sure", "rather_not"], "nl") == {
        "fr": "Frankrijk"
    }


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_ours_is_not_what_cldr_says(kind: str) -> None:
    """A row that says the same, or speaks of what CLDR came to know, is to be taken away."""
    for row in TABLE["ours"]:
        assert set(row) <= {"why", *KINDS}
        assert row["why"].strip()
        for tag, names in row.get(kind, {}).items():
            for code, name in names.items():
                assert name != cldr(kind, tag, code), (tag, code)
                if row["why"] == "CLDR has no name.":
                    assert not cldr(kind, tag, code), (tag, code)


def test_nothing_is_ours_twice() -> None:
    said = [
        (kind, tag, code)
        for row in TABLE["ours"]
        for kind in KINDS
        for tag, names in row.get(kind, {}).items()
        for code in names
    ]
    assert len(set(said)) == len(said)


def test_every_choice_has_a_name_in_its_language() -> None:
    for tag, texts in FORM.texts.items():
        for name in ("country", "c_lang"):
            choices = texts.questions[name].choices
            assert set(choices) == set(FORM.questions[name].choices)
            assert [c for c in choices.values() if isinstance(c, InEnglish)] == [], tag


def test_no_language_file_lists_what_cldr_names() -> None:
    for tag in FORM.texts:
        ours = read_file(None, f"{tag}.toml")
        questions, helps = ours["question"], ours["help"]
        assert isinstance(questions, dict)
        assert isinstance(helps, dict)
        listed = [*questions["country"]["choices"], *questions["c_lang"]["choices"]]
        assert set(listed) == {"other", "not_sure", "rather_not"}, tag
        assert [*helps["place"]] == ["eu"]


def test_a_place_is_named_without_its_standing() -> None:
    standing = ("SAR", "RAS", "特别", "特別", "共和", "China", "Chine", "中国", "中國")
    for tag in FORM.texts:
        for code in ("hk", "mo", "tw"):
            name = name_of("country", code, tag)
            assert type(name) is str
            assert [word for word in standing if word in name] == [], (tag, code)


def test_an_operator_words_a_name_like_any_other_choice(tmp_path: Path) -> None:
    (tmp_path / "de.toml").write_text('[question.country.choices]\nus = "Vereinigte Staaten"\n')
    choices = load_form(tmp_path).texts["de"].questions["country"].choices
    assert [*choices.values()][-7:-3] == [
        "Vereinigte Arabische Emirate",
        "Vereinigte Staaten",
        "Vereinigtes Königreich",
        "Vietnam",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('names = "country"', 'names = "planet"', "question country: names: must be country or"),
        ('id = "kinds"', 'id = "kinds"\nnames = "country"', "question kinds: names: must be"),
    ],
)
def test_names_of_something_else_are_refused(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = (PACKAGED / "intake.toml").read_text()
    (tmp_path / "intake.toml").write_text(text.replace(old, new))
    with pytest.raises(FormError, match=f"intake.toml: {message}"):
        load_form(tmp_path)


def test_uyghur_stands_in_the_order_of_its_alphabet() -> None:
    """The sign that carries a vowel is none of its letters, and ە stands right after ا."""
    words = {"i": "ئىتالىيە", "b": "بېلگىيە", "a": "ئاۋسترالىيە", "e": "ئەنگلىيە", "h": "ھىندىستان"}
    assert in_order("country", words, "ug") == ["a", "e", "b", "h", "i"]

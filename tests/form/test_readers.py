"""Who has read a language: two native speakers, or the page says that it is a draft."""

from datetime import date

import pytest

from intake.commands.translating.state import all_languages, staff_reading_of, standing_of
from intake.form.files import FormError
from intake.form.languages import STAFF
from intake.form.loading import readers
from intake.form.loading.readers import PAGES, drafts, is_staff_draft, load_reads

ROW = {"page": "help", "role": "teacher", "date": date(2026, 11, 29), "of": "0" * 16}


@pytest.fixture(autouse=True)
def _anew() -> None:
    _clear()


def _clear() -> None:
    for read in (load_reads, drafts, is_staff_draft):
        read.cache_clear()


def record(monkeypatch: pytest.MonkeyPatch, *rows: object) -> None:
    monkeypatch.setattr(readers, "read_language", lambda _folder, _tag: ({"read": [*rows]}, {}))


def test_a_page_is_a_draft_until_two_have_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    record(monkeypatch, ROW)
    assert "help" in drafts("zh-Hans")
    _clear()
    record(monkeypatch, ROW, ROW | {"role": "nurse"})
    assert drafts("zh-Hans") == {*PAGES} - {"help"}
    assert drafts("en") == frozenset(), "the source text is no translation"


def test_what_the_staff_read_is_a_draft_until_two_have_read_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, one = [], ROW | {"page": "staff"}
    for rows in ([], [ROW, ROW | {"role": "nurse"}], [one], [one, one | {"role": "nurse"}]):
        _clear()
        record(monkeypatch, *rows)
        found.append(is_staff_draft("fr"))
    assert found == [True, True, True, False]
    assert not is_staff_draft("en"), "the source text is no translation"


@pytest.mark.parametrize(
    "other",
    [ROW, ROW | {"date": date(2026, 12, 1)}, ROW | {"role": "Teacher "}, ROW | {"of": "1" * 16}],
)
def test_one_who_reads_twice_or_other_words_are_not_two(
    monkeypatch: pytest.MonkeyPatch, other: dict[str, object]
) -> None:
    record(monkeypatch, ROW, ROW | other)
    assert "help" in drafts("zh-Hans")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"page": "hlep"}, "page: must be one of"),
        ({"role": ""}, "role: must be a text"),
        ({"date": "today"}, "date: must be a date"),
        ({"of": "x"}, "of: must be what `intake languages` prints"),
        ({"name": "Ann"}, "name: is not known here"),
    ],
)
def test_a_wrong_row_is_named(
    monkeypatch: pytest.MonkeyPatch, change: dict[str, object], message: str
) -> None:
    record(monkeypatch, ROW | change)
    with pytest.raises(FormError) as caught:
        load_reads("zh-Hans")
    assert str(caught.value).startswith(f"zh-Hans.toml: read: {message}")


def test_no_row_speaks_of_words_that_were_changed_since() -> None:
    for tag in all_languages():
        for page in [*standing_of(tag), *([staff_reading_of(tag)] if tag in STAFF else [])]:
            assert {row.of for row in page.reads} <= {page.of}, (tag, page.page)

"""One list for every field of the staff: what browsers keep, offer or send away is off (D6)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STAFF = ("admin", "audit", "auth", "desk")
FIELD = re.compile(r"<(?:input|textarea|select)\b(?:[^>]|=>)*?>", re.DOTALL)
TYPED = re.compile(r"type=\"?(?:checkbox|radio|hidden)")


def fields() -> Iterator[tuple[str, str]]:
    """Every field in a template or view of the staff, with its file."""
    places = [ROOT / "templates" / name for name in STAFF]
    places += [ROOT / "templates/macros/states.html", ROOT / "intake/static/js/desk"]
    for place in places:
        files = [place] if place.is_file() else sorted(place.rglob("*.[hj][ts]*"))
        for file in files:
            for found in FIELD.findall(file.read_text(encoding="utf-8")):
                yield str(file.relative_to(ROOT)), found


FIELDS = list(fields())


def test_what_fields_of_the_desk_share_turns_all_of_it_off() -> None:
    """Two are set as attributes: as properties they are switches, and any text is on."""
    shared = (ROOT / "intake/static/js/desk/parts/fields.jsx").read_text(encoding="utf-8")
    for part in ('autoComplete: "off"', 'autoCapitalize: "off"', "ref: keepOut"):
        assert part in shared
    for name, value in (("autocorrect", "off"), ("translate", "no")):
        assert f'setAttribute("{name}", "{value}")' in shared


def is_off(field: str, name: str, value: str) -> bool:
    return re.search(rf"\b{name}=\"{value}\"|\{{\.\.\.PRIVATE\}}", field, re.IGNORECASE) is not None


def test_there_are_fields_to_look_at() -> None:
    assert len(FIELDS) > 10
    assert any(file.endswith(".jsx") for file, _ in FIELDS)


@pytest.mark.parametrize(("file", "field"), FIELDS)
def test_no_browser_keeps_or_offers_what_a_field_held(file: str, field: str) -> None:
    assert is_off(field, "autocomplete", "off"), file
    assert 'type="password"' not in field, file  # Browsers offer to keep those, whatever it says.


@pytest.mark.parametrize(
    ("file", "field"),
    [(file, field) for file, field in FIELDS if not TYPED.search(field) and "<select" not in field],
)
def test_no_browser_corrects_what_is_typed(file: str, field: str) -> None:
    assert is_off(field, "autocapitalize", "(?:none|off)"), file
    assert is_off(field, "autocorrect", "off"), file


@pytest.mark.parametrize("page", ["staff.html", "desk/desk.html"])
def test_spelling_translating_and_suggesting_are_off_for_whole_pages(page: str) -> None:
    """These are inherited from the body; the two above are not."""
    body = re.search(r"<body[^>]*>", (ROOT / "templates" / page).read_text(encoding="utf-8"))
    assert body is not None
    for part in ('translate="no"', 'spellcheck="false"', 'writingsuggestions="false"'):
        assert part in body[0]

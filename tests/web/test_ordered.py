"""Numbers and plates in words from right to left: what is marked to go from left to right."""

import pytest

from intake.web.pages.ordered import in_order


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("ماشىنا 12-AB-3، تېلېفون +31 6 1234.", ["12-AB-3", "+31 6 1234"]),
        ("نومۇر +31 (0)6 12. AB 34", ["+31 (0)6 12", "AB 34"]),  # A sentence ends in between.
        ("26-ئۆكتەبىر (WeChat) 15:00", ["15:00"]),
        ("تېلېفون 09 12\n+31", ["09 12", "+31"]),
        ("AB-123, +31 6 1234", []),  # Nothing runs the other way.
    ],
)
def test_what_belongs_together_goes_from_left_to_right_by_itself(
    text: str, marked: list[str]
) -> None:
    html = str(in_order(text))
    assert html.count("<bdi") == len(marked)
    for run in marked:
        assert f'<bdi dir="ltr">{run}</bdi>' in html
    assert html.replace('<bdi dir="ltr">', "").replace("</bdi>", "") == text


def test_what_somebody_wrote_is_never_html() -> None:
    for text in ("<b>AB-1</b>", "ئا <b>AB-1</b>"):
        assert "<b>" not in in_order(text)
        assert "&lt;b&gt;" in in_order(text)

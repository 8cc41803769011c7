"""What is in English on a page of another language says so, in whatever place it stands."""

import pytest
from markupsafe import escape

from intake.form.languages import InEnglish
from intake.web.words.english import mark_english

SAID = InEnglish("Go <on>").__html__()


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        (f"<p>{SAID}</p>", '<p lang="en">Go &lt;on&gt;</p>'),
        (f"<p>Ja. {SAID}</p>", '<p>Ja. <span lang="en">Go &lt;on&gt;</span></p>'),
        (
            f'<option value="a">{SAID}</option>',
            '<option value="a" lang="en">Go &lt;on&gt;</option>',
        ),
        (f'<a href="/" title="{SAID}">x</a>', '<a href="/" title="Go &lt;on&gt;">x</a>'),
        (f'<b lang="ug">{SAID}</b>', '<b lang="ug"><span lang="en">Go &lt;on&gt;</span></b>'),
        ("<p>nothing</p>", "<p>nothing</p>"),
        (f"<i>{escape('<en>typed</en>')}</i>", "<i>&lt;en&gt;typed&lt;/en&gt;</i>"),
    ],
)
def test_an_element_says_that_its_text_is_english(html: str, marked: str) -> None:
    assert mark_english(html, "ltr") == marked


def test_from_right_to_left_english_runs_its_own_way() -> None:
    assert mark_english(f"<p>{SAID}</p>", "rtl") == '<p lang="en" dir="ltr">Go &lt;on&gt;</p>'

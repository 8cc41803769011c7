"""Holders of key files: three types and one way to write each."""

import pytest

from intake.crypto.case.holders import AccountHolder, BoxHolder, DeskHolder, Holder, parse_holder
from intake.crypto.encoding import EncodingError

ID = "0123456789abcdef" * 2


@pytest.mark.parametrize(
    ("holder", "text"),
    [
        (BoxHolder(), "box"),
        (DeskHolder(ID, 12), f"desk:{ID}:12"),
        (AccountHolder(ID), f"account:{ID}"),
    ],
)
def test_a_holder_is_written_as_the_specification_says(holder: Holder, text: str) -> None:
    assert str(holder) == text
    assert parse_holder(text) == holder


@pytest.mark.parametrize(
    "text",
    [
        *("", "boxes", "box:", "reporter", "desk", f"desk:{ID}", f"desk:{ID}:", f"desk:{ID}:x"),
        *(f"desk:{ID}:01", f"desk:{ID}:-1", f"desk:{ID}:1:2", f"desk:{ID[:-1]}:1", f"desk:{ID}:²"),
        *("account:", f"account:{ID.upper()}", f"account:{ID}x", f" account:{ID}", f"Desk:{ID}:1"),
    ],
)
def test_what_names_no_holder_is_refused(text: str) -> None:
    with pytest.raises(EncodingError):
        parse_holder(text)

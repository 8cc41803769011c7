"""What a member's client keeps on the server for itself, sealed to its own vault: drafts and cards.

A draft is one text in one case. Cards are what was opened of summaries: case, SHA-256 of the file,
body; one counts only while the list still names the same file.
"""

from collections.abc import Mapping, Sequence

from intake.client.member.account.person import OpenSession
from intake.client.member.account.session import decode_file
from intake.crypto import shapes
from intake.crypto.age.file import seal_file
from intake.crypto.age.hybrid import recipient_of
from intake.crypto.case.objects import open_padded
from intake.crypto.encoding import b64u, encode_json, parse_json
from intake.crypto.padding import pad

Card = tuple[str, str, Mapping[str, object]]  # Case, b64u SHA-256 of the sealed summary, body.


def keep_draft(staff: OpenSession, case: str, text: str) -> None:
    """Keep what was written so far in a case.

    Raises:
        PaddingError: It is longer than a draft may be.
    """
    fields = {"case": case, "kind": "draft", "text": text, "v": 1}
    sealed = _seal(staff, "draft", fields)
    staff.browser.send_json(f"/desk/{case}/draft", {"draft": b64u(sealed)}, "PUT")


def drop_draft(staff: OpenSession, case: str) -> None:
    """Forget it."""
    staff.browser.send_json(f"/desk/{case}/draft", {}, "DELETE")


def open_draft(staff: OpenSession, case: str, data: bytes) -> str:
    """Return the text of the part ``draft`` of an opening.

    Raises:
        Refused: It is not sealed to this vault.
        EncodingError: It is another file of it.
    """
    fields = shapes.exact_object(_open(staff, "draft", data), ("case", "kind", "text", "v"))
    shapes.constant(fields["kind"], "draft")
    shapes.constant(fields["case"], case)
    return str(fields["text"])


def keep_cards(staff: OpenSession, month: str, cards: Sequence[Card]) -> None:
    """Remember what was opened of the cases of a month (``2026-11``)."""
    rows = [list(card) for card in cards]
    sealed = _seal(staff, "cards", {"kind": "cards", "month": month, "rows": rows, "v": 1})
    staff.browser.send_json(f"/desk/cards/{month}", {"cards": b64u(sealed)}, "PUT")


def read_cards(staff: OpenSession) -> list[Card]:
    """Return everything that is remembered.

    Raises:
        Refused, EncodingError: As ``open_draft``.
    """
    found: list[Card] = []
    for month, file in staff.browser.get("/desk/cards").json()["cards"].items():
        opened = _open(staff, "cards", decode_file(file))
        fields = shapes.exact_object(opened, ("kind", "month", "rows", "v"))
        shapes.constant(fields["kind"], "cards")
        shapes.constant(fields["month"], month)
        found += [_card(row) for row in shapes.items(fields["rows"])]
    return found


def _card(row: object) -> Card:
    case, digest, body, *_when_seen = shapes.items(row)
    return shapes.hex_id(case), shapes.text(digest), shapes.any_object(body)


def _seal(staff: OpenSession, kind: str, fields: Mapping[str, object]) -> bytes:
    return seal_file(pad(encode_json(fields), kind), recipient_of(staff.keys.vault_seed))


def _open(staff: OpenSession, kind: str, data: bytes) -> object:
    return parse_json(open_padded(data, staff.keys.vault_seed, kind))

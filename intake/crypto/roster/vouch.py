"""What a member of the desk signs for an auditor whose key was read to them (SPEC 7).

Auditors stand in no roster. By this somebody who is to answer one knows without the server that the
answer is sealed to an auditor whom a member of the list has met.
"""

from intake.crypto import shapes
from intake.crypto.case.inquiries import key_hash
from intake.crypto.case.objects import Untrusted
from intake.crypto.encoding import EncodingError, b64u, encode_json, parse_json
from intake.crypto.keys import SignatureError, sign, verify_signature
from intake.crypto.roster.roster import Member, Roster

LABEL = "intake/v1/vouch"
_FIELDS = ("by", "for", "kind", "sig", "v")
_SIG_BYTES = 64


def may_sign(member: Member) -> bool:
    """Tell whether this member's word counts: of triage, or a supervisor."""
    return member.triage or member.role == "supervisor"


def sign_vouch(account: str, recipient: bytes, signing_seed: bytes) -> bytes:
    """Return what a member signs: canonical JSON.

    Args:
        account: The member's account id, 32 hexadecimal digits.
        recipient: The auditor's recipient, 1,216 bytes, of which both compared the number.
        signing_seed: The member's Ed25519 seed, 32 bytes.
    """
    fields: dict[str, object] = {
        "by": account,
        "for": key_hash(recipient),
        "kind": "vouch",
        "v": 1,
    }
    return encode_json(fields | {"sig": b64u(sign(signing_seed, LABEL, encode_json(fields)))})


def verify_vouch(data: bytes, recipient: bytes, roster: Roster) -> Member:
    """Return the member of a roster who signed for this key of 1,216 bytes.

    Raises:
        Untrusted: bad_key (no such text), bad_holder (for another key) or bad_signature (not by
            a member of this roster whose word counts).
    """
    try:
        fields = shapes.exact_object(parse_json(data), _FIELDS)
        shapes.constant(fields["kind"], "vouch")
        shapes.constant(fields["v"], 1)
        shapes.binary(fields["for"])
        signature = shapes.binary(fields["sig"], _SIG_BYTES)
        member = roster.find_member(shapes.hex_id(fields["by"]))
    except EncodingError as error:
        raise Untrusted("bad_key") from error
    if fields["for"] != key_hash(recipient):
        raise Untrusted("bad_holder")
    if member is None or not may_sign(member):
        raise Untrusted("bad_signature")
    signed = {name: value for name, value in fields.items() if name != "sig"}
    try:
        verify_signature(member.public, LABEL, encode_json(signed), signature)
    except SignatureError as error:
        raise Untrusted("bad_signature") from error
    return member

"""Desk key files: the identities of a desk, sealed to one triage member (SPEC 8)."""

from collections.abc import Mapping
from dataclasses import dataclass

from intake.crypto import shapes
from intake.crypto.age.file import seal_file
from intake.crypto.age.hybrid import encode_recipient, recipient_of
from intake.crypto.case.epochs import encode_epochs, read_epochs
from intake.crypto.case.holders import AccountHolder, Reporter, parse_maker
from intake.crypto.case.objects import Untrusted, open_padded
from intake.crypto.encoding import EncodingError, b64u, encode_json, parse_json
from intake.crypto.keys import SignatureError, sign, verify_signature
from intake.crypto.padding import pad
from intake.crypto.roster.roster import Member
from intake.crypto.roster.rosterchain import Walk

LABEL = "intake/v1/desk-key"

_KEYS = ("by", "desk", "epochs", "for", "kind", "sig", "v")


@dataclass(frozen=True)
class DeskKeyFile:
    """What a desk key file holds.

    Attributes:
        desk: 32 hexadecimal digits.
        epochs: Desk seed by epoch, without a gap, at least one.
        holder: The triage member it is sealed to.
        by: Who made and signed it.
        sig: Ed25519 signature of the maker, 64 bytes; empty until it is sealed.
    """

    desk: str
    epochs: Mapping[int, bytes]
    holder: AccountHolder
    by: AccountHolder
    sig: bytes = b""


def encode_desk_key_file(key_file: DeskKeyFile, signing_seed: bytes) -> bytes:
    """Return the signed canonical JSON of a desk key file, not padded."""
    fields = _fields(key_file)
    fields["sig"] = b64u(sign(signing_seed, LABEL, encode_json(fields)))
    return encode_json(fields)


def make_desk_key_file(key_file: DeskKeyFile, signing_seed: bytes, recipient: bytes) -> bytes:
    """Return a desk key file as an age file for its holder.

    Args:
        key_file: What it shall hold; ``sig`` is ignored.
        signing_seed: Ed25519 seed of the maker.
        recipient: The holder's account recipient, 1,216 bytes.

    Raises:
        AgeError: The recipient is no key.
    """
    text = encode_desk_key_file(key_file, signing_seed)
    return seal_file(pad(text, "desk-key"), recipient)


def open_desk_key_file(data: bytes, seed: bytes, account: str, walk: Walk) -> DeskKeyFile:
    """Return a verified desk key file.

    Args:
        data: The age file.
        seed: The account's identity, 32 bytes.
        account: The account's id.
        walk: The verified chain of the desk's rosters.

    Raises:
        Untrusted: not_age, wrong_identity, bad_padding, bad_key (another shape or desk),
            bad_holder, bad_signature (not by a triage member of the chain) or bad_epoch (the newest
            seed is not the one of the newest roster's recipient).
    """
    text, holder = open_padded(data, seed, "desk-key"), AccountHolder(account)
    try:
        fields = _read_fields(parse_json(text))
        desk, epochs = shapes.hex_id(fields["desk"]), _read_epochs(fields["epochs"])
        named, by = shapes.text(fields["for"]), shapes.text(fields["by"])
        sig = shapes.binary(fields["sig"], 64)
    except EncodingError as error:
        raise Untrusted("bad_key") from error
    if desk != walk.newest.desk:
        raise Untrusted("bad_key")
    if named != str(holder):
        raise Untrusted("bad_holder")
    maker = _find_maker(by, walk)
    key_file = DeskKeyFile(desk, epochs, holder, AccountHolder(maker.account), sig)
    _verify_signature(key_file, maker)
    _require_newest(key_file, walk)
    return key_file


def _read_fields(value: object) -> Mapping[str, object]:
    fields = shapes.exact_object(value, _KEYS)
    shapes.constant(fields["v"], 1)
    shapes.constant(fields["kind"], "desk-key")
    return fields


def _find_maker(text: str, walk: Walk) -> Member:
    """Return the member who says to have made it: one who had triage in some version."""
    try:
        named = parse_maker(text)
    except EncodingError as error:
        raise Untrusted("bad_signature") from error
    maker = None if isinstance(named, Reporter) else walk.find_triage(named.account)
    if maker is None:
        raise Untrusted("bad_signature")
    return maker


def _verify_signature(key_file: DeskKeyFile, maker: Member) -> None:
    try:
        verify_signature(maker.public, LABEL, encode_json(_fields(key_file)), key_file.sig)
    except SignatureError as error:
        raise Untrusted("bad_signature") from error


def _require_newest(key_file: DeskKeyFile, walk: Walk) -> None:
    """Refuse a file whose newest seed is not the one of the newest roster's recipient."""
    newest = max(key_file.epochs)
    recipient = encode_recipient(recipient_of(key_file.epochs[newest]))
    if (newest, recipient) != (walk.newest.epoch, walk.newest.recipient):
        raise Untrusted("bad_epoch")


def _read_epochs(value: object) -> Mapping[int, bytes]:
    return read_epochs(value, first=_first_epoch(value))


def _first_epoch(value: object) -> int:
    """Return the epoch a desk's list starts with: old ones are dropped in time."""
    items = shapes.items(value)
    if not items:
        raise EncodingError("no seed")
    return shapes.integer(shapes.any_object(items[0]).get("epoch"), least=1)


def _fields(key_file: DeskKeyFile) -> dict[str, object]:
    """Return what the signature covers."""
    return {
        "by": str(key_file.by),
        "desk": key_file.desk,
        "epochs": encode_epochs(key_file.epochs),
        "for": str(key_file.holder),
        "kind": "desk-key",
        "v": 1,
    }

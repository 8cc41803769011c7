"""Taking a case: key files for its new holders, in place of the desk's (SPEC 6)."""

from collections.abc import Mapping
from dataclasses import replace

from intake.crypto.age.hybrid import new_seed
from intake.crypto.case.holders import AccountHolder
from intake.crypto.case.keyfiles import KeyFile, make_key_file


def take_case(
    key_file: KeyFile, account: str, signing_seed: bytes, holders: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return the key files that take the place of the desk's when a case is taken.

    All holders get the same seeds; the first taking makes the notes seed.

    Args:
        key_file: The verified key file that the taker opened.
        account: The taker's account id, who signs.
        signing_seed: The taker's Ed25519 seed.
        holders: Account recipients, 1,216 bytes, by account id: assignee and cover.

    Returns:
        Age files by account id.
    """
    notes = key_file.notes or {0: new_seed()}
    return {
        holder: make_key_file(
            replace(key_file, notes=notes, holder=AccountHolder(holder), by=AccountHolder(account)),
            signing_seed,
            recipient,
        )
        for holder, recipient in holders.items()
    }

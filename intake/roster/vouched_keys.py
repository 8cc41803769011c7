"""What members sign for auditors whose number was read to them; so answers find the right key.

Nobody but a client of the desk checks it in earnest: this is so that no text is kept which none of
them would believe.
"""

from intake.crypto.age.hybrid import parse_recipient
from intake.crypto.case.inquiries import key_hash
from intake.crypto.case.objects import Untrusted
from intake.crypto.roster.roster import Roster
from intake.crypto.roster.vouch import may_sign, verify_vouch
from intake.errors import Refused
from intake.log.act import Act, Facts
from intake.roster.chain import current_roster
from intake.store.models import Account


def signs(act: Act) -> bool:
    """Tell whether this person's signature for an auditor counts."""
    roster = current_roster(act.db)
    member = roster.find_member(act.actor.id) if roster else None
    return member is not None and may_sign(member)


def lacks_signature(roster: Roster | None, account: Account) -> bool:
    """Tell whether this is an auditor for whom nobody of the list has signed."""
    return account.role == "auditor" and (roster is None or not _is_signed(roster, account))


def keep_signature(act: Act, account: Account, signed: bytes | None) -> Facts:
    """Keep what a member signed for an auditor; return the facts of its entry.

    Raises:
        Refused: ``vouch``: it is missing, or a browser of the desk would not believe it.
    """
    if account.role != "auditor" or not signs(act):
        return None
    before, account.vouch = account.vouch, signed
    roster = current_roster(act.db)
    if roster is None or not _is_signed(roster, account, act.actor.id):
        account.vouch = before
        raise Refused("vouch")
    return {"recipient": key_hash(parse_recipient(account.recipient))}


def _is_signed(roster: Roster, account: Account, by: str | None = None) -> bool:
    try:
        key = parse_recipient(account.recipient)
        member = verify_vouch(account.vouch or b"", key, roster)
    except Untrusted:
        return False
    return by in {None, member.account}

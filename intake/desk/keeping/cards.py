"""Cards: what somebody's client remembers of summaries it opened, one file a month of receipt.

They save opening thousands of summaries anew. They hold contents, so they leave as summaries do,
under the hour's entry.
"""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from intake.clock import day_of
from intake.crypto.encoding import b64u
from intake.errors import Refused
from intake.log.act import Act
from intake.store.columns import require_sealed
from intake.store.models import Card
from intake.store.statements import add_if_new


def read_cards(db: Session, account_id: str) -> dict[str, str]:
    """Return somebody's files in base64url, by month."""
    query = select(Card.month, Card.data).where(Card.account_id == account_id)
    return {month: b64u(data) for month, data in db.execute(query.order_by(Card.month))}


def keep_cards(act: Act, month: str, data: bytes) -> None:
    """Store a month's file of who acts, in the place of the last one.

    Raises:
        Refused: ``damaged``: no age file of the length of cards; ``month``: it has not come yet.
    """
    require_sealed(data, "cards")
    if month > f"{day_of(act.now):%Y-%m}":
        raise Refused("month")
    account = act.actor.id
    add_if_new(act.db, Card, {"account_id": account, "month": month, "data": data})
    mine = (Card.account_id == account, Card.month == month)
    act.db.execute(update(Card).where(*mine).values(data=data))

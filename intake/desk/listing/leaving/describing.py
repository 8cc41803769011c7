"""What a row of the list says of its case, for one person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from intake.case.access.alone import ACTS
from intake.clock import day_of, day_text
from intake.crypto.encoding import b64u
from intake.desk.listing.order.lists import LISTS, column_of
from intake.desk.listing.order.viewer import Viewer
from intake.form.urgency.answering import Answering, due_on
from intake.store.models import LEVELS, CasePerson, CaseProposal, SealedObject

PLACES = ("assignee", "cover")
Row = Mapping[Any, Any]  # A row of ``visible``, by column.


@dataclass(frozen=True)
class Describing:
    """Everything that rows need beside themselves."""

    db: Session
    viewer: Viewer
    table: Answering
    now: int  # Unix seconds
    names: Mapping[str, str]  # by account id

    def rows(self, found: Sequence[Row]) -> list[dict[str, object]]:
        """Return what is said of each, in their order."""
        summaries = self._summaries([row["id"] for row in found if row["reads"]])
        proposals = self._proposals(found)
        return [
            self._plain(row)
            | self._state(row)
            | {"proposal": proposals.get(row["id"]), "summary": summaries.get(row["id"])}
            for row in found
        ]

    def _plain(self, row: Row) -> dict[str, object]:
        return {
            "active_on": row["active_on"].isoformat(),
            "aside": row["aside"],
            "assignee": self._name(row["assignee"]),
            "case": row["id"],
            "claimed": row["claimed_from"] is not None,
            "cover": self._name(row["cover"]),
            "days": (self._today - row["received_on"]).days,
            "desk_epoch": row["desk_epoch"],
            "level": LEVELS[row["level"]],
            "on_it": self._name(row["on_it"]),
            "opened": bool(row["opened"]),
            "received_on": row["received_on"].isoformat(),
            "rekey": row["rekey"],
            "screened": row["screened"],
            "server_saw": row["server_saw"],
            "status": row["status"],
            "waiting_on": day_text(row["waiting_on"]),
        }

    def _state(self, row: Row) -> dict[str, object]:
        return {
            "by_one": [act for act in ACTS if row[f"alone_{act}"]],
            "late": self._is_late(row),
            "late_keys": [self._name(row[each]) for each in PLACES if row[f"{each}_late"]],
            "lists": [name for name in LISTS if row[column_of(name)]],
            "mine": bool(row["is_mine"]),
            "unconfirmed": [
                self._name(row[place])
                for place in PLACES
                if row[place] and not row[f"{place}_confirmed"]
            ],
            "unread": bool(row["unread"]),
            "unattended": bool(row["unattended"]),
            "unreadable": bool(row["unreadable"]),
        }

    def _is_late(self, row: Row) -> bool:
        """Tell whether the day has passed on which what waits should have been answered."""
        since: date | None = row["waiting_on"]
        if since is None or row["status"] == "closed":
            return False
        return due_on(self.table, LEVELS[row["level"]], since) < self._today

    @property
    def _today(self) -> date:
        return day_of(self.now)

    def _name(self, account: str | None) -> str | None:
        return self.names.get(account or "")

    def _summaries(self, ids: Collection[str]) -> dict[str, dict[str, object]]:
        """Describe the summaries by case; only triage members, who can open them, are told."""
        if self.viewer.desk_key is None:
            return {}
        plain = (SealedObject.case_id, SealedObject.id, SealedObject.epoch, SealedObject.by)
        query = select(*plain, SealedObject.sha256).where(SealedObject.kind == "summary")
        return {
            case: {"by": by, "epoch": epoch, "id": name, "sha256": b64u(digest)}
            for case, name, epoch, by, digest in self.db.execute(
                query.where(SealedObject.case_id.in_(ids))
            )
        }

    def _proposals(self, rows: Sequence[Row]) -> dict[str, dict[str, object]]:
        """Describe by case the proposal that stands, first the one that waits for this person."""
        ids = [row["id"] for row in rows]
        readable = {row["id"] for row in rows if row["reads_acts"]}
        query = select(CaseProposal, CasePerson.named_again).where(
            CaseProposal.expires_at > self.now, CaseProposal.case_id.in_(ids)
        )
        mine = CasePerson.case_id == CaseProposal.case_id
        me = CasePerson.account_id == self.viewer.account
        found: dict[str, dict[str, object]] = {}
        for each, is_named in self.db.execute(query.outerjoin(CasePerson, and_(mine, me))):
            told = self._proposal(each)
            is_read = each.case_id in readable or each.act == "exclude"
            told["for_me"] = told["for_me"] and is_read and not is_named
            if told["for_me"] or each.case_id not in found:
                found[each.case_id] = told
        return found

    def _proposal(self, row: CaseProposal) -> dict[str, object]:
        me = self.viewer.account
        return {
            "act": row.act,
            "by": self._name(row.by),
            "expires_at": row.expires_at,
            "for_me": row.for_account == me or (row.for_account is None and row.by != me),
            "value": row.value,
        }

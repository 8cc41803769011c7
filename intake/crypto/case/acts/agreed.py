"""What an act does once nobody else needs to agree; and who may be the second person (SPEC 5)."""

from collections.abc import Callable, Mapping

from intake.crypto.case.acts.standing import TWO, UNREAD, Standing, named, texts, withdraw
from intake.crypto.case.reading.reader import Written

Effect = Callable[[Standing, Written], bool]  # Returns whether the act follows.


def decide(standing: Standing, act: Written) -> bool:
    """Let a second person decide what waits, or who proposed it take it back."""
    asked = [p for p in standing.waiting.values() if p.frame.id == act.frame.body["act"]]
    if not asked or not _may_decide(standing, asked[0], act):
        return False
    proposal, agrees = asked[0], act.frame.body["agrees"] is True
    standing.agreements.setdefault(proposal.frame.id, {})[act.signer] = agrees
    del standing.waiting[proposal.frame.kind]
    if agrees:
        return _AGREED[proposal.frame.kind](standing, proposal)
    if proposal.frame.kind == "exclusion":
        standing.screened = UNREAD
    return True


def _may_decide(standing: Standing, proposal: Written, act: Written) -> bool:
    if act.signer in named(standing):
        return False
    if act.signer == proposal.signer:
        return act.frame.body["agrees"] is False
    return proposal.frame.kind != "handover" or act.signer == proposal.frame.body["to"]


def lower(standing: Standing, act: Written) -> bool:
    if standing.level != act.frame.body["from"]:
        return False
    standing.level = str(act.frame.body["to"])
    return True


def _set_aside(standing: Standing, _act: Written) -> bool:
    standing.aside = True
    return True


def close(standing: Standing, act: Written) -> bool:
    standing.closed, standing.aside = tuple(texts(act, "dispositions")), False
    return withdraw(standing, "level", "aside", "closing")


def _go_on(standing: Standing, _act: Written) -> bool:
    standing.paused = False
    return True


def _exclude(standing: Standing, act: Written) -> bool:
    standing.screened = TWO
    standing.excluded = tuple(sorted({*standing.excluded, *texts(act, "members")}))
    return True


def _accept(standing: Standing, act: Written) -> bool:
    """Give a place away; where its giver had another, nobody can tell whether they left it."""
    for place in [each for each, holder in standing.handed.items() if holder == act.signer]:
        del standing.handed[place]
    standing.handed[str(act.frame.body["place"])] = str(act.frame.body["to"])
    return True


_AGREED: Mapping[str, Effect] = {
    "level": lower,
    "aside": _set_aside,
    "closing": close,
    "release": _go_on,
    "exclusion": _exclude,
    "handover": _accept,
}

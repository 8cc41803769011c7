"""Who cosigned which checkpoint of a copy, and how far that reaches, as lines to read."""

from datetime import UTC, datetime

from intake.crypto.tlog.witnesses.counting import Standing
from intake.crypto.tlog.witnesses.policy import NONE
from intake.verify.report import LogReport, Quorum, Witnessed

_WORDS = {
    Standing.HOLDS: "",
    Standing.BROKEN: ": does not hold",
    Standing.UNCHECKED: ": not checked, this machine has no ML-DSA-44; it counts for nothing",
    Standing.UNKNOWN: ": not in the policy; it counts for nothing",
}


def witness_lines(report: LogReport) -> list[str]:
    """Return a line for each witness, of its newest signature, and one for how far they reach."""
    newest: dict[tuple[str, Standing], Witnessed] = {}
    for each in report.witnessed:  # By size, so the last one is of the largest.
        newest[each.name, each.standing] = each
    told = [_describe(each) for each in newest.values()]
    quorum = report.quorum
    is_asked = quorum is not None and (quorum.is_own or quorum.name != NONE)
    return told + ([_reach(report, quorum)] if quorum and is_asked else [])


def _describe(each: Witnessed) -> str:
    when = datetime.fromtimestamp(min(each.time, 253402300799), UTC) if each.time else None
    at = f", {when:%Y-%m-%d %H:%M} UTC" if when else ""
    return f"cosigned at {each.size} entries by {each.name}{at}{_WORDS[each.standing]}"


def _reach(report: LogReport, quorum: Quorum) -> str:
    whose = "your policy" if quorum.is_own else "the policy that was served, the operator's word"
    if quorum.name == NONE:
        return f"no witness is asked for by {whose}"
    if quorum.size is None:
        return f"no checkpoint has the signatures that {quorum.name!r} asks for, by {whose}"
    rest = report.size - quorum.size
    more = f"; {rest} entries since then rest on the log's word alone" if rest > 0 else ""
    return f"signed outside up to entry {quorum.size}, by {whose}{more}"

"""Which list of pages a copy of the access log named last, and whether that is the one served."""

from intake.crypto.tlog.checkpoint import CheckpointError, parse_checkpoint
from intake.crypto.tlog.note import NoteError, parse_note
from intake.crypto.tlog.tiles import TILE_WIDTH, TileError, parse_bundle
from intake.log.events import Event, Log
from intake.log.leaf import LeafError, parse_leaf
from intake.verify.folder import LogFolder
from intake.verify.mirror.sources import SourceError
from intake.verify.pages.fetching.visiting import Visits
from intake.verify.pages.pagelist import PageListError, parse_pages
from intake.verify.pages.rounds import fetch_list, hash_text
from intake.verify.report import VerifyError

AGAIN = "run this again in two minutes; if it stays, this is a finding"


def find_noted(folder: LogFolder) -> str | None:
    """Return the hash that the newest ``sys.pages`` names, in base64url; None if there is none.

    The copy is believed: ``intake audit verify`` checks it.

    Raises:
        VerifyError: Something of it is missing, or is not what it must be.
    """
    try:
        size = parse_checkpoint(parse_note((folder.read("checkpoint") or b"").decode()).text).size
        for n in range((size - 1) // TILE_WIDTH, -1, -1):
            found = _newest_in(folder, n, min(TILE_WIDTH, size - n * TILE_WIDTH))
            if found is not None:
                return found
    except (NoteError, CheckpointError, TileError, LeafError, UnicodeDecodeError) as error:
        raise VerifyError(f"the copy cannot be read: {error}") from None
    return None


def _newest_in(folder: LogFolder, n: int, width: int) -> str | None:
    bundle = folder.bundle(n, width)
    if bundle is None:
        raise VerifyError(f"entry bundle {n} is not in the copy")
    for leaf in (parse_leaf(Log.ACCESS, data) for data in reversed(parse_bundle(bundle))):
        if leaf.event is Event.SYS_PAGES:
            return leaf.facts.get("pages")
    return None


def list_differs(folder: LogFolder, visitor: Visits) -> list[str]:
    """Fetch the list of a server from which a copy was taken just now; return why it is in doubt.

    A list changes with the desk's hours, and the log names it up to a minute later: what differs
    once is asked again.
    """
    try:
        data = fetch_list(visitor)
        parse_pages(data)
        noted = find_noted(folder)
    except (SourceError, PageListError, VerifyError) as error:
        return [f"list of pages: {error}"]
    served = hash_text(data)
    text = f"list of pages: {served} is served, the newest in the log is {noted or 'none'}: {AGAIN}"
    return [] if served == noted else [text]

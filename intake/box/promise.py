"""Until when somebody answers, as a box says it: only while nobody has."""

from collections.abc import Mapping

from intake.box.services import Box, steps_done
from intake.store.models import LEVELS
from intake.web.services import services
from intake.web.words.promised import say_promises


def promises_of(box: Box) -> Mapping[str, str]:
    """Return sentences in the language of the page, as ``say_promises``; empty once answered.

    The decoy of an unknown token, which is closed, promises nothing either.
    """
    if {"answered", "closed"} & set(steps_done(box)):
        return {"promise": "", "reads": ""}
    return say_promises(services().answering, LEVELS[box.case.level], box.case.received_on)

"""Until when somebody answers, as a box says it: only while nobody has."""

from intake.box.services import Box, steps_done
from intake.store.models import LEVELS
from intake.web.services import services
from intake.web.words.promised import say_promise


def promise_of(box: Box) -> str:
    """Return sentences in the language of the page; empty once there is an answer."""
    if {"answered", "closed"} & set(steps_done(box)):
        return ""
    return say_promise(services().answering, LEVELS[box.case.level], box.case.received_on)

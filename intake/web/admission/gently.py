"""Expensive work gives way: the processor first serves who only wants a page, or sends sealed.

A full room still takes a core for each of its places. In a thread of the lowest urgency that takes
only what nobody else needs. Only the work itself runs there, outside of Python's lock: a thread
that held the lock and had to give way would hold up all others with it.
"""

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import ParamSpec, TypeVar

NICE = 15  # Of 19: about 3 % of the processor, while everybody else wants all of it.

Given = ParamSpec("Given")
Returned = TypeVar("Returned")


def gently(work: Callable[Given, Returned], *given: Given.args, **named: Given.kwargs) -> Returned:
    """Return what the work returns, or raise what it raises; it must release Python's lock."""
    # A thread of its own each time: that costs a thousandth of the work, and survives a fork.
    with ThreadPoolExecutor(1, initializer=_give_way) as alone:
        return alone.submit(work, *given, **named).result()


def _give_way() -> None:
    """Lower the urgency of this thread, where the system has one for each thread."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)

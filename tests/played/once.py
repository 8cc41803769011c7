"""The mark on what plays a beginning, and what was kept of each by the name of its past."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from tests.played.past import Kept, Key, Past

Play = TypeVar("Play", bound=Callable[..., Any])

_KEPT: dict[Key, Kept] = {}
_ALWAYS: set[bool] = set()


def play_as_it_stands(*, always: bool) -> None:
    """Take nothing and keep nothing from now on; or do again."""
    _ALWAYS.clear()
    _ALWAYS.update([True] if always else [])


def played_once(play: Play) -> Play:
    """Keep what this plays; put it back where the same had happened before.

    Args:
        play: Takes people, or somebody of them, first; texts, numbers, dates and people after that.
            What it returns is pickled, but for people, application, clock and browsers.
    """

    @wraps(play)
    def once(owner: Any, *args: Any, **more: Any) -> Any:  # noqa: ANN401 - as `play` takes them
        past: Past = getattr(owner, "people", owner).past
        asked = (owner, *args, *sorted(more.items()))
        key = None if _ALWAYS else past.with_next(f"{play.__module__}.{play.__qualname__}", asked)
        if key is None:
            return play(owner, *args, **more)
        kept = _KEPT.get(key)
        with past.being_played(key):
            returned = past.put_back(kept) if kept else play(owner, *args, **more)
        past.know(returned)
        if kept is None and past.is_known:
            _KEPT[key] = past.keep(returned)
        return returned

    return cast("Play", once)

"""What long work shows while it lasts: how far it is, on the error stream."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)


@contextmanager
def bar(name: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar; it is told (done, in all)."""
    with bars() as tell:
        yield lambda done, total: tell(name, done, total)


@contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for each part of the work; they are told (part, done, in all).

    Of a part that began, and of which nobody knows yet how long it is, 0 in all are told.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    console.quiet = not console.is_terminal  # Else an empty line stands in a file at the end.
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as shown:
        tasks: dict[str, TaskID] = {}

        def tell(part: str, done: int, total: int) -> None:
            if part not in tasks:
                tasks[part] = shown.add_task(part, total=None)
            shown.update(tasks[part], completed=done, total=total or None)

        yield tell

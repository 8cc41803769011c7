"""The table: one line for each figure."""

import statistics
from collections.abc import Iterator, Sequence

from tests.bench.figures import Figure

HEAD = ("", "ours", "floor", "ratio (min–max)", "goal", "", "")
VERDICTS = {True: "met", False: "MISSED", None: ""}


def lines(figures: Sequence[Figure]) -> Iterator[str]:
    """Give the table as text, columns aligned, an empty line before each group."""
    rows = [_cells(figure) for figure in figures]
    widths = [max(map(len, column)) for column in zip(HEAD, *rows, strict=True)]
    yield _aligned(HEAD, widths)
    group = ""
    for figure, row in zip(figures, rows, strict=True):
        if figure.group != group:
            group = figure.group
            yield ""
        yield _aligned(row, widths)


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        _value(figure.ours, figure.unit),
        _value(figure.floor, figure.unit),
        _spread(figure.ratios),
        str(figure.goal or ""),
        VERDICTS[figure.is_met],
        figure.note,
    )


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (
        cell.rjust(width) if 0 < at < 5 else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([first, *rest]).rstrip()


def _value(values: Sequence[float], unit: str) -> str:
    if not values:
        return ""
    return f"{_short(statistics.median(values))} {unit}".rstrip()


def _spread(ratios: Sequence[float]) -> str:
    if not ratios:
        return ""
    middle = f"{statistics.median(ratios):.2f}"
    return f"{middle} ({min(ratios):.2f}–{max(ratios):.2f})" if len(ratios) > 1 else middle


def _short(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"

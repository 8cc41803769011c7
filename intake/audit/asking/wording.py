"""How numbers, times and codes stand in the sentences."""

from collections import Counter

from intake.verify.speech import moment, number


def list_counts(counts: Counter[str]) -> str:
    """Return what was counted, the most first: "3 × lawyer, 1 × police"."""
    order = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{number(n)} × {words}" for words, n in order)


def say_time(seconds: int) -> str:
    """Return Unix seconds as a moment in UTC."""
    return moment(seconds, "%d %b %Y %H:%M UTC")

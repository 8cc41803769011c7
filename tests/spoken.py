"""In which languages tests ask."""

FEW = ("en", "zh-Hans", "ug")
"""Where a language changes words alone: the source, one without blanks, one from right to left.

All languages are asked about structure, bytes, direction and wording.
"""

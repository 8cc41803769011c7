"""An auditor's own machine: the token of a visit, the details it may copy, the line it brings."""

from intake.audit.visiting import details, lines, tokens

__all__ = ["details", "lines", "tokens"]

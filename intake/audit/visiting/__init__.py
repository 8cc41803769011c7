"""An auditor's own machine: the token of a visit, the details it may copy, the line it brings."""

from intake.audit.visiting import bundles, details, lines, tokens

__all__ = ["bundles", "details", "lines", "tokens"]

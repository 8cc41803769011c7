"""The age format, one recipient type (SPEC 1)."""

"""Checking a copy without the server: heads, entries, tiles, details, the chains of cases."""

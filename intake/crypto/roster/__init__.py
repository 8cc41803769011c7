"""Accounts, the chain of rosters and the desk's keys (SPEC 7 and 8)."""

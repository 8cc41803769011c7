"""The chain of rosters as it is stored, and its next version."""

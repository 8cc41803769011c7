"""Mends taken out again, one at a time, to see that a test notices: `python -m tests.mends`."""

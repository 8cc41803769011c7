"""Fixtures of the log's tests."""

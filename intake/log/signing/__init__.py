"""Heads of the logs: signed, published, and what keeps them from it."""

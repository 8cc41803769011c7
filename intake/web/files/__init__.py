"""Constant bytes: packed once, named by their hash."""

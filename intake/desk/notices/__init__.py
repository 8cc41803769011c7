"""Telling staff outside the desk that it needs them: fixed words, no content, no case."""

"""Vouching for a log as somebody else: a witness in one file, and signing what a copy holds."""

"""Rendering public pages, and the files that pages load."""

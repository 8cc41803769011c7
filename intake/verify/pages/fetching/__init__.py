"""Asking for pages and files as the browser does that frightened people are told to use."""

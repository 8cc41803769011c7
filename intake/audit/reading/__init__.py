"""Asking the side tables: pages of entries by their filters, and what the first page tells."""

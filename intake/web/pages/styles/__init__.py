"""The styles that public pages carry inline."""

"""Sessions of the staff, the guard before every view, and what staff clients send."""

"""Strings mixed from the eight scripts: through form, box, desk and export, and found."""

"""A report as people read it: in a terminal, on one page, as a table."""

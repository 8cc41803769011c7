"""The report itself: put together from a copy, and held against one that somebody hands over."""

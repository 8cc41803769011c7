"""What everybody is served, as a list that is public and whose hash stands in the log."""

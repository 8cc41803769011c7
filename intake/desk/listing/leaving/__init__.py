"""What leaves with a look at the list."""

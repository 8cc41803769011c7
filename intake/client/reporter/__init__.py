"""A reporter: sends, keeps the receipt, comes back with it; with a script and without."""

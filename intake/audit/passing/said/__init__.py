"""What stands in rows against the entries that say so."""

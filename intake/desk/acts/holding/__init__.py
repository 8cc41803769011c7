"""Who holds a case, and the key files that come and go with its holders."""

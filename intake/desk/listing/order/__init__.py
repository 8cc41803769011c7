"""Who looks, which cases stand on which of their lists, and in which order."""

"""Who may read a case, who may act in it, and who is kept from it."""

"""What a client of the desk keeps here for itself: the server can neither read nor write it."""

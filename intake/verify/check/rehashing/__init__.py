"""One pass over the entries of a copy: each read, hashed again, and explained where it is wrong."""

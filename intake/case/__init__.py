"""What box and desk share: rows of a case, and who may read or act on it."""

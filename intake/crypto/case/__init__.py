"""What a case is made of: frames, bodies, key files, receipts (SPEC 2 to 6)."""

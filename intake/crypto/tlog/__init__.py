"""Transparency logs: RFC 6962 hashes and proofs, C2SP notes, checkpoints and tiles."""

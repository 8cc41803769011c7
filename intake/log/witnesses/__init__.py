"""Witnesses as the log sees them: the policy that stands, what they signed, and asking them."""

"""The list: what somebody may see of all cases, in which order, and what leaves with it."""

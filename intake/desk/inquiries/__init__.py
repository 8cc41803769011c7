"""What auditors ask a member about a case they hold, and how they answer."""

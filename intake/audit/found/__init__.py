"""What the rules found, as it is stored: findings, incidents, and what nobody has reviewed."""

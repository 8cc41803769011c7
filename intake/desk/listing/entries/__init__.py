"""What the access log says of looks: one entry an hour, and one after the day."""

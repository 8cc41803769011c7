"""The auditor's first page: is it whole, what is odd, what waits, who was outside assignment."""

"""Sealed reports, a desk and a provable access log. Importing this imports nothing else."""

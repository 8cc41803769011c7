"""Taking sealed files out: who asks, who agrees, and the package that leaves then."""

"""Load on a started server, measured against the same server without it, in the same run."""

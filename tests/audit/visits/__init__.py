"""An auditor's visit: the token, what it opens, and the run on their own machine."""

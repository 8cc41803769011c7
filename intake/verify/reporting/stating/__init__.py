"""An auditor's statement: what was checked and found, as a note that they sign."""

"""An auditor's visit: copy what is new, check all, sign as a witness, bring the line back."""

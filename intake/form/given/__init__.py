"""What is done with what was given: checked, split, summed up, searched for the stop word."""

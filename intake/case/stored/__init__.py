"""What is stored of a case: its rows, what they may cost, and what clients keep beside them."""

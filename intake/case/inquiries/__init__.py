"""What auditors ask who holds a case: who is asked, by whom it may be answered, and how long."""

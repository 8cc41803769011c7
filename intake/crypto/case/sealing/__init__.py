"""What is sealed for a case: a whole report, a message or note, the key files of who takes it."""

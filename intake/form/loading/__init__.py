"""The files of the form, read and checked once at start into what ``form.questions`` describes."""

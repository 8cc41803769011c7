"""A member of the staff: enrols, signs in, walks the roster, opens, takes, answers, admits."""

"""The side tables: taken in from the logs step by step, compared with them, made anew."""

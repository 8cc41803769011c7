"""How rows are locked that other rows refer to."""

#: For an account's row: PostgreSQL asks for the row behind every reference that is written, and a
#: full lock would let who logs on a case wait for who signs in, and they for each other.
KEYS_STAY = {"key_share": True}

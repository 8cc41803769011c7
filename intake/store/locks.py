"""How rows are locked that other rows refer to."""

#: For an account's row: PostgreSQL asks for the row behind every reference that is written, and a
#: full lock would let who logs on a case wait for who signs in, and they for each other.
KEYS_STAY = {"key_share": True}
#: For a row that is only read: it waits for who changes it, and not for others who read.
WITH_OTHERS = {"key_share": True, "read": True}

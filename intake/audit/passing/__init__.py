"""The full pass: everything hashed again in small steps, and compared with what is stored."""

"""How connections are opened, one module an engine, and how acts wait for each other."""

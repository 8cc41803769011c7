"""The one database: engine and sessions, tables, migrations, and the guard of the log."""

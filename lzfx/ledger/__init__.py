"""What came in and what was done, append-only, in one SQLite file; the only place for sqlite3."""

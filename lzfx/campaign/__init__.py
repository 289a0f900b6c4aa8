"""Who owes a form, what it is issued with, and what its rows are about. Pure."""

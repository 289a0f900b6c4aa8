"""The commands; the only place for typer, rich, the clock and the user's name."""

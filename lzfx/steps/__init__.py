"""One module per command: read, ask the core, write. No rule of the domain lives here."""

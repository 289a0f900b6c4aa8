"""A form definition and what follows from it by pure computation."""

"""Documents -> bytes of PDF and Word files; no wording, counting or sorting is done here."""

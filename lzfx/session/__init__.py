"""An opened campaign and the parts that several commands share; no command is here."""

"""Document -> Word file, part by part as the format asks for."""

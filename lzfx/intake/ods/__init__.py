"""OpenDocument spreadsheets: one bounded pass over content.xml."""

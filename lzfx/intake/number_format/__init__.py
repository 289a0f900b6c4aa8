"""Number formats of spreadsheets: the text that a sender sees in a cell that holds a number."""

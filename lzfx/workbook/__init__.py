"""Everything written as a spreadsheet; the only place for openpyxl."""

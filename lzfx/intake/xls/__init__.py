"""Old binary workbooks (.xls, .et): xlrd, and what it does not tell."""

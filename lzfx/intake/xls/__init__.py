"""Old binary workbooks (.xls, .et): read by xlrd; what xlrd leaves out is read here."""

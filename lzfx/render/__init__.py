"""Documents -> bytes of PDF, Word and HTML files; no wording, counting or sorting is done here.

The formats do not know each other; what they share lies beside them.
"""

"""Proof-reading of finished pdf, docx, xlsx and html files, without the code that made them.

A file is read into facts. These are compared with the page standard and, where it is known, with
the document the file was made from. Every fault is a finding at its page.
"""

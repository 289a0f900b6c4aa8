"""Proof-reading of what was printed: the finished pdf, docx, xlsx and html, not what made them.

A file is read into facts and these are held against the page standard and, where it is known,
against the document the file was made from. Every fault is a finding at its page.
"""

"""Workbooks of the xlsx family: bounded readers of our own over zip and expat."""

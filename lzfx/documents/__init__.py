"""Graded master table -> plain trees of blocks; all wording, counting and sorting is done here."""

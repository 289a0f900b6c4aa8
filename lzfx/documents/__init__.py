"""Graded master table or record -> plain trees of blocks; all wording and counting is done here.

`registry` says all that can be printed. The sub-packages are kinds of document; what several of
them share lies beside them.
"""

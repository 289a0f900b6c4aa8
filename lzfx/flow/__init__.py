"""Flowcharts drawn by calculation: a flow goes in, pages of plain shapes come out. Pure.

Four modules are for others: `checks` says what forbids drawing a flow, `pages` draws it, `drawing`
has the shapes that come out, `svg` writes them down. An import contract keeps the rest private.
"""

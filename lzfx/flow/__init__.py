"""Flowcharts drawn by calculation: a flow goes in, pages of plain shapes come out. Pure."""

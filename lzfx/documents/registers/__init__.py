"""Registers of the campaign year: powers, rules, comments, checks, scores, archive boxes."""

"""Entries of a register that a recorded act struck out; what they said stays in the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lzfx.model.action import Action, Verb


def struck_entries(done: Sequence[Action]) -> Mapping[str, Action]:
    """By the number of the entry, the act that struck it out and was not taken back."""
    found: dict[str, Action] = {}
    for one in done:
        if one.verb is Verb.STRIKE:
            found[one.text("entry")] = one
        elif one.verb is Verb.REINSTATE:
            found.pop(one.text("entry"), None)
    return found

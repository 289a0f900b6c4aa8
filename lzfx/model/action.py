"""What was done at the keyboard: issued, collected, sent back, numbered, locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Fact = str | int
"""A fact of an action: a text, or a whole number."""


class Verb(StrEnum):
    """What can be done; the words are stored in ledgers and never change.

    What each is about and which facts it has stands in `rules.verbs`.
    """

    START = "start"
    ROSTER = "roster"
    ISSUE = "issue"
    SEND = "send"
    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    FEWER = "fewer"
    HELD = "held"
    SENT_BACK = "sent_back"
    REFUSED = "refused"
    DECIDE = "decide"
    ASSIGN = "assign"
    CORRECTIONS = "corrections"
    COMPLETION = "completion"
    COLLECT = "collect"
    NUMBER = "number"
    MERGE = "merge"
    BACKUP = "backup"
    LOCK = "lock"
    UNLOCK = "unlock"


@dataclass(frozen=True, slots=True)
class Action:
    """One entry of the record; `at` is ISO local time, `about` is empty where it is about nothing.

    `rules.verbs` says what `about` is and which facts there are.
    """

    at: str
    by: str
    verb: Verb
    about: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A fact that is a text; KeyError when there is none of that name."""
        value = self.facts[name]
        if not isinstance(value, str):
            raise TypeError(name)
        return value

    def number(self, name: str) -> int:
        """A fact that is a number; KeyError when there is none of that name."""
        value = self.facts[name]
        if not isinstance(value, int):
            raise TypeError(name)
        return value

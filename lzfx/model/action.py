"""What was done at the keyboard: issued, collected, sent back, numbered, locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

Fact = str | int
"""A fact of an action: a text, or a whole number."""

NOT_KEPT: Final = "-"
"""In place of the hash of a whole content, in records of what was not kept."""


class Verb(StrEnum):
    """What can be done; the words are stored in ledgers and never change.

    What each is about and which facts it has stands in `rules.verbs`.
    """

    START = "start"
    ROSTER = "roster"
    ISSUE = "issue"
    SEND = "send"
    POSTED = "posted"
    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    FEWER = "fewer"
    HELD = "held"
    SENT_BACK = "sent_back"
    REFUSED = "refused"
    DECIDE = "decide"
    ASSIGN = "assign"
    WAIVE = "waive"
    CORRECTIONS = "corrections"
    COMPLETION = "completion"
    ADOPT = "adopt"
    ADOPT_KEY = "adopt_key"
    COLLECT = "collect"
    NUMBER = "number"
    MERGE = "merge"
    PRINT = "print"
    REVIEW = "review"
    PUBLICITY = "publicity"
    CLOSING = "closing"
    APPROVE = "approve"
    REVOKE = "revoke"
    BACKUP = "backup"
    REBUILD = "rebuild"
    RESTORE = "restore"
    LOCK = "lock"
    UNLOCK = "unlock"
    SETTING = "setting"
    WITHDRAW = "withdraw"
    MAILED = "mailed"
    WROTE = "wrote"
    ASK_AGAIN = "ask_again"
    DISMISS = "dismiss"
    RECALL = "recall"
    SEEN = "seen"
    COVERED = "covered"
    KEPT = "kept"
    CLOCK = "clock"
    RECORD = "record"
    PAIR = "pair"
    UNPAIR = "unpair"
    BUNDLE = "bundle"
    DRAW = "draw"
    UNDRAW = "undraw"
    STRIKE = "strike"
    REINSTATE = "reinstate"
    MOVE = "move"
    UNMOVE = "unmove"
    ARCHIVE = "archive"


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

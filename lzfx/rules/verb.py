"""What there is to know about a verb of the record; the table itself stands in `rules.verbs`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeGuard

from lzfx.model.action import Fact
from lzfx.model.codes import ScreenWord
from lzfx.rules.guards import Guard
from lzfx.rules.workflow import Event


class Topic(StrEnum):
    """What an action is about; SENDER is the subject a file was said to come from, if any.

    ACT is an act of a body that is on record, BODY the name of a body or of a person who decides.
    """

    NOTHING = "nothing"
    WORKSPACE = "workspace"
    FORM = "form"
    SUBJECT = "subject"
    SENDER = "sender"
    DOCUMENT = "document"
    ACT = "act"
    FILE = "file"
    SETTING = "setting"
    BODY = "body"


class FactType(StrEnum):
    """What a fact is: TEXT may be empty, FILE is a name as it came, COUNT is 0 or more.

    VERSION is that of a form, 0 where it was not recorded; a sentence need not say it. DAY is an
    ISO date, DIGEST names the content of papers. PLACE is a unit and its post by their codes, which
    a sentence need not say.
    """

    TEXT = "text"
    FILE = "file"
    SHA256 = "sha256"
    COUNT = "count"
    VERSION = "version"
    DAY = "day"
    DIGEST = "digest"
    PLACE = "place"


NUMBERS = frozenset({FactType.COUNT, FactType.VERSION})
"""The facts that are whole numbers."""


class Restores(StrEnum):
    """The part of the ledger that `rebuild` makes again when it comes to the action."""

    NOTHING = "nothing"
    ROSTER = "roster"
    RETURN = "return"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact; `absent` is its value in actions that were recorded before the fact existed.

    Without `absent` every action must have it.
    """

    kind: FactType
    absent: Fact | None = None


@dataclass(frozen=True, slots=True)
class Legacy:
    """Where a ledger of version 1 kept the facts: names for each of its two columns.

    Several facts in one column were separated by `/`; where that changed, several ways are given.
    """

    reason: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerbSpec:
    """All there is to know about a verb.

    `sentence` is the name of its line in `words.toml`; `bare` is the line for an action with an
    empty text. `event` is the event in the workflow of a form. `sums` are numbers of the sentence
    that add up several facts.
    """

    about: Topic
    guard: Guard
    sentence: ScreenWord
    facts: Mapping[str, FactSpec] = field(default_factory=dict)
    event: Event | None = None
    restores: Restores = Restores.NOTHING
    legacy: Legacy = field(default_factory=Legacy)
    bare: ScreenWord | None = None
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def fits(value: object, kind: FactType) -> TypeGuard[Fact]:
    """Whether a value is one of that type."""
    if kind in NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if not isinstance(value, str):
        return False
    if kind is FactType.DAY:
        return _is_day(value)
    return kind is FactType.TEXT or bool(value)


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False

"""What is to be done: by whom a campaign waits to be decided on, and which steps come next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lzfx.model.codes import ScreenWord
from lzfx.model.finding import Finding


class Needs(StrEnum):
    """Whether a person must decide something, or a step of the work is simply next."""

    DECISION = "decision"
    STEP = "step"


class DutyKind(StrEnum):
    """What is to be done; `rules.duties` says of each what it needs and which ways settle it."""

    WARNING_LATE = "warning-late"
    WARNING_TO_RAISE = "warning-to-raise"
    WARNING_HANDED_OVER = "warning-handed-over"
    CONFLICT = "conflict"
    FEWER = "fewer"
    HELD = "held"
    REFUSED = "refused"
    LOOK = "look"
    NEW_POST = "new-post"
    ABOLISHED = "abolished"
    ISSUE = "issue"
    CROSS_CHECK = "cross-check"
    ANSWERS = "answers"
    DRAW = "draw"
    DRAWN = "drawn"
    CHECKS_DUE = "checks-due"
    RECHECK = "recheck"
    REGRADE = "regrade"
    MEND_RULES = "mend-rules"
    MEASURES = "measures"
    MEASURES_LATE = "measures-late"
    COLLECT = "collect"
    SEND = "send"
    MERGE = "merge"
    LAPSED = "lapsed"
    TO_MEND = "to-mend"
    ADOPTED = "adopted"
    NOBODY_ANSWERS = "nobody-answers"
    WARNING_DELIVER = "warning-deliver"
    WARNING_ASK = "warning-ask"
    WARNING_RECHECK = "warning-recheck"
    WARNING_RELEASE = "warning-release"
    WARNING_SUGGESTED = "warning-suggested"
    QUERY = "query"
    WAIT = "wait"
    OVERDUE = "overdue"
    RULE_DUE = "rule-due"
    SHOWN = "shown"
    COMMENTS = "comments"
    CLOSE = "close"
    ADDRESS = "address"
    PUBLISH = "publish"
    REPRINT = "reprint"
    DRAFT = "draft"
    GAPS = "gaps"
    BACKUP = "backup"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to settle a duty: what it means, and the words after `lzfx`."""

    says: ScreenWord
    words: tuple[str, ...]

    @property
    def command(self) -> str:
        """The whole command as it is typed, in a shell of any system."""
        return as_typed(self.words)


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to be done, with its reason and every way out.

    `about` is the code of a subject, the name of a form or of a document; `name` is what it is
    called; `at` is when it arose (ISO), empty where that does not matter. `facts` fill its
    sentence; `findings` are the reasons one by one.
    """

    kind: DutyKind
    needs: Needs
    about: str = ""
    name: str = ""
    file: str = ""
    at: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    ways: tuple[Way, ...] = ()


_PLAIN = frozenset("-_./:+=,@")


def as_typed(words: Iterable[str]) -> str:
    """A whole command as it is typed, in a shell of any system."""
    return " ".join(("lzfx", *map(_quoted, words)))


def _quoted(text: str) -> str:
    """A word of a command in double quotes where a shell would take it apart."""
    if text and all(sign.isalnum() or sign in _PLAIN for sign in text):
        return text
    return f'"{text}"'

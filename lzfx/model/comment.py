"""意见: what people said of a publicity, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; `channel`, `commenter_kind` and `outcome` are codes, `about` says of what.

    `commenter` is a name that is never printed whole; `revisions` are the numbers of the revisions
    it led to; `remark` is the mark of the remark in a unit's return that it comes from.
    """

    code: str
    received_on: date | None = None
    channel: str = ""
    commenter_kind: str = ""
    commenter: str = ""
    about: str = ""
    text: str = ""
    unit: str = ""
    outcome: str = ""
    reason: str = ""
    revisions: tuple[str, ...] = ()
    replied_on: date | None = None
    reply: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark that a unit sent in; codes as in `Comment`, the name is never printed whole."""

    about: str
    text: str
    commenter_kind: str = ""
    commenter: str = ""


@dataclass(frozen=True, slots=True)
class CommentRound:
    """All comments of one publicity, both days included; `media` are codes of where it was shown.

    Where nobody said anything, `none_received` records it. `protected` are names of people who
    commented, in whichever return; they may stand in no paper.
    """

    publicity: str = ""
    start: date | None = None
    end: date | None = None
    doc_number: str = ""
    reported_on: date | None = None
    comments: tuple[Comment, ...] = ()
    none_received: bool = False
    stated_total: int | None = None
    media: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()

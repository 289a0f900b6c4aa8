"""Duties: filled from their facts, put in order, and what each outcome and act may leave.

The table of the kinds stands in `rules.duty_kinds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lzfx.model.action import Verb
from lzfx.model.duty import Duty, DutyKind, Needs, Way
from lzfx.model.finding import Finding
from lzfx.model.ledger import Outcome
from lzfx.rules.duty_kinds import KINDS, WaySpec

OF_OUTCOME: Mapping[Outcome, DutyKind | None] = {
    Outcome.ACCEPTED: None,
    Outcome.UNCHANGED: None,
    Outcome.CONFLICT: DutyKind.CONFLICT,
    Outcome.FEWER: DutyKind.FEWER,
    Outcome.HELD: DutyKind.HELD,
    Outcome.SENT_BACK: None,
    Outcome.REFUSED: DutyKind.REFUSED,
}
"""What a person must do about a file with that outcome; a return goes back by a letter."""

LEAVES: Mapping[Verb, tuple[DutyKind, ...]] = {
    Verb.START: (DutyKind.ISSUE, DutyKind.NOBODY_ANSWERS),
    Verb.ROSTER: (
        *(DutyKind.ISSUE, DutyKind.NEW_POST, DutyKind.ABOLISHED),
        DutyKind.NOBODY_ANSWERS,
    ),
    Verb.ISSUE: (DutyKind.SEND, DutyKind.WAIT),
    Verb.SEND: (DutyKind.WAIT, DutyKind.OVERDUE, DutyKind.ADDRESS),
    Verb.ACCEPTED: (
        *(DutyKind.LOOK, DutyKind.QUERY, DutyKind.MERGE, DutyKind.RULE_DUE),
        *(DutyKind.ANSWERS, DutyKind.ADOPTED, DutyKind.MEASURES_LATE),
        *(DutyKind.RECHECK, DutyKind.REGRADE, DutyKind.MEND_RULES, DutyKind.CHECKS_DUE),
        *(DutyKind.WARNING_LATE, DutyKind.WARNING_TO_RAISE, DutyKind.WARNING_ASK),
        *(DutyKind.WARNING_DELIVER, DutyKind.WARNING_RECHECK, DutyKind.WARNING_RELEASE),
        *(DutyKind.WARNING_SUGGESTED, DutyKind.WARNING_HANDED_OVER),
    ),
    Verb.UNCHANGED: (),
    Verb.CONFLICT: (DutyKind.CONFLICT,),
    Verb.FEWER: (DutyKind.FEWER,),
    Verb.HELD: (DutyKind.HELD,),
    Verb.SENT_BACK: (DutyKind.SEND, DutyKind.WAIT),
    Verb.REFUSED: (DutyKind.REFUSED,),
    Verb.DECIDE: (DutyKind.MERGE,),
    Verb.ASSIGN: (DutyKind.MERGE,),
    Verb.CORRECTIONS: (DutyKind.MERGE,),
    Verb.COMPLETION: (DutyKind.MERGE,),
    Verb.COLLECT: (),
    Verb.NUMBER: (),
    Verb.MERGE: (DutyKind.PUBLISH, DutyKind.REPRINT),
    Verb.PRINT: (DutyKind.REPRINT, DutyKind.DRAFT, DutyKind.GAPS),
    Verb.REVIEW: (DutyKind.REPRINT,),
    Verb.PUBLICITY: (DutyKind.REPRINT, DutyKind.SHOWN, DutyKind.COMMENTS, DutyKind.CLOSE),
    Verb.CLOSING: (DutyKind.REPRINT,),
    Verb.APPROVE: (DutyKind.REPRINT, DutyKind.DRAW, DutyKind.CHECKS_DUE, DutyKind.MEASURES),
    Verb.REVOKE: (DutyKind.REPRINT,),
    Verb.BACKUP: (),
    Verb.BUNDLE: (),
    Verb.ADOPT: (),
    Verb.ADOPT_KEY: (),
    Verb.RESTORE: (),
    Verb.REBUILD: (),
    Verb.LOCK: (DutyKind.LOCKED,),
    Verb.UNLOCK: (),
    Verb.SETTING: (),
    Verb.WITHDRAW: (),
    Verb.CLOCK: (),
    Verb.RECORD: (DutyKind.LAPSED, DutyKind.TO_MEND, DutyKind.REPRINT),
    Verb.MAILED: (),
    Verb.WROTE: (),
    Verb.DISMISS: (),
    Verb.POSTED: (),
    Verb.WAIVE: (),
    Verb.ASK_AGAIN: (DutyKind.QUERY,),
    Verb.RECALL: (DutyKind.CONFLICT, DutyKind.FEWER, DutyKind.HELD, DutyKind.REFUSED),
    Verb.SEEN: (),
    Verb.COVERED: (),
    Verb.KEPT: (),
    Verb.PAIR: (DutyKind.CROSS_CHECK,),
    Verb.UNPAIR: (),
    Verb.ARCHIVE: (),
    Verb.MOVE: (DutyKind.ABOLISHED, DutyKind.NOBODY_ANSWERS, DutyKind.REPRINT),
    Verb.UNMOVE: (DutyKind.ABOLISHED, DutyKind.REPRINT),
    Verb.DRAW: (DutyKind.DRAWN,),
    Verb.UNDRAW: (DutyKind.DRAW,),
    Verb.STRIKE: (),
    Verb.REINSTATE: (),
}
"""What each act may leave to be done, so that a new verb is not forgotten here."""


def duty(  # noqa: PLR0913 - a record with a registry's help
    kind: DutyKind,
    *,
    about: str = "",
    name: str = "",
    file: str = "",
    at: str = "",
    facts: Mapping[str, object] | None = None,
    findings: Sequence[Finding] = (),
) -> Duty:
    """A duty of that kind with the commands that settle it, filled from its facts."""
    spec = KINDS[kind]
    known = {**(facts or {}), "about": about, "name": name, "file": file}
    ways = (_filled(one, known) for one in spec.ways)
    return Duty(
        kind,
        spec.needs,
        about,
        name,
        file,
        at,
        facts or {},
        tuple(findings),
        tuple(one for one in ways if one is not None),
    )


def _filled(one: WaySpec, known: Mapping[str, object]) -> Way | None:
    """The way with its words, or None where the duty lacks one of them."""
    words: list[str] = []
    for text in one.words:
        value = known.get(text[1:-1], "") if text.startswith("{") else text
        if value == "":
            return None
        words.extend(map(str, value) if isinstance(value, tuple) else (str(value),))
    return Way(one.says, tuple(words))


_NAMED = 5


def few(names: Sequence[str]) -> str:
    """The first few names; how many there are is said beside them."""
    said = "、".join(names[:_NAMED])
    return said if len(names) <= _NAMED else f"{said}等"


_ORDER = tuple(KINDS)
_HEAD = (DutyKind.WARNING_LATE, DutyKind.WARNING_TO_RAISE)
"""What stands before all else: a warning that nobody heeds."""


def in_order(found: Iterable[Duty]) -> tuple[Duty, ...]:
    """What a person must decide first, the newest first; then the steps in the order of work.

    Of what is to be decided, warnings that nobody heeds come first.
    """
    newest = sorted(found, key=lambda one: one.at, reverse=True)
    newest.sort(key=lambda one: one.kind not in _HEAD)
    return (
        *(one for one in newest if one.needs is Needs.DECISION),
        *sorted((o for o in newest if o.needs is Needs.STEP), key=lambda o: _ORDER.index(o.kind)),
    )


def decisions(found: Iterable[Duty]) -> tuple[Duty, ...]:
    """Those that wait for a person."""
    return tuple(one for one in found if one.needs is Needs.DECISION)


def next_step(found: Iterable[Duty]) -> Duty | None:
    """The next step of the work; None when nothing is left but what a person must decide."""
    return next((one for one in found if one.needs is Needs.STEP), None)

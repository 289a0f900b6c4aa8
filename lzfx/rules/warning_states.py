"""The life of a warning: a table of arrows, walked by what notices, reports and steps say.

Domain 3.3: issued, delivered, being mended, reported, then released after a passed recheck, mended
again, or raised to the next colour; above the gravest colour stands accountability. What is late is
late by the day; a raise becomes real only by a further notice that names the earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lzfx.campaign.warning_numbers import number_key
from lzfx.model.risk import Color
from lzfx.model.warning import (
    OVER,
    WAITING,
    Feedback,
    Happening,
    IssuedWarning,
    Recheck,
    StepKind,
    Stray,
    WarningNotice,
    WarningStanding,
    WarningState,
    WarningStep,
)

_S, _H = WarningState, Happening
_UNFINISHED = (_S.ISSUED, _S.DELIVERED, _S.MENDING, _S.ANSWERED, _S.AGAIN, _S.TO_RAISE)

ARROWS: Mapping[tuple[WarningState | None, Happening], WarningState] = {
    (None, _H.ISSUE): _S.ISSUED,
    (_S.ISSUED, _H.DELIVER): _S.DELIVERED,
    (_S.DELIVERED, _H.A_DAY): _S.MENDING,
    # A report proves that the notice was received, also where nobody registered the receipt.
    **{(state, _H.FEEDBACK): _S.ANSWERED for state in WAITING},
    (_S.ANSWERED, _H.FEEDBACK): _S.ANSWERED,
    (_S.PASSED, _H.FEEDBACK): _S.ANSWERED,
    (_S.ANSWERED, _H.APPROVE): _S.PASSED,
    (_S.ANSWERED, _H.AGAIN): _S.AGAIN,
    (_S.ANSWERED, _H.FAIL): _S.TO_RAISE,
    (_S.ANSWERED, _H.HAND_OVER): _S.HANDED_OVER,
    (_S.PASSED, _H.RELEASE): _S.RELEASED,
    **{(state, _H.FOLLOWED): _S.RAISED for state in _UNFINISHED},
}
"""Every arrow there is; what has none is a stray and changes nothing."""

_RECHECKS: Mapping[str, Happening] = {
    Recheck.PASSED: _H.APPROVE,
    Recheck.AGAIN: _H.AGAIN,
    Recheck.RAISED: _H.FAIL,
}
_ORDER = tuple(Happening)
_ENDS_WAITING = frozenset({_H.FEEDBACK, _H.FOLLOWED})


@dataclass(frozen=True, slots=True)
class _Event:
    happening: Happening
    on: date
    cause: WarningStep | Feedback | WarningNotice
    number: str = ""


def next_color(color: Color, colors: Sequence[Color]) -> Color:
    """The next graver colour of `colors` (the gravest first); empty above the gravest."""
    at = colors.index(color) if color in colors else len(colors)
    return colors[at - 1] if at else ""


def standings(
    issued: Iterable[IssuedWarning],
    feedbacks: Iterable[Feedback],
    steps: Iterable[WarningStep],
    colors: Sequence[Color],
    day: date,
) -> Mapping[str, WarningStanding]:
    """Every warning by the key of its number as it stands on that day.

    `colors` are those of the levels, the gravest first. The order in which records come changes
    nothing; what is about a number that nobody issued is left out.
    """
    notices = {number_key(one.number): one for one in sorted(issued, key=repr)}
    events: dict[str, list[_Event]] = defaultdict(list)
    for key, one in notices.items():
        if one.notice.issued_on is not None:
            events[key].append(_Event(_H.ISSUE, one.notice.issued_on, one.notice, one.number))
            if one.notice.follows:
                before = number_key(one.notice.follows)
                followed = _Event(_H.FOLLOWED, one.notice.issued_on, one.notice, one.number)
                events[before].append(followed)
    for report in feedbacks:
        if report.reported_on is not None:
            events[number_key(report.warning)].append(
                _Event(_H.FEEDBACK, report.reported_on, report)
            )
    for step in steps:
        key = number_key(step.warning)
        if key in notices:
            color = notices[key].notice.color
            events[key].append(_Event(_happening(step, color, colors), step.on, step))
    return {key: _walked(one, events[key], colors, day) for key, one in notices.items()}


def _happening(step: WarningStep, color: Color, colors: Sequence[Color]) -> Happening:
    if step.step == StepKind.DELIVERED:
        return _H.DELIVER
    if step.step == StepKind.RELEASED:
        return _H.RELEASE
    found = _RECHECKS.get(step.result, _H.AGAIN)
    above = found is not _H.FAIL or next_color(color, colors)
    return found if above else _H.HAND_OVER


@dataclass(slots=True)
class _Walk:
    """A warning on its way through its events."""

    state: WarningState | None = None
    since: date | None = None
    deadline: date | None = None
    answered_late: int = 0
    most_late: int = 0
    reported_on: date | None = None
    received_by: str = ""
    reported_by: tuple[str, ...] = ()
    raised_to: str = ""

    def pass_days(self, day: date) -> None:
        """What was delivered on an earlier day is being mended by then."""
        if self.state is _S.DELIVERED and self.since is not None and day > self.since:
            self.state = ARROWS[self.state, _H.A_DAY]

    def go(self, one: _Event) -> bool:
        """Take the arrow of that event; False where there is none."""
        target = ARROWS.get((self.state, one.happening))
        if target is None:
            return False
        if self.state in WAITING and one.happening in _ENDS_WAITING:
            self.most_late = max(self.most_late, _days(self.deadline, one.on))
        self.state, self.since = target, one.on
        self._note(one)
        return True

    def _note(self, one: _Event) -> None:
        cause = one.cause
        if isinstance(cause, Feedback):
            self.answered_late, self.reported_on = _days(self.deadline, one.on), one.on
            self.reported_by = tuple(filter(None, (cause.filled_by, cause.head)))
        elif isinstance(cause, WarningStep):
            if one.happening is _H.DELIVER:
                self.received_by = cause.by
            elif one.happening is _H.AGAIN and cause.deadline is not None:
                self.deadline = cause.deadline
        elif one.happening is _H.FOLLOWED:
            self.raised_to = one.number
        else:
            self.deadline = cause.deadline


def _walked(
    one: IssuedWarning, events: Collection[_Event], colors: Sequence[Color], day: date
) -> WarningStanding:
    walk = _Walk()
    strays = tuple(_strays(walk, events))
    walk.pass_days(day)
    state = walk.state or _S.ISSUED
    late = _days(walk.deadline, day) if state in WAITING else 0
    escalates = state not in OVER and (late > 0 or state is _S.TO_RAISE)
    return WarningStanding(
        number=one.number,
        notice=one.notice,
        state=state,
        since=walk.since,
        deadline=walk.deadline,
        days_late=late,
        answered_late=walk.answered_late,
        most_late=max(walk.most_late, late),
        reported_on=walk.reported_on,
        received_by=walk.received_by,
        reported_by=walk.reported_by,
        raised_to=walk.raised_to,
        escalates=escalates,
        next_color=next_color(one.notice.color, colors) if escalates else "",
        strays=strays,
    )


def _strays(walk: _Walk, events: Collection[_Event]) -> Iterator[Stray]:
    """Walk through the events by day, then by kind; gives those that had no arrow."""
    for one in sorted(events, key=lambda each: (each.on, _ORDER.index(each.happening), repr(each))):
        walk.pass_days(one.on)
        state = walk.state
        if not walk.go(one):
            yield Stray(one.happening, one.on, state, one.cause)


def _days(deadline: date | None, day: date) -> int:
    return max(0, (day - deadline).days) if deadline is not None else 0

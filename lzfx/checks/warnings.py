"""Warnings, reports on them and steps taken: each held against all the others, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lzfx.campaign.warning_numbers import number_key
from lzfx.checks.context import Understood
from lzfx.forms.characters import fold
from lzfx.forms.records import records_of, whole_of
from lzfx.model.about import About
from lzfx.model.codes import FindingCode
from lzfx.model.finding import Finding, Severity, Where
from lzfx.model.risk import Color, Level, MonitorRole
from lzfx.model.submission import Row
from lzfx.model.warning import (
    OVER,
    Feedback,
    Feedbacks,
    Happening,
    IssuedWarning,
    StepKind,
    Stray,
    WarningNotice,
    WarningStanding,
    WarningStep,
)

Standings = Mapping[str, WarningStanding]
_STEP = About.WARNING_STEP
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_OF_RECHECK = ("recheck", "rechecked_by", "rechecked_on", "recheck_note", "released_on")


@dataclass(frozen=True, slots=True)
class PointWarned:
    """What is known of a point that may be warned of; `holder` is the name of who has its post."""

    unit: str
    level: Level | None
    role: MonitorRole | None
    holder: str = ""


def _nobody(
    _notices: Sequence[IssuedWarning], _reports: Sequence[Feedback], _steps: Sequence[WarningStep]
) -> Standings:
    return {}


@dataclass(frozen=True, slots=True)
class WarningsKnown:
    """All that other returns say of warnings; a return never stands beside its own former self.

    `levels` are those of the colours, `ranks` the gravest level that each role monitors; `signers`
    are names by role and unit, none where the roster names nobody. `with_more` are all warnings
    with more records laid over them; `points` are by id, None where nothing is known of them.
    """

    levels: Mapping[Color, Level] = field(default_factory=dict)
    ranks: Mapping[MonitorRole, Level] = field(default_factory=dict)
    signers: Mapping[tuple[MonitorRole, str], tuple[str, ...]] = field(default_factory=dict)
    points: Mapping[str, PointWarned] | None = None
    issued: tuple[IssuedWarning, ...] = ()
    number: Callable[[WarningNotice], str] = lambda one: f"{one.color}{one.number}"
    with_more: Callable[
        [Sequence[IssuedWarning], Sequence[Feedback], Sequence[WarningStep]], Standings
    ] = _nobody


_MISSTEPS: Mapping[Happening, FindingCode] = {
    Happening.DELIVER: "warning-delivered-twice",
    Happening.APPROVE: "warning-recheck-unreported",
    Happening.AGAIN: "warning-recheck-unreported",
    Happening.FAIL: "warning-recheck-unreported",
    Happening.HAND_OVER: "warning-recheck-unreported",
    Happening.RELEASE: "warning-release-unchecked",
    Happening.FEEDBACK: "warning-is-over",
}


def steps_in_order(seen: Understood) -> Iterator[Finding]:
    """Steps of a warning that nobody issued, or that cannot come where they come."""
    known = seen.known.on(WarningsKnown)
    rows = [(row, step) for row, step in _steps(seen) if isinstance(step.on, date)]
    after = known.with_more((), (), [step for _, step in rows])
    for row, step in rows:
        one = after.get(number_key(step.warning))
        if one is None:
            yield seen.say("warning-unknown", _STEP, row, "warning")
            continue
        stray = next((each for each in one.strays if each.cause == step), None)
        if stray is not None:
            yield seen.say(_misstep(stray), _STEP, row, "step", item=one.number)
        same = {fold(name) for name in (one.received_by, *one.reported_by) if name}
        if step.step == StepKind.RECHECKED and fold(step.by) in same:
            yield seen.say("warning-rechecks-own", _STEP, row, "by", item=one.number)


def _steps(seen: Understood) -> Iterator[tuple[Row, WarningStep]]:
    records = records_of(seen.form, seen.tables, WarningStep)
    return zip(seen.rows_about(_STEP), records, strict=True)


def _misstep(stray: Stray) -> FindingCode:
    if stray.state is None:
        return "warning-before-issue"
    return "warning-is-over" if stray.state in OVER else _MISSTEPS[stray.happening]


def feedback_on_open(seen: Understood) -> Iterator[Finding]:
    """A report on no warning, on another unit's, or on one that is over; a recheck of one's own."""
    known = seen.known.on(WarningsKnown)
    if not known.issued:
        return
    given = {"unit": seen.unit.code if seen.unit else None}
    one, *_ = whole_of(seen.form, [(seen, given)], Feedbacks, {}).feedbacks
    found = known.with_more((), (one,), ()).get(number_key(one.warning)) if one.warning else None
    if found is None:
        if one.warning:
            yield _above(seen, "warning-unknown", "warning", value=one.warning)
        return
    if found.notice.unit != one.unit:
        yield _above(seen, "warning-of-other-unit", "warning", value=one.warning)
    stray = next((each for each in found.strays if each.cause == one), None)
    if stray is not None:
        yield _above(seen, _misstep(stray), "reported_on", item=found.number)
    stamp = seen.raw.stamp
    if stamp is not None and stamp.version == seen.form.version:
        for name in _OF_RECHECK:
            if seen.header.get(name):
                yield _above(seen, "feedback-rechecks-itself", name, Severity.QUERY)


def entries_name_warnings(seen: Understood) -> Iterator[Finding]:
    """An entry that names a warning nobody issued: the warning handed over would wait for ever.

    A number of a year of which no warning is on record here may be in the ledger of another year,
    or on paper only.
    """
    numbers = [one.number for one in seen.known.on(WarningsKnown).issued]
    issued = set(map(number_key, numbers))
    years = {year for one in numbers for year in _YEAR.findall(one)}
    for row in seen.rows_about(About.ACCOUNTABILITY):
        named = str(row.values.get("warning") or "")
        told = number_key(named) in issued or years.isdisjoint(_YEAR.findall(named) or years)
        if named and not told:
            yield seen.say("warning-unknown", About.ACCOUNTABILITY, row, "warning")


def _above(
    seen: Understood,
    code: FindingCode,
    name: str,
    severity: Severity = Severity.ERROR,
    /,
    **params: object,
) -> Finding:
    """A finding at a single cell."""
    title = next((spec.title for spec in seen.form.header if spec.name == name), "")
    where = seen.raw.header_places.get(name, Where(seen.raw.file))
    said = {"title": title, "value": seen.header.get(name), **params}
    return Finding(code, where, said, severity)


WarningCheck = Callable[[Understood], Iterable[Finding]]
STEP_CHECKS: Sequence[WarningCheck] = (steps_in_order,)
FEEDBACK_CHECKS: Sequence[WarningCheck] = (feedback_on_open,)
ENTRY_CHECKS: Sequence[WarningCheck] = (entries_name_warnings,)

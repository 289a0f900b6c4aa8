"""What the ledger knows that may call for a warning: a table of sources, for a person to confirm.

A source tells its triggers; which of them were answered or declined is found out here for all. A
new source is one more line in `SOURCES`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from lzfx.campaign.warning_numbers import number_key
from lzfx.checks.comments import point_said
from lzfx.forms.characters import as_code
from lzfx.forms.records import records_of
from lzfx.ledger.queries import accepted
from lzfx.messages import word
from lzfx.model.about import About
from lzfx.model.comment import Comment
from lzfx.model.correction import CheckedPoint, CorrectionCheck
from lzfx.model.measure import MeasureStanding
from lzfx.model.risk import Graded
from lzfx.model.warning import WarningStanding
from lzfx.session.forms_about import forms_about, returns_about
from lzfx.session.master import graded_master
from lzfx.session.measures import measures_standing, reports_taken
from lzfx.session.opening import Session
from lzfx.session.warnings import warnings_now
from lzfx.session.withdrawn import standing

TRIGGER = "trigger"
_WARN, _BY_DEADLINE = "warning", "by_deadline"
_SUBSTANTIATED = frozenset({"adopted", "partly"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A reason for a warning; `code` tells it apart for ever, `source` is of `warning_sources`.

    `early_sign` says what was found and where that is on record; `follows` is the number of a
    warning to be raised, whose colour would then be `color`.
    """

    code: str
    source: str
    on: date
    unit: str
    early_sign: str
    risk_point: str = ""
    risk: str = ""
    follows: str = ""
    color: str = ""
    post: str = ""


@dataclass(frozen=True)
class Evidence:
    """What sources look at; the points are graded only when one of them is asked about."""

    session: Session
    warnings: Mapping[str, WarningStanding] = field(default_factory=dict)

    @cached_property
    def points(self) -> Mapping[str, Graded]:
        """The points of the master table by id; nothing is recorded."""
        told = graded_master(self.session, keep=False)
        return {one.point.point_id: one for one in told.master.graded}

    @property
    def day(self) -> date:
        """Today."""
        return self.session.now.date()


def _checked(session: Session) -> Iterator[tuple[CorrectionCheck, CheckedPoint]]:
    for form, _, one in returns_about(session, About.CHECK):
        for check in records_of(form, one.tables, CorrectionCheck):
            yield from ((check, point) for point in check.points)


def dangers_found(known: Evidence) -> Iterator[Trigger]:
    """Dangers that a check wants a warning for."""
    for check, point in _checked(known.session):
        if point.action == _WARN and check.held_on is not None:
            text = word(
                "warning-from-check", code=check.code, day=check.held_on, found=point.danger
            )
            yield _of_check("check", check, point, check.held_on, text)


def corrections_overdue(known: Evidence) -> Iterator[Trigger]:
    """Dangers that were to be put right by a day that is over, and that nobody rechecked."""
    for check, point in _checked(known.session):
        last = point.deadline
        if point.action != _BY_DEADLINE or last is None or point.rechecked_on or point.closed_on:
            continue
        if last < known.day:
            told = {"code": check.code, "due": last, "found": point.danger}
            text = word("warning-from-overdue", **told)
            yield _of_check("overdue", check, point, last, text)


def _of_check(
    kind: str, check: CorrectionCheck, point: CheckedPoint, on: date, text: str
) -> Trigger:
    code = f"{kind}/{check.code}/{as_code(point.risk_point)}"
    return Trigger(code, "correction", on, check.unit, text, as_code(point.risk_point), point.risk)


def comments_substantiated(known: Evidence) -> Iterator[Trigger]:
    """Comments about a point that were adopted, at least partly."""
    for form, _, one in returns_about(known.session, About.COMMENT):
        for comment in records_of(form, one.tables, Comment):
            if comment.outcome not in _SUBSTANTIATED or comment.received_on is None:
                continue
            point = point_said(comment.about, known.points)
            if point:
                graded = known.points[point].point
                name = str(graded.values.get("name") or "")
                text = word("warning-from-comment", code=comment.code, found=comment.text)
                code = f"comment/{comment.code}/{point}"
                on, unit = comment.received_on, graded.unit
                yield Trigger(code, "public", on, unit, text, point, name)


def measures_overdue(known: Evidence) -> Iterator[Trigger]:
    """Points with measures that were not carried out in time, each with all of these.

    A measure that becomes overdue later is another trigger; without any report nothing is graded.
    """
    if not reports_taken(known.session):
        return
    late: dict[str, list[MeasureStanding]] = defaultdict(list)
    for one in measures_standing(known.session, [*known.points.values()]):
        if one.overdue:
            late[one.known.point_id].append(one)
    for point_id, found in late.items():
        point = known.points[point_id].point
        days = [one.due for one in found if one.due is not None]
        told = (f"{one.known.code}（{one.due}）{one.known.text}" for one in found)
        yield Trigger(
            code=f"measure/{point_id}/{max(days)}",
            source="routine",
            on=max(days),
            unit=point.unit,
            early_sign=word("warning-from-measures", count=len(found), found="；".join(told)),
            risk_point=point_id,
            risk=str(point.values.get("name") or ""),
        )


def reports_missing(known: Evidence) -> Iterator[Trigger]:
    """Warnings that the rule raises: the report is late, or the recheck failed."""
    for key, one in known.warnings.items():
        since = one.deadline or one.since
        if not one.escalates or not one.next_color or since is None:
            continue
        name = "warning-from-late" if one.days_late else "warning-from-recheck"
        told = {"number": one.number, "days": one.days_late, "found": one.notice.early_sign}
        yield Trigger(
            code=f"raise/{key}",
            source=one.notice.source,
            on=since,
            unit=one.notice.unit,
            early_sign=word(name, **told),  # type: ignore[arg-type]  # one of the two above
            risk_point=one.notice.risk_point,
            risk=one.notice.risk,
            follows=one.number,
            color=one.next_color,
            post=one.notice.post,
        )


SOURCES: tuple[Callable[[Evidence], Iterable[Trigger]], ...] = (
    reports_missing,
    dangers_found,
    corrections_overdue,
    measures_overdue,
    comments_substantiated,
)
"""Whoever may suggest a warning, the most pressing first."""

SOURCED = frozenset({About.WARNING, About.CHECK, About.COMMENT, About.MEASURE})
"""What returns are about that may suggest a warning; without any there is nothing to look at."""


def triggers(session: Session) -> tuple[Evidence, tuple[Trigger, ...]]:
    """What is suggested and was neither answered by a warning nor declined, each once."""
    known = Evidence(session, warnings_now(session))
    said = {one.notice.trigger for one in known.warnings.values() if one.notice.trigger}
    settled = said | _declined(session)
    found: dict[str, Trigger] = {}
    for source in SOURCES:
        for one in source(known):
            if one.code not in settled and not _answered(one, known.warnings.values()):
                found[one.code] = one
    return known, tuple(found.values())


def _answered(one: Trigger, warnings: Iterable[WarningStanding]) -> bool:
    """Whether a warning about the same point came on or after the day of the trigger."""
    if one.follows:
        wanted = number_key(one.follows)
        return any(number_key(each.notice.follows) == wanted for each in warnings)
    return any(
        each.notice.unit == one.unit
        and bool(one.risk_point)
        and as_code(each.notice.risk_point) == one.risk_point
        and each.notice.issued_on is not None
        and each.notice.issued_on >= one.on
        for each in warnings
    )


def _declined(session: Session) -> set[str]:
    """Triggers that went out as rows of a workbook which came back: whoever wanted none says so."""
    found: set[str] = set()
    for form in forms_about(session, {About.WARNING}):
        table = form.table_about(About.WARNING)
        back = {(one.subject, one.issue) for one in accepted(session.ledger, form.name)}
        for issue in standing(session.ledger, form.name):
            if table is not None and (issue.subject, issue.number) in back:
                rows = issue.filling.tables.get(table.name, ())
                found |= {row[TRIGGER] for row in rows if row.get(TRIGGER)}
    return found

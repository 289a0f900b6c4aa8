"""`lzfx grade`: declared against computed level, colour, monitor, and why."""

from __future__ import annotations

from dataclasses import dataclass

from lzfx.documents.counts import in_order, in_words
from lzfx.documents.labels import color_name, level_name, post_name, shown, unit_name
from lzfx.messages import reason
from lzfx.model.finding import Finding
from lzfx.rules.reasons import reasons
from lzfx.session.master import GradedMaster, graded_master
from lzfx.session.opening import Session


@dataclass(frozen=True, slots=True)
class GradedLine:
    """One point as the list of grades shows it; all fields are text."""

    point_id: str
    unit: str
    post: str
    name: str
    declared: str
    level: str
    color: str
    monitor: str
    because: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Grades:
    """All points graded, counted, with levels of units and what a reviewer should look at."""

    lines: tuple[GradedLine, ...]
    summary: str
    units: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]


def grade(session: Session) -> Grades:
    """Grade every point of the master table by the rules of today."""
    graded = graded_master(session)
    units = tuple(
        (session.roster.called(one.code), level_name(graded.master, one.level))
        for one in graded.rolled.units
    )
    summary = in_words(graded.master, graded.master.graded)
    return Grades(_lines(graded), summary, units, graded.findings)


def _lines(graded: GradedMaster) -> tuple[GradedLine, ...]:
    master = graded.master
    return tuple(
        GradedLine(
            point_id=one.point.point_id,
            unit=unit_name(master, one.point.unit),
            post=post_name(master, one.point.post),
            name=str(one.point.values.get("name") or ""),
            declared=shown(master, "declared_level", one.point.values.get("declared_level")),
            level=level_name(master, one.level),
            color=color_name(master, one.color),
            monitor=one.monitor,
            because=reason(reasons(one, master.labels)),
            differs=one.differs,
        )
        for one in in_order(master)
    )

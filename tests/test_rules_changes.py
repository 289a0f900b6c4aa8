"""Levels against the declaration and against the year before."""

from __future__ import annotations

from support.risk_examples import BODIES, DAY, ROSTER, point, rules

from lzfx.model.papers import YearOnYear
from lzfx.model.risk import Graded, Level
from lzfx.rules.changes import against_declared, against_year_before, year_on_year
from lzfx.rules.grading import grade_all


def graded(**conducts: str) -> tuple[Graded, ...]:
    points = [
        point(code.replace("_", "-"), code[:4], conduct=(conduct,), declared_level="2")
        for code, conduct in conducts.items()
    ]
    return grade_all(points, rules(), ROSTER, BODIES, DAY)


NOW = graded(KS01_001="illegal", KS01_002="violation", KS01_003="rule_breach", JD01_001="violation")


def test_against_declared__only_what_differs_with_why() -> None:
    found = against_declared(NOW, {"KS01-001": "从重。"})
    assert [(one.point_id, one.before, one.after, one.direction) for one in found] == [
        ("KS01-001", 2, 1, "raised"),
        ("KS01-003", 2, 3, "lowered"),
    ]
    assert [one.because for one in found] == ["从重。", ""]


def test_against_year_before__new_points_and_those_without_level_are_no_change() -> None:
    before: dict[str, Level | None] = {"KS01-001": 1, "KS01-002": 3, "KS01-003": None}
    found = against_year_before(NOW, before, {})
    assert [(one.point_id, one.before, one.after, one.since) for one in found] == [
        ("KS01-002", 3, 2, "year")
    ]


def test_year_on_year__every_point_of_both_years_is_counted_once() -> None:
    before: dict[str, tuple[str, Level | None]] = {
        "KS01-001": ("KS01", 3),
        "KS01-002": ("KS01", 2),
        "KS01-009": ("KS01", 1),
        "JD01-001": ("KS01", 2),  # moved from one unit to the other
    }
    assert year_on_year(["JD01", "KS01"], NOW, before) == (
        YearOnYear("JD01", added=1),
        YearOnYear("KS01", added=1, dropped=2, raised=1, unchanged=1),
    )

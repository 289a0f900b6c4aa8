"""Levels, colours, monitors and their reasons: cases by the shipped rules, laws by our own."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.risk_examples import BODIES, DAY, ROSTER, form, labels, point, rules
from support.templates import OWN, SHIPPED, raw

from lzfx.model.risk import Graded
from lzfx.model.submission import Value
from lzfx.rules.definitions import parse_rules
from lzfx.rules.grading import criteria, grade_all, grade_point
from lzfx.rules.reasons import reasons

CASES = tomllib.loads((Path(__file__).parent / "cases" / "grading.toml").read_text("utf-8"))["case"]
CODES = tuple(c.code for c in form().table("risk_points").field("conduct").choices)


def graded(unit: str = "KS01", home: Path = OWN, **given_values: Value) -> Graded:
    return grade_point(point("KS01-001", unit, **given_values), rules(home), ROSTER, BODIES, DAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_grade__cases_by_the_shipped_rules(case: dict[str, Any]) -> None:
    one = graded(
        case.get("unit", "KS01"),
        SHIPPED,
        post=case.get("post", "KS01-P2"),
        conduct=tuple(case["conduct"]) or None,
        major_matters=tuple(case.get("major_matters", ["none"])),
    )
    assert (one.level or 0, one.color or "", one.monitor) == (
        case["level"],
        case["color"],
        case["monitor"],
    )
    assert [step.rule for step in one.because] == case["rules"]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(CODES), unique=True, min_size=1))
def test_grade__is_the_most_severe_of_single_conducts_in_any_order(conducts: list[str]) -> None:
    alone = [graded(conduct=(code,)).level for code in conducts]
    assert graded(conduct=tuple(conducts)).level == min(one for one in alone if one)


def test_grade__declared_level_is_kept_and_shown_to_differ() -> None:
    one = graded(conduct=("disciplinary",), declared_level="3")
    assert (one.declared, one.level, one.differs) == (3, 1, True)


def test_grade__before_the_rules_began_gives_nothing() -> None:
    one = grade_point(point(), rules(), ROSTER, BODIES, date(2011, 7, 31))
    assert (one.level, one.color, one.monitor_role, one.because) == (None, None, None, ())


def test_grade__no_leader_in_the_roster_leaves_the_monitor_empty() -> None:
    units = tuple(replace(u, leader="") if u.code == "KS01" else u for u in ROSTER.units)
    one = grade_point(point(), rules(), replace(ROSTER, units=units), BODIES, DAY)
    assert (one.monitor_role, one.monitor) == ("leader_in_charge", "")
    assert said(one)[1][0] == "because-no-monitor"


def test_grade__unknown_unit_still_has_a_level() -> None:
    one = grade_point(point(unit="XX99", post="unit"), rules(), ROSTER, BODIES, DAY)
    assert (one.level, one.monitor) == (2, "")


def test_grade_all__same_as_one_by_one() -> None:
    points = [point(f"KS01-{n:03d}", conduct=(code,)) for n, code in enumerate(CODES)]
    together = grade_all(points, rules(), ROSTER, BODIES, DAY)
    assert together == tuple(grade_point(one, rules(), ROSTER, BODIES, DAY) for one in points)


def test_criteria__six_conducts_in_three_levels() -> None:
    table = criteria(rules(), labels()["levels"], DAY)
    assert [(c.level, c.plain.codes, c.color, c.monitor_role) for c in table if c.plain] == [
        (1, ("illegal", "disciplinary"), "red", "review_group"),
        (2, ("serious_violation", "violation"), "orange", "leader_in_charge"),
        (3, ("minor_violation", "rule_breach"), "blue", "section_head"),
    ]


def said(one: Graded) -> list[tuple[str, dict[str, object]]]:
    return [(phrase.code, dict(phrase.params)) for phrase in reasons(one, labels())]


def test_reasons__one_conduct_and_ordinary_monitor() -> None:
    assert said(graded(conduct=("disciplinary",))) == [
        (
            "because-level",
            {
                "clause": "实施方案四（三）一级风险条款",
                "rules": "G1",
                "level": "一级",
                "conduct": "违纪",
            },
        ),
        (
            "because-monitor",
            {
                "clause": "实施方案四（四）4 一级监控条款",
                "rules": "G9",
                "monitor": "纠风工作领导小组",
                "level": "一级",
            },
        ),
    ]


def test_reasons__several_conducts_and_large_sums() -> None:
    one = graded(conduct=("disciplinary", "minor_violation"), major_matters=("funds",))
    (level_code, level), (monitor_code, monitor) = said(one)
    assert level_code == "because-levels"
    assert (level["rules"], level["conduct"], level["conducts"]) == (
        "G1、G2",
        "违纪",
        "违纪、轻微违规",
    )
    assert (monitor_code, monitor["matters"], monitor["rules"]) == (
        "because-major-matters",
        "大额度资金使用",
        "G8",
    )


@pytest.mark.parametrize(
    ("unit", "post", "who"),
    [
        ("KS01", "KS01-P1", "单位负责人"),
        ("KS01", "KS01-P3", "分管领导"),
        ("LD00", "LD00-P2", "委领导"),
    ],
)
def test_reasons__nobody_monitors_himself(unit: str, post: str, who: str) -> None:
    (_, (code, params)) = said(graded(unit, post=post, conduct=("rule_breach",)))
    assert (code, params["post"]) == ("because-not-oneself", who)
    assert params["monitor"]


def test_reasons__matter_named_by_the_office() -> None:
    monitors = raw("rules/monitors.toml")
    named = {
        "id": "G8-A",
        "from": date(2026, 9, 1),
        "clause": "某文件指定事项",
        "when": {"power": {"any_of": ["示例证件核发"]}},
        "then": "review_group",
    }
    monitors["monitor"].insert(1, named)
    parsed, _ = parse_rules(raw("rules/grading.toml"), monitors, form=form())
    assert parsed is not None
    one = grade_point(point(), parsed, ROSTER, BODIES, DAY)
    (_, (code, params)) = said(one)
    assert (code, params["clause"], one.monitor, one.level) == (
        "because-designated",
        "某文件指定事项",
        "纠风工作领导小组",
        2,
    )


def test_reasons__no_conduct() -> None:
    ((code, params),) = said(graded(conduct=None))
    assert (code, params["facts"]) == ("because-no-level", "没有选“可能产生的行为”")

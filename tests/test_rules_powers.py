"""What is missing between powers, flows, rules and points, and rules that are overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from support.master_examples import master

from lzfx.campaign.uncovered import without_rule
from lzfx.content.blocks import strings
from lzfx.documents.registers.flowcharts import flow_gaps, with_points
from lzfx.documents.registers.rule_gaps import rule_gap_gaps, rule_gaps
from lzfx.model.cell import Cell
from lzfx.model.finding import Severity, Where
from lzfx.model.flow import Exit, Flow, FlowRisk, FlowSet, Step
from lzfx.model.power import Power
from lzfx.model.rules_review import ReviewedRule, RulesReview
from lzfx.rules.powers import PlacedPower, UnitReturned, missing_links, overdue

MASTER = master()
"""KS01 has the points KS01-001 to KS01-004, all of the power 示例证件核发."""
OWN = ("KS01-001", "KS01-002", "KS01-003", "KS01-004")


def powers(*these: Power) -> list[PlacedPower]:
    """Powers in rows 1, 2, … of a sheet: the code in A, the points in P."""
    return [
        PlacedPower(
            one, Where("甲.xlsx", "职权", Cell(row, 1)), Where("甲.xlsx", "职权", Cell(row, 16))
        )
        for row, one in enumerate(these, start=1)
    ]


def told(*returned: UnitReturned) -> list[tuple[str, str, str]]:
    found = missing_links(returned, MASTER.graded)
    assert {one.severity for one in found} <= {Severity.ADVICE}
    return [(one.code, one.where.sheet, one.where.address) for one in found]


FULL = Power("KS01-Z01", "证件核发", risk_points=OWN)


def test_powers__with_points_and_a_flow_lack_nothing() -> None:
    assert told(UnitReturned("KS01", powers(FULL), {"KS01-Z01"})) == []


def test_powers__nothing_is_lacking_while_the_other_form_is_not_back() -> None:
    assert told(UnitReturned("KS01", powers(FULL))) == []
    assert told(UnitReturned("KS01", drawn={"KS01-Z01"})) == []


@pytest.mark.parametrize(
    ("power", "expected"),
    [
        (replace(FULL, code="KS01-Z02"), [("power-without-flow", "职权", "A1")]),
        (replace(FULL, code="KS01-Z02", no_chart="一年一次"), []),
        (replace(FULL, code="KS01-Z02", change="drop"), []),
        (replace(FULL, risk_points=(*OWN, "KS01-099")), [("power-point-gone", "职权", "P1")]),
        (
            replace(FULL, risk_points=()),
            [("power-without-points", "职权", "P1"), ("power-points-unnamed", "职权", "")],
        ),
        (replace(FULL, name="示例证件核发", risk_points=OWN[:1]), []),
    ],
)
def test_powers__what_one_lacks(power: Power, expected: list[tuple[str, str, str]]) -> None:
    sheet = Where("甲.xlsx", "职权")
    returned = UnitReturned("KS01", powers(power), {"KS01-Z01"}, powers_sheet=sheet)
    assert told(returned) == expected


def rule(**given: object) -> ReviewedRule:
    made = ReviewedRule("示例规定", unit="KS01", conclusion="keep", made_on=date(2020, 1, 1))
    return replace(made, **given)  # type: ignore[arg-type]


def left(*rules: ReviewedRule) -> Sequence[str]:
    own = [one for one in MASTER.graded if one.point.unit == "KS01"]
    return [one.point.point_id for one in without_rule(own, rules)]


def test_rules__points_that_none_is_for() -> None:
    assert len(left()) == len(OWN)
    assert left(rule(powers=("示例证件核发",))) == []
    assert sorted(left(rule(risk_points=("ks01-002",)))) == ["KS01-001", "KS01-003", "KS01-004"]
    assert len(left(rule(powers=("示例证件核发",), conclusion="repeal"))) == len(OWN)


def test_rules__for_a_power_are_for_the_points_that_its_list_gives_it() -> None:
    own = [one for one in MASTER.graded if one.point.unit == "KS01"]
    listed = Power("KS01-Z01", "车辆使用", risk_points=("KS01-003",))
    left_then = without_rule(own, [rule(powers=("ks01-z01",))], [listed])
    assert "KS01-003" not in [one.point.point_id for one in left_then]
    assert len(left_then) == len(OWN) - 1


def test_rules__points_without_one_are_told_once_for_the_unit() -> None:
    returned = UnitReturned(
        "KS01", rules=[rule(risk_points=OWN[:1])], rules_sheet=Where("乙", "制度")
    )
    (found,) = missing_links([returned], MASTER.graded)
    assert (found.code, found.where.sheet, found.params["count"]) == (
        "rule-points-unnamed",
        "制度",
        3,
    )


@pytest.mark.parametrize(
    ("change", "late"),
    [
        ({}, True),
        ({"progress": "done"}, False),
        ({"due": date(2026, 9, 20)}, False),
        ({"due": None}, False),
        ({"conclusion": "keep"}, False),
    ],
)
def test_overdue__what_is_not_done_the_day_after(change: dict[str, object], late: bool) -> None:  # noqa: FBT001
    one = rule(conclusion="revise", due=date(2026, 9, 19), progress="working")
    assert bool(overdue([replace(one, **change)], date(2026, 9, 20))) is late  # type: ignore[arg-type]


def test_rule_gaps__lists_points_without_rule_and_rules_to_be_made() -> None:
    wanted = rule(name="采购监督规定", conclusion="create", made_on=None, risk_points=("KS01-003",))
    said = "".join(strings(rule_gaps(MASTER, RulesReview(2026, (wanted,)))))
    assert "没有制度的3个（一级1个、二级1个、三级1个）" in said
    assert "KS01-001" in said
    assert "采购监督规定" in said
    assert "JD01-001" not in said, "that unit has not reviewed its rules"
    none = rule(powers=("示例证件核发",))
    (nothing,) = rule_gap_gaps(MASTER, RulesReview(2026, (none,)))
    assert nothing.code == "paper-empty"
    assert rule_gap_gaps(MASTER, RulesReview(2026, (wanted,))) == ()


STEPS = (
    Step(1, "申请", "start", "申请人", (Exit(2),)),
    Step(2, "审核材料", "step", "窗口岗", (Exit(3),), risks=("R1",)),
    Step(3, "送达", "end", "窗口岗"),
)


def flow(point: str) -> Flow:
    risks = (FlowRisk("R1", level=None, point=point),)
    day = date(2026, 9, 8)
    return Flow("KS01-Z01", "核发", "行政许可", 1, "办公室", "甲", "乙", day, STEPS, risks)


def test_flow__takes_its_risk_from_the_master() -> None:
    (risk,) = with_points(MASTER, flow("KS01-002")).risks
    assert (risk.level, risk.label, risk.point) == (1, "R1", "KS01-002")
    assert risk.measures
    assert flow_gaps(MASTER, FlowSet((flow("KS01-002"),))) == ()


def test_flow__whose_point_is_gone_is_not_drawn() -> None:
    assert [one.code for one in flow_gaps(MASTER, FlowSet((flow("KS01-099"),)))] == [
        "flow-point-gone"
    ]

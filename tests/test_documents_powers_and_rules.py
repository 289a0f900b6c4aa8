"""《职权目录》, 《制度梳理表》, 《风险防控一览表》: counts against rows, and every gap."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from support.specimens import master, record, said

from lzfx.content.blocks import Document, Heading, PageBreak, Table, strings
from lzfx.content.paper import Grid
from lzfx.documents.registers.control_overview import control_gaps, control_overview
from lzfx.documents.registers.power_catalogue import catalogue_gaps, in_force, power_catalogue
from lzfx.documents.registers.rules_review_table import review_gaps, rules_review_table
from lzfx.documents.sheet import LANDSCAPE
from lzfx.model.control import ControlOverview, ControlSheet, ControlStage
from lzfx.model.power import Power, PowerCatalogue
from lzfx.model.rules_review import ReviewedRule, RulesReview

MASTER = master()
POWERS = record("power_catalogue", PowerCatalogue)
REVIEW = record("rules_review", RulesReview)
CONTROL = record("control_overview", ControlOverview)
POWER = Power(
    code="KS02-Z9",
    name="示例核发",
    kind="license",
    unit="KS02",
    posts=("KS02-P2",),
    legal_basis="《示例办法》第二条",
    major_matters=("none",),
    change="keep",
)
RULE = ReviewedRule(
    name="示例规定",
    unit="KS02",
    made_on=date(2020, 1, 2),
    powers=("示例核发",),
    analysis="执行正常。",
    conclusion="keep",
)


def table_of(document: Document, at: int = 0) -> Table:
    return [block for block in document.blocks if isinstance(block, Table)][at]


def test_power_catalogue__counts_are_those_of_the_rows() -> None:
    document = power_catalogue(MASTER, POWERS)
    listed, counted = table_of(document), table_of(document, 1)
    assert len(listed.rows) == len(POWERS.powers) == 24
    assert sum(column.width for column in listed.columns) == pytest.approx(LANDSCAPE)
    kept = in_force(POWERS.powers)
    assert counted.rows[-1][-1].text == str(len(kept)) == "23"
    kinds = Counter(one.kind for one in kept)
    for at, column in enumerate(counted.columns[1:-1], start=1):
        code = next(c for c, label in MASTER.labels["power_kinds"].items() if label == column.title)
        assert counted.rows[-1][at].text == str(kinds[code])
    assert "共23项职权" in "".join(strings(document))
    assert "保留20项、新增1项、取消1项、调整2项" in "".join(strings(document))


def test_power_catalogue__units_in_roster_order_and_changes_marked() -> None:
    document = power_catalogue(MASTER, POWERS)
    rows = table_of(document).rows
    order = [unit.name for unit in MASTER.roster.units]
    places = [order.index(cells[1].text) for cells in rows]
    assert places == sorted(places)
    changed = [cells[-1].text for cells in rows if cells[-1].text != "保留"]
    assert [text.partition("\n")[0] for text in changed] == ["调整", "新增", "调整", "取消"]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"name": ""}, ("paper-field-missing", "KS02-Z9", "职权名称")),
        ({"kind": ""}, ("paper-field-missing", "KS02-Z9 示例核发", "职权类别")),
        ({"kind": "x"}, ("paper-code-unknown", "KS02-Z9 示例核发", "职权类别")),
        ({"legal_basis": " "}, ("paper-field-missing", "KS02-Z9 示例核发", "实施依据")),
        ({"unit": "KS77"}, ("paper-unit-unknown", "KS02-Z9 示例核发", "")),
        ({"posts": ()}, ("paper-field-missing", "KS02-Z9 示例核发", "承办岗位")),
        ({"change": "drop"}, ("paper-field-missing", "KS02-Z9 示例核发", "变动说明")),
        ({"public_form": "none"}, ("paper-field-missing", "KS02-Z9 示例核发", "不公开的理由")),
    ],
)
def test_catalogue_gaps__names_what_is_missing(
    change: dict[str, object], finding: tuple[str, ...]
) -> None:
    assert catalogue_gaps(MASTER, PowerCatalogue(2026, (POWER,))) == ()
    assert said(catalogue_gaps(MASTER, PowerCatalogue(2026, (replace(POWER, **change),)))) == [
        finding
    ]


def test_catalogue_gaps__typed_total_double_code_and_nothing() -> None:
    assert said(catalogue_gaps(MASTER, replace(POWERS, stated_total=24))) == [
        ("paper-total-differs", "", "职权总数")
    ]
    assert catalogue_gaps(MASTER, replace(POWERS, stated_total=23)) == ()
    twice = PowerCatalogue(2026, (POWER, POWER))
    assert said(catalogue_gaps(MASTER, twice)) == [("paper-number-twice", "", "职权编码")]
    assert said(catalogue_gaps(MASTER, PowerCatalogue(2026))) == [("paper-empty", "", "")]


def test_rules_review__counts_are_those_of_the_rows() -> None:
    document = rules_review_table(MASTER, REVIEW)
    counted = table_of(document, 1)
    assert len(table_of(document).rows) == len(REVIEW.rules) == 16
    assert [cell.text for cell in counted.rows[-1]] == ["合计", "6", "5", "2", "3", "16"]
    assert (
        "共梳理16件，其中完善（保留）6件、不完善（修订）5件、过时（废止）2件、缺失（新建）3件"
        in "".join(strings(document))
    )


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"analysis": ""}, ["运行情况分析"]),
        ({"conclusion": ""}, ["梳理结论"]),
        ({"made_on": None}, ["制定日期"]),
        ({"conclusion": "revise"}, ["存在问题", "处理措施", "责任人", "完成时限"]),
        (
            {
                "conclusion": "create", "made_on": None, "problem": "没有规定", "action": "新建",
                "responsible": "科长", "due": date(2026, 10, 1),
            },
            ["对应风险点"],
        ),
    ],
)  # fmt: skip
def test_review_gaps__names_what_is_missing(change: dict[str, object], missing: list[str]) -> None:
    assert review_gaps(MASTER, RulesReview(2026, (RULE,))) == ()
    found = review_gaps(MASTER, RulesReview(2026, (replace(RULE, **change),)))
    assert [(f.code, f.params["item"], f.params["title"]) for f in found] == [
        ("paper-field-missing", "示例规定", title) for title in missing
    ]


def test_review_gaps__typed_counts() -> None:
    assert review_gaps(MASTER, replace(REVIEW, stated={"keep": 6, "repeal": 2})) == ()
    (found,) = review_gaps(MASTER, replace(REVIEW, stated={"keep": 7}))
    assert (found.params["value"], found.params["expected"]) == (7, 6)


def test_control_overview__one_power_a_page_risk_left_measure_right() -> None:
    document = control_overview(MASTER, CONTROL)
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 2
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "一、再生育审批", "二、奖励扶助金审核发放", "三、办公用品和车辆采购",
    ]  # fmt: skip
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    for sheet, grid in zip(CONTROL.sheets, grids, strict=True):
        assert all(sum(box.span for box in row) == len(grid.widths) for row in grid.rows)
        boxes = grid.rows[-len(sheet.stages) :]
        for stage, (left, middle, right) in zip(sheet.stages, boxes, strict=True):
            assert stage.risk in left.text
            assert left.level == stage.level
            assert middle.text.startswith(stage.name)
            assert right.text == f"{stage.measure}\n责任人：{stage.responsible}"
        assert "↓" not in boxes[-1][1].text


def test_control_gaps__a_stage_without_level_or_measure() -> None:
    assert control_gaps(MASTER, CONTROL) == ()
    stage = ControlStage("受理", "acceptance", "不一次告知", post="KS02-P2", responsible="受理岗")
    one = ControlSheet("KS02-Z9", "示例核发", "license", "KS02", (stage,))
    assert said(control_gaps(MASTER, ControlOverview(2026, (one,)))) == [
        ("paper-field-missing", "KS02-Z9 示例核发“受理”", "风险等级"),
        ("paper-field-missing", "KS02-Z9 示例核发“受理”", "防控措施"),
    ]
    assert said(control_gaps(MASTER, ControlOverview(2026, (replace(one, stages=()),)))) == [
        ("paper-field-missing", "KS02-Z9 示例核发", "环节")
    ]
